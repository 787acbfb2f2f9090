"""The gate of a webcast: when it stands open, and to whom. Pure functions of rows and the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from events.models import Session
from webcast.models import Stream, Webcast, webcast_of

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
    """The state of the session's webcast: what the organiser says, else the clock.

    Of several streams, the one that opens first decides.
    """
    if session.is_cancelled:
        return State.CANCELLED
    if session.event.rehearsing:
        return State.LIVE
    if ended_at(session) or now >= closes_at(session):
        return State.OVER
    if went_live_at(session):
        return State.LIVE
    return _by_the_clock(session, opens_at(session, streams), now)


def _by_the_clock(session: Session, opening: datetime | None, now: datetime) -> State:
    if session.starts_at is None or opening is None:
        return State.UNKNOWN
    if now < opening:
        return State.BEFORE
    delayed = webcast_of(session).trouble == Webcast.Trouble.DELAYED
    return State.OPEN if delayed or now < session.starts_at else State.LIVE


def opens_at(session: Session, streams: Iterable[Stream]) -> datetime | None:
    """When the first of the streams opens; None while the start is unknown."""
    if session.starts_at is None:
        return None
    minutes = max((stream.opens_minutes_before for stream in streams), default=OPENS)
    return session.starts_at - timedelta(minutes=minutes)


def closes_at(session: Session) -> datetime:
    """When nobody is let in any more: as much later as it began late; in trouble, or without an end, the day's end."""
    midnight = session.event.at(time.max)
    if session.ends_at is None or session.starts_at is None:
        return midnight
    late = max((went_live_at(session) or session.starts_at) - session.starts_at, timedelta())
    closing = session.ends_at + OVERRUN + late
    return max(closing, midnight) if webcast_of(session).trouble else closing


def went_live_at(session: Session) -> datetime | None:
    """When the organiser set it live."""
    return _on_the_day(session, webcast_of(session).went_live_at)


def ended_at(session: Session) -> datetime | None:
    """When the organiser ended it."""
    return _on_the_day(session, webcast_of(session).ended_at)


def _on_the_day(session: Session, pressed: datetime | None) -> datetime | None:
    """What was pressed before the event's day is no news any more: the event has been put off since."""
    return pressed if pressed and is_the_day(session, pressed) else None


def is_the_day(session: Session, now: datetime) -> bool:
    """Whether the event's day has come."""
    return now >= session.event.at(time.min)


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
