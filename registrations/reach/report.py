"""The report of one page: what the tour reached, with its map, as tagged PDF in the language that is active."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Event, Tour
from events.when import moment, span
from registrations.attendance.sheet import typeset
from registrations.reach.coverage import Coverage, Row
from registrations.reach.drawing import draw
from registrations.reach.people import People
from venues.fields import in_language

MOST_STOPS, MOST_ROWS = 13, 21
"""So that the page is one: there are 19 regions, and 12 kinds at most."""
MOST_NAMED = 12
_TEMPLATE = Path(__file__).with_name("report.typ")


def as_pdf(tour: Tour, stops: Sequence[Event], coverage: Coverage) -> bytes:
    """A4. Raises NotTypeset."""
    return typeset(report_of(tour, stops, coverage), _TEMPLATE)


def report_of(tour: Tour, stops: Sequence[Event], coverage: Coverage) -> dict[str, Any]:
    """What report.typ writes.

    language, organiser, title, kicker, foot, gaps, notes: texts · numbers: [number, name] · map: SVG or nothing, map_alt,
    legend: [fill, words] · legend_name: text · tables: {caption, head, rows} with as many texts in each row as in the head.
    """
    picture = draw(stops, coverage.regions, coverage.count)
    return {
        "language": get_language() or "fi",
        "organiser": _said(tour.organiser.name),
        "title": _("Whom the tour reached"),
        "kicker": " · ".join([_said(tour.title), span(stops[0], stops[-1])]),
        "foot": _("Printed %(moment)s") % {"moment": moment(timezone.now())},
        "numbers": _numbers(coverage.total),
        "map": render_to_string("organiser/parts/map.svg", {"map": picture}) if picture else "",
        "map_alt": picture.summary if picture else "",
        "legend": picture.legend if picture else [],
        "legend_name": _("People reached, by region:")
        if coverage.over
        else _("People registered, by region:"),
        "tables": [
            _table(_("Stop"), coverage.stops, MOST_STOPS),
            _table(_("Region"), [row for row in coverage.regions if any(_cells(row.people))], MOST_ROWS),
            _table(
                _("Kind of organisation"),
                [row for row in coverage.kinds if any(_cells(row.people))],
                MOST_ROWS,
            ),
        ],
        "gaps": gaps_of(coverage),
        "notes": [
            _(
                "Each person is counted once, however many stops they came to. Staff and speakers are not "
                "counted, nor are viewers of a webcast whose names nobody noted."
            )
        ],
    }


def gaps_of(coverage: Coverage) -> list[str]:
    """'Nobody from: Kainuu, Lapland': regions, municipalities and kinds, each on a line of its own."""
    parts = (
        (_("Regions with nobody: %(names)s"), coverage.missing),
        (_("Municipalities with nobody: %(names)s"), coverage.missing_municipalities),
        (_("Kinds of organisation with nobody: %(names)s"), coverage.missing_kinds),
        (_("Regions that no stop serves, with nobody: %(names)s"), coverage.elsewhere),
    )
    return [words % {"names": _named(names)} for words, names in parts if names]


def _named(names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    shown = ", ".join(names[:MOST_NAMED])
    return _("%(names)s and %(number)d more") % {"names": shown, "number": len(names) - MOST_NAMED}


def _said(text: Any) -> str:
    return in_language(text, get_language() or "fi")[0]


def _numbers(total: People) -> list[list[str]]:
    named = (
        (total.reached, _("Reached")),
        (total.on_site, _("On site")),
        (total.online, _("Online")),
        (total.both, _("Both")),
        (total.registered, _("Registered")),
    )
    return [[str(number), name] for number, name in named]


def _cells(of: People) -> tuple[int, int, int, int]:
    return of.registered, of.on_site, of.online, of.reached


def _table(name: str, rows: Sequence[Row], most: int) -> dict[str, Any]:
    """The first rows, and the rest as one."""
    head = [name, _("Registered"), _("On site"), _("Online"), _("Reached")]
    lines = [[row.name, *map(str, _cells(row.people))] for row in rows]
    if len(lines) > most:
        rest = _("and %(number)d more") % {"number": len(lines) - most + 1}
        lines = [*lines[: most - 1], [rest, "", "", "", ""]]
    return {"caption": name, "head": head, "rows": lines}
