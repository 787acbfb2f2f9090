"""The attendance list as a table for spreadsheets."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from events.export import Cell, csv_lines, write_xlsx
from registrations.attendance.rows import Row


def table(rows: Iterable[Row]) -> Iterator[Sequence[Cell]]:
    """The heading and the rows."""
    yield (
        _("Name"),
        _("Organisation"),
        _("Municipality"),
        _("Role"),
        _("Takes part"),
        _("State"),
        _("Arrived"),
        _("Recorded by"),
    )
    for row in rows:
        yield (
            row.name,
            row.organisation,
            row.municipality,
            row.role,
            str(row.mode.label),
            row.state,
            row.arrived_on_the_wall,
            row.attended_by,
        )


def as_csv(rows: Iterable[Row]) -> Iterator[bytes]:
    return csv_lines(table(rows))


def as_xlsx(rows: Iterable[Row]) -> bytes:
    with tempfile.TemporaryFile() as out:
        write_xlsx(out, _("Attendance list"), table(rows))
        out.seek(0)
        return out.read()
