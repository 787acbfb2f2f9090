"""The gate of a webcast: when it stands open, and to whom. Pure functions of rows and the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from events.models import Session
from webcast.models import Stream

OPENS = Stream._meta.get_field("opens_minutes_before").get_default()
OVERRUN = timedelta(minutes=15)
"""Meetings end late: so long after the end, somebody whose line broke still gets in."""


class State(StrEnum):
    """What a watch page says first. In OPEN the gate stands open and the session has not begun."""

    UNKNOWN = "unknown"
    BEFORE = "before"
    OPEN = "open"
    LIVE = "live"
    OVER = "over"
    CANCELLED = "cancelled"

    @property
    def lets_in(self) -> bool:
        return self in (State.OPEN, State.LIVE)


@dataclass(frozen=True)
class Viewer:
    """Who asks, as far as the gate cares: has a place at the session, is invited to it."""

    attends: bool = False
    invited: bool = False


NOBODY = Viewer()


def state(session: Session, streams: Iterable[Stream], now: datetime) -> State:
    """The state of the session's webcast; of several streams, the one that opens first decides."""
    opening = opens_at(session, streams)
    if session.is_cancelled:
        return State.CANCELLED
    if session.event.rehearsing:
        return State.LIVE
    if now >= closes_at(session):
        return State.OVER
    if session.starts_at is None or opening is None:
        return State.UNKNOWN
    if now < opening:
        return State.BEFORE
    return State.OPEN if now < session.starts_at else State.LIVE


def opens_at(session: Session, streams: Iterable[Stream]) -> datetime | None:
    """When the first of the streams opens; None while the start is unknown."""
    if session.starts_at is None:
        return None
    minutes = max((stream.opens_minutes_before for stream in streams), default=OPENS)
    return session.starts_at - timedelta(minutes=minutes)


def closes_at(session: Session) -> datetime:
    """When nobody is let in any more; with an unknown end, the day's end."""
    return session.ends_at + OVERRUN if session.ends_at else session.event.at(time.max)


def entitled(access: str, viewer: Viewer) -> bool:
    """Whether a stream of this access is for the viewer."""
    match access:
        case Stream.Access.PUBLIC:
            return True
        case Stream.Access.REGISTERED:
            return viewer.attends
        case Stream.Access.INVITED:
            return viewer.invited
    return False
