"""The attendance list on paper: A4 landscape, a column to sign in, blank rows for guests."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Session
from events.refusals import Refused
from events.when import moment, when
from registrations.attendance.rows import Row
from venues.fields import in_language

BLANK_ROWS = 10
SECONDS = 60
_PROGRAM = Path(__file__).with_name("typeset.py")
_TEMPLATE = Path(__file__).with_name("sheet.typ")
COLUMNS = (
    gettext_lazy("No."),
    gettext_lazy("Name"),
    gettext_lazy("Organisation"),
    gettext_lazy("Municipality"),
    gettext_lazy("Takes part"),
    gettext_lazy("Arrived"),
    gettext_lazy("Signature"),
)


class NotTypeset(Refused):
    sentence = gettext_lazy("The sheet could not be made just now. Try again in a while.")


def as_pdf(session: Session, rows: Sequence[Row], languages: Sequence[str]) -> bytes:
    """The sheet as tagged PDF; headings in these languages, cells in the first. NotTypeset when it fails."""
    with translation.override(languages[0]):
        return typeset(sheet_of(session, rows, languages), _TEMPLATE)


def typeset(data: dict[str, Any], template: Path) -> bytes:
    """What the Typst template makes of the data, as tagged PDF. NotTypeset when it fails.

    Typeset in a child process, isolated and with an empty environment: it sees no settings and no secrets.
    """
    command = [sys.executable, "-I", "-X", "utf8", str(_PROGRAM), str(template)]
    content = json.dumps(data).encode()
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, env={}, check=True
        )
    except subprocess.SubprocessError as error:
        raise NotTypeset from error
    return done.stdout


def sheet_of(session: Session, rows: Sequence[Row], languages: Sequence[str]) -> dict[str, Any]:
    """What sheet.typ writes.

    title, organiser, language, foot: texts · heads: {language, kicker, heading, facts}, one per language ·
    columns: per column a list of [language, name] · rows: lists of as many texts as there are columns.
    """
    return {
        "title": _heading(session),
        "organiser": _said(session.event.organiser.name),
        "language": languages[0],
        "foot": " · ".join([_said(session.event.title), when(session), _printed()]),
        "heads": [_in(language, session) | {"language": language} for language in languages],
        "columns": columns_in(languages, COLUMNS),
        "rows": [[str(number), *_cells(row)] for number, row in enumerate(rows, 1)] + _blank(len(rows)),
    }


def _in(language: str, session: Session) -> dict[str, str]:
    with translation.override(language):
        return head_of(session, session.event.filed_under)


def _said(text: Any) -> str:
    return in_language(text, translation.get_language() or "fi")[0]


def _printed() -> str:
    return _("Printed %(moment)s") % {"moment": moment(timezone.now())}


def _heading(session: Session) -> str:
    return _("Attendance list: %(session)s") % {"session": _said(session.short_title)}


def head_of(session: Session, case_number: str) -> dict[str, str]:
    """kicker, heading, facts: whose list it is, in the language that is active."""
    event, tour = session.event, session.event.tour
    above = [event.organiser.name, tour.short_title if tour else "", event.title]
    facts = [when(session), _place(session), _case(case_number)]
    return {
        "kicker": " · ".join(filter(None, map(_said, above))),
        "heading": _heading(session),
        "facts": " · ".join(filter(None, facts)),
    }


def _place(session: Session) -> str:
    venue, room = session.event.venue, session.room
    parts = [_said(venue.name), _said(room and room.name), venue.address] if venue else []
    return ", ".join(filter(None, parts))


def _case(number: str) -> str:
    return _("Case number %(number)s") % {"number": number} if number else ""


def columns_in(languages: Sequence[str], names: Sequence[Any]) -> list[list[list[str]]]:
    """Each column's name in each language, a name that two languages share only once."""
    columns: list[list[list[str]]] = [[] for _each in names]
    for language in languages:
        with translation.override(language):
            named = [str(name) for name in names]
        for column, name in zip(columns, named, strict=True):
            if name not in [known for _language, known in column]:
                column.append([language, name])
    return columns


def _cells(row: Row) -> list[str]:
    part = row.state if row.waiting else str(row.mode.label)
    return [row.name, row.organisation, row.municipality, part, row.arrived, ""]


def _blank(taken: int) -> list[list[str]]:
    return [[str(taken + number), "", "", "", "", "", ""] for number in range(1, BLANK_ROWS + 1)]
