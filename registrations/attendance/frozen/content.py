"""What an attendance list says, in no language: what is frozen, compared, and given to other programs."""

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from events.models import Session
from registrations.attendance.rows import Counts, count, row_of
from registrations.models import Participation
from venues.models import Venue

Record = dict[str, Any]
"""One person's line; `id` is the participation's random one, and stays when the name is corrected."""


@dataclass(frozen=True, slots=True)
class Content:
    """Of the session and its case, and of each person on the list."""

    facts: Record
    people: list[Record]
    counts: Counts

    @property
    def digest(self) -> str:
        """SHA-256 of it all: equal as long as the list says the same."""
        return hashlib.sha256(canonical([self.facts, self.people]).encode()).hexdigest()


def content_of(session: Session, parts: Sequence[Participation], case_number: str) -> Content:
    """The participations as rows.parts_of gives them."""
    zone = session.zone
    return Content(
        facts=_facts(session) | {"case_number": case_number},
        people=[_record(part, zone) for part in parts],
        counts=count(row_of(part, zone) for part in parts),
    )


def canonical(data: Any) -> str:
    """The same text for the same data."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _facts(session: Session) -> Record:
    event, tour = session.event, session.event.tour
    return {
        "organiser": _versions(event.organiser.name),
        "tour": _versions(tour.title) if tour else None,
        "event": _versions(event.title),
        "event_slug": event.slug,
        "session": _versions(session.title),
        "session_id": str(session.uuid),
        "date": event.date.isoformat(),
        "starts_at": stamp(session.starts_at, session.zone),
        "ends_at": stamp(session.ends_at, session.zone),
        "time_zone": session.zone.key,
        "place": _place(event.venue, session),
        "attendance": session.attendance,
    }


def _place(venue: Venue | None, session: Session) -> Record | None:
    if venue is None:
        return None
    room = _versions(session.room.name) if session.room else None
    return {"venue": _versions(venue.name), "room": room, "address": venue.address}


def _record(part: Participation, zone: ZoneInfo) -> Record:
    registration = part.registration
    return {
        "id": str(part.uuid),
        "name": registration.person.name,
        "organisation": registration.organisation_text,
        "private_person": registration.is_private_person,
        "municipality": registration.municipality_text,
        "role": registration.role,
        "mode": part.mode,
        "status": part.status,
        "in_line_for_the_room": part.waiting_since is not None,
        "arrived_at": stamp(part.attended_at, zone),
        "recorded_by": part.attended_by,
    }


def stamp(moment: datetime.datetime | None, zone: ZoneInfo) -> str | None:
    """'2027-06-16T13:04:00+03:00': with the offset of the place."""
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None


def _versions(text: Any) -> Mapping[str, str]:
    data = getattr(text, "data", text) or {}
    return data if isinstance(data, dict) else {"": str(data)}
