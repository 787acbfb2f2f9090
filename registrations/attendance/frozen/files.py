"""The two files of a version: one for programs, and the document, which names the checksum of the other."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from events.models import Session
from registrations.attendance.frozen.content import Content, Record, stamp
from registrations.attendance.frozen.differences import Differences
from registrations.attendance.frozen.paper import as_pdf
from registrations.models import FrozenFile, FrozenList, Participation
from registrations.models.frozen_list import checksum

FORMAT = "kiertue-attendance-list/1"


@dataclass(frozen=True, slots=True)
class Draft:
    """A version that is not stored yet, with all that goes into its files."""

    row: FrozenList
    parts: Sequence[Participation]
    content: Content
    found: Differences | None


def files_of(draft: Draft, languages: Sequence[str]) -> list[FrozenFile]:
    """Unsaved; headings in these languages. NotTypeset when the document cannot be made just now."""
    data = as_json(draft)
    twin = checksum(data)
    pdf = as_pdf(draft.row, draft.parts, draft.content, draft.found, languages=languages, twin=twin)
    return [_file(FrozenFile.Kind.PDF, pdf), _file(FrozenFile.Kind.JSON, data)]


def as_json(draft: Draft) -> bytes:
    """UTF-8 with a line end. Choices stand as their codes, times with the offset of the place."""
    row, zone = draft.row, draft.row.session.zone
    document = {
        "format": FORMAT,
        "version": row.number,
        "frozen_at": stamp(row.frozen_at, zone),
        "frozen_by": row.frozen_by.name if row.frozen_by else "",
        "purpose": row.purpose,
        "kept_until": row.kept_until.isoformat(),
        **draft.content.facts,
        "counts": {"people": row.people, "came": row.came},
        "people": draft.content.people,
        "differences": draft.found.as_data() if draft.found else None,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def read_back(stored: bytes) -> tuple[list[Record], Record]:
    """The people and the facts of an earlier version's file for programs."""
    document: dict[str, Any] = json.loads(stored)
    facts = {name: document[name] for name in FACTS}
    return document["people"], facts


FACTS = (
    *("organiser", "tour", "event", "event_slug", "session", "session_id", "date", "starts_at", "ends_at"),
    *("time_zone", "place", "attendance", "case_number"),
)
"""What content.Content.facts holds."""


def languages_of(session: Session, otherwise: str) -> list[str]:
    """The event's, as far as we speak them."""
    known = dict(settings.LANGUAGES)
    return [code for code in session.event.languages if code in known] or [otherwise]


def name_of(session: Session, number: int, kind: str) -> str:
    """ASCII: attendance-lape-2027-vaasa-1300-v2.pdf."""
    return f"attendance-{which(session)}-v{number}.{kind}"


def which(session: Session) -> str:
    """In the name of a file: lape-2027-vaasa-1300, or without the clock time where there is none yet."""
    start = f"-{session.starts_at.astimezone(session.zone):%H%M}" if session.starts_at else ""
    return f"{session.event.slug}{start}"


def _file(kind: FrozenFile.Kind, content: bytes) -> FrozenFile:
    return FrozenFile(kind=kind, sha256=checksum(content), size=len(content), content=content)
