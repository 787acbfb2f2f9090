"""When sessions are, as intervals: which of them are at the same time."""

import datetime
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeVar

from events.models import Event, Session

AN_HOUR = datetime.timedelta(hours=1)
"""How long a session counts whose end is not known."""
T = TypeVar("T")


def takes_place(event: Event) -> bool:
    return event.status != Event.Status.CANCELLED and not event.is_over


def span(session: Session) -> tuple[datetime.datetime, datetime.datetime] | None:
    """From when till when, or None while the time is not known or the session is cancelled."""
    if session.starts_at is None or session.is_cancelled:
        return None
    return session.starts_at, session.ends_at or session.starts_at + AN_HOUR


def overlap(one: Session, other: Session) -> bool:
    a, b = span(one), span(other)
    return bool(a and b and a[0] < b[1] and b[0] < a[1])


def events_overlap(one: Event, other: Event) -> bool:
    """Whether a session of the one is at the same time as a session of the other. Their sessions are at hand."""
    pairs = ((a, b) for a in one.sessions.all() for b in other.sessions.all())
    return one.pk != other.pk and any(overlap(a, b) for a, b in pairs)


def clashing(events: Iterable[Event]) -> Iterator[tuple[Event, Event]]:
    """The pairs of different events that overlap."""
    yield from ((one, other) for one, other in combinations(events, 2) if events_overlap(one, other))
