"""Giving one registration its part in a session: a place, a place in line, or both."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, DateField, DateTimeField
from django.utils import timezone

from events.models import Session
from events.models.session import Mode
from events.prepared import Prepared, Slot
from events.refusals import CalledOff, Closed, InvitationNeeded, Over
from registrations import places
from registrations.actions.details import Choice, Way
from registrations.models import OutgoingMail, Participation, Registration

Status = Participation.Status
Kind = OutgoingMail.Kind
Saved = dict[int, Mode]
"""Places that are taken for somebody before another gives them back: the way, by the session's key."""


def refuse_what_is_closed(choices: Iterable[Choice], *, invited_to: frozenset[int] = frozenset()) -> None:
    """Say no early, with the reason, before anything is taken. An invitation opens the sessions it names."""
    choices = list(choices)
    open_to_all = _open_to_all({choice.session for choice in choices})
    for choice in choices:
        session = choice.session
        if session.is_cancelled:
            raise CalledOff
        if session.is_over or (session.has_begun and choice.way.mode == Mode.IN_PERSON):
            raise Over
        if choice.way.mode not in session.modes:
            raise Closed
        if session.pk in open_to_all or session.pk in invited_to:
            continue
        raise Closed if session.is_open_to_all else InvitationNeeded


def _open_to_all(sessions: set[Session]) -> set[int]:
    """Those of them that take registrations without an invitation now: found so just now, or asked for."""
    found = {session.pk for session in sessions if getattr(session, "found_open", False)}
    asked = {f"session{number}": pk for number, pk in enumerate({each.pk for each in sessions} - found)}
    if asked:
        found.update(_open_of(len(asked))(**asked, now=timezone.now(), today=timezone.localdate()))
    return found


@cache
def _open_of(count: int) -> Prepared[int]:
    moment = {"now": Slot("now", DateTimeField()), "today": Slot("today", DateField())}
    asked: list[Any] = [Slot(f"session{number}", BigIntegerField()) for number in range(count)]
    rows = Session.objects.open_for_registration(**moment)
    return Prepared(lambda: rows.filter(pk__in=asked).values_list("pk", flat=True))


def seat(registration: Registration, choice: Choice) -> Participation:
    """An unsaved participation whose place is taken, or which stands in line. Locks the session's row."""
    part = Participation(registration=registration, session=choice.session)
    settle(part, choice.way)
    return part


def settle(part: Participation, way: Way) -> None:
    """Take what `way` asks for, the room first; what has become full means the line."""
    session_id = part.session_id
    part.mode, part.status, part.waiting_since, part.seated = Mode.IN_PERSON, Status.ATTENDING, None, True
    if way != Way.ONLINE and places.take(session_id, Mode.IN_PERSON):
        return
    if way.mode == Mode.ONLINE and places.take(session_id, Mode.ONLINE):
        part.mode = Mode.ONLINE
        if way == Way.ONLINE:
            return
    else:
        part.mode = Mode.ONLINE if way == Way.ONLINE else Mode.IN_PERSON
        part.status = Status.WAITING
    _stand_in_line(part)


def _stand_in_line(part: Participation) -> None:
    """Wait, from now on; unless the place came free while we looked and nobody else waits for it."""
    line = Mode(part.mode) if part.status == Status.WAITING else Mode.IN_PERSON
    places.stand_in_line(part.session_id, line)
    if not places.take_what_was_freed(part.session_id, line):
        part.waiting_since = timezone.now()
        return
    if part.status == Status.ATTENDING:
        places.free(part.session_id, Mode.ONLINE)
    part.mode, part.status = line, Status.ATTENDING


def letter_kind(part: Participation) -> str:
    """The letter that says what holds now."""
    return Kind.CONFIRMED if part.status == Status.ATTENDING else Kind.WAITING


def save(held: Iterable[Participation]) -> Saved:
    """Take a place beside each of these for whoever comes instead, so that it passes no line when it is given back.

    Raises as a line does. The sessions' rows must be locked.
    """
    coming = [part for part in held if part.status == Status.ATTENDING and part.seated]
    saved = {part.session_id: Mode(part.mode) for part in coming if _can_be_taken(part.session)}
    for session_id, mode in saved.items():
        places.take_over_capacity(session_id, mode)
    return saved


def _can_be_taken(session: Session) -> bool:
    return not session.is_over and not session.is_cancelled


def take_saved(part: Participation, way: Way, saved: Saved) -> bool:
    """Whether a place was saved for them that fits, and is theirs now.

    Whoever wants the room gets the room; whoever wants the web until then gets the web, and stands in line for the room.
    """
    mode = saved.get(part.session_id)
    fits = way != Way.ONLINE if mode == Mode.IN_PERSON else way.mode == Mode.ONLINE
    if mode is None or not fits:
        return False
    if mode == Mode.ONLINE and way == Way.QUEUE_AND_ONLINE and places.take(part.session_id, Mode.IN_PERSON):
        mode = Mode.IN_PERSON
    else:
        del saved[part.session_id]
    part.mode, part.status, part.waiting_since, part.seated = mode, Status.ATTENDING, None, True
    if mode == Mode.ONLINE and way == Way.QUEUE_AND_ONLINE:
        _stand_in_line(part)
    return True


def together(one: Saved, other: Saved) -> Saved:
    """Both; where two places were saved in one session, one of them is given back."""
    for session_id in one.keys() & other.keys():
        places.free(session_id, other[session_id])
    return other | one
