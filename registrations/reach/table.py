"""Reach as rows for spreadsheets: what each row is about, its name, its numbers."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from events.export import Cell
from registrations.reach.coverage import Coverage, Row, table
from registrations.reach.people import People

Line = Sequence[Cell]


def rows_of(coverage: Coverage) -> list[Line]:
    """The heading, everybody, then stop by stop, region by region and so on."""
    heading = (
        _("What"),
        _("Name"),
        _("Registered"),
        _("On site"),
        _("Online"),
        _("Both"),
        _("Reached"),
    )
    total: list[Cell] = [_("All together"), "", *_numbers(coverage.total)]
    return [heading, total, *(_line(part, row) for part, rows in table(coverage) for row in rows)]


def _line(part: str, row: Row) -> list[Cell]:
    return [part, row.name, *_numbers(row.people)]


def length(coverage: Coverage) -> int:
    """How many rows stand under the heading."""
    return 1 + sum(len(rows) for _part, rows in table(coverage))


def _numbers(of: People) -> tuple[int, ...]:
    return of.registered, of.on_site, of.online, of.both, of.reached
