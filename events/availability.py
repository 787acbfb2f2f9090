"""How many are left, and may I still come? Answered here for every page, list and form.

A session has one state, and each way of taking part its own places. The words are those of the tag on a list.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events.models import Event, Session
from events.models.session import Mode


class State(StrEnum):
    """Where registration stands, the most telling first. Open and full (by the queue) take registrations."""

    OPEN = "open"
    FULL = "full"
    LATER = "later"
    NOW = "now"
    CLOSED = "closed"
    INVITATION = "invitation"
    OVER = "over"
    CANCELLED = "cancelled"


TAKES_REGISTRATIONS = frozenset({State.OPEN, State.FULL})
MOST_TELLING = list(State)


@dataclass(frozen=True, slots=True)
class Places:
    """One way of taking part: free places (None is no limit), and how many wait for one."""

    mode: Mode
    left: int | None
    waiting: int

    @property
    def full(self) -> bool:
        return self.left == 0

    @property
    def words(self) -> str:
        """'34 places left', 'Full, 5 are waiting', 'Room for everybody'."""
        if self.left is None:
            return _("Room for everybody")
        if self.left:
            return ngettext("%(left)d place left", "%(left)d places left", self.left) % {"left": self.left}
        if self.waiting:
            waiting = ngettext("Full, %(number)d is waiting", "Full, %(number)d are waiting", self.waiting)
            return waiting % {"number": self.waiting}
        return _("Full")


@dataclass(frozen=True, slots=True)
class Availability:
    """A session's state, and its places by mode."""

    session: Session
    state: State
    places: tuple[Places, ...]

    @property
    def can_register(self) -> bool:
        """Whether the form takes new names, be it for the queue."""
        return self.state in TAKES_REGISTRATIONS

    @property
    def room(self) -> Places | None:
        return self._places(Mode.IN_PERSON)

    @property
    def web(self) -> Places | None:
        return self._places(Mode.ONLINE)

    def _places(self, mode: Mode) -> Places | None:
        return next((places for places in self.places if places.mode == mode), None)

    @property
    def closes_at(self) -> datetime.datetime | None:
        return self.session.registration_closes or self.session.starts_at

    @property
    def kind(self) -> str:
        """The tag's class: go, wait, no, or none."""
        if self.state == State.OPEN:
            return "wait" if self.room and self.room.full else "go"
        return {State.FULL: "wait", State.CANCELLED: "no", State.NOW: "go"}.get(self.state, "")

    @property
    def words(self) -> str:
        """What the tag says."""
        if self.state == State.OPEN:
            return self._open_words()
        if self.state == State.LATER:
            return self._later_words()
        return {
            State.FULL: _("Full · waiting list"),
            State.CLOSED: _("Registration closed"),
            State.NOW: _("Going on now"),
            State.OVER: _("Over"),
            State.CANCELLED: _("Cancelled"),
            State.INVITATION: _("By invitation"),
        }[self.state]

    def _open_words(self) -> str:
        room = self.room
        if room and room.full:
            return _("Full · webcast")
        if room and room.left:
            return room.words
        return _("Open for registration")

    def _later_words(self) -> str:
        opens = self.session.opens_at
        if opens is None:
            return _("Registration opens later")
        local = opens.astimezone(self.session.zone)
        day = date_format(local, "j F") if get_language() == "en" else f"{local.day}.{local.month}."
        return _("Registration opens %(day)s") % {"day": day}


def of(session: Session, now: datetime.datetime | None = None) -> Availability:
    """The availability of a session whose event is at hand; no queries."""
    places = tuple(
        Places(mode, session.places_left(mode), getattr(session, f"{mode.value}_waiting"))
        for mode in session.modes
    )
    return Availability(session, _state(session, places, now or timezone.now()), places)


def of_all(sessions: Iterable[Session]) -> Availability | None:
    """What a list says of a whole event or tour; None when nothing is to be seen.

    It is the most telling of the parts that are open to everybody, else of the invited ones.
    """
    found = [of(session) for session in sessions]
    found = [each for each in found if each.session.is_open_to_all] or found
    return min(found, key=lambda each: MOST_TELLING.index(each.state), default=None)


def _state(session: Session, places: tuple[Places, ...], now: datetime.datetime) -> State:
    if session.is_cancelled or session.event.status == Event.Status.CANCELLED:
        return State.CANCELLED
    if session.is_over:
        return State.OVER
    if not session.is_open_to_all:
        return State.INVITATION
    if session.starts_at and session.starts_at <= now:
        return State.NOW
    return _registration(session, places, now)


def _registration(session: Session, places: tuple[Places, ...], now: datetime.datetime) -> State:
    if session.registration_closes and session.registration_closes <= now:
        return State.CLOSED
    if session.opens_at is None or session.opens_at > now:
        return State.LATER
    return State.FULL if all(each.full for each in places) else State.OPEN
