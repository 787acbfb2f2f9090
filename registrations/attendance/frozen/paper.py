"""A frozen list on paper: A4 landscape, with its version, its author and what differs from the version before."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from events.models import Session
from events.when import day
from registrations.attendance.frozen.content import Content
from registrations.attendance.frozen.differences import Differences
from registrations.attendance.frozen.words import lines, numbers, stated
from registrations.attendance.rows import Row, row_of
from registrations.attendance.sheet import columns_in, head_of, typeset
from registrations.models import FrozenList, Participation
from venues.fields import in_language

_TEMPLATE = Path(__file__).with_name("paper.typ")
COLUMNS = (
    gettext_lazy("No."),
    gettext_lazy("Name"),
    gettext_lazy("Organisation"),
    gettext_lazy("Municipality"),
    gettext_lazy("Takes part"),
    gettext_lazy("Arrived"),
    gettext_lazy("Recorded by"),
)


def as_pdf(
    row: FrozenList,
    parts: Sequence[Participation],
    content: Content,
    found: Differences | None,
    *,
    languages: Sequence[str],
    twin: str,
) -> bytes:
    """Tagged PDF; headings in these languages, the rest in the first. `twin`: the other file's checksum. NotTypeset."""
    with translation.override(languages[0]):
        return typeset(paper_of(row, parts, content, found, languages, twin), _TEMPLATE)


def paper_of(
    row: FrozenList,
    parts: Sequence[Participation],
    content: Content,
    found: Differences | None,
    languages: Sequence[str],
    twin: str,
) -> dict[str, Any]:
    """What paper.typ writes.

    title, organiser, language, foot: texts · heads and columns as in sheet.py · about: [name, text] of the version ·
    rows: lists of as many texts as there are columns · differences: nothing or {heading, summary, lines: [what, whose]}.
    """
    session = row.session
    return {
        "title": _title(row),
        "organiser": _said(session.event.organiser.name),
        "language": languages[0],
        "foot": f"{_title(row)} · {stated(row.frozen_at, session.zone)}",
        "heads": [_head(session, language) for language in languages],
        "about": [[str(name), text] for name, text in _about(row, content, twin) if text],
        "columns": columns_in(languages, COLUMNS),
        "rows": [[str(number), *_cells(row_of(part, session.zone))] for number, part in enumerate(parts, 1)],
        "differences": _differences(row, found) if found else None,
    }


def _title(row: FrozenList) -> str:
    about = {"session": _said(row.session.short_title), "number": row.number}
    return _("Attendance list: %(session)s, version %(number)d") % about


def _head(session: Session, language: str) -> dict[str, str]:
    with translation.override(language):
        return head_of(session, case_number="") | {"language": language}


def _about(row: FrozenList, content: Content, twin: str) -> list[tuple[Any, str]]:
    return [
        (_("Version"), str(row.number)),
        (_("Frozen"), stated(row.frozen_at, row.session.zone)),
        (_("Frozen by"), row.frozen_by.name if row.frozen_by else ""),
        (_("Organiser"), _said(row.session.event.organiser.name)),
        (_("Purpose"), str(row.get_purpose_display())),
        (_("Case number"), row.case_number),
        (_("People"), _people(content)),
        (_("Kept here until"), day(row.kept_until)),
        (_("The same list for programs (JSON), SHA-256"), twin),
    ]


def _people(content: Content) -> str:
    listed = ngettext("%(number)d on the list", "%(number)d on the list", len(content.people))
    came = ngettext(
        "%(number)d came or followed online", "%(number)d came or followed online", content.counts.came
    )
    return ", ".join([listed % {"number": len(content.people)}, came % {"number": content.counts.came}])


def _cells(row: Row) -> list[str]:
    part = row.state if row.waiting else str(row.mode.label)
    return [row.name, row.organisation, row.municipality, part, row.arrived, row.attended_by]


def _differences(row: FrozenList, found: Differences) -> dict[str, Any]:
    return {
        "heading": _("What differs from version %(number)d") % {"number": found.since},
        "summary": numbers(row),
        "lines": [list(pair) for pair in lines(found, row.session)],
    }


def _said(text: Any) -> str:
    return in_language(text, get_language() or "fi")[0]
