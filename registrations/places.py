"""Places: taken, freed, handed on. The session's row is touched first, so the order of locks is always the same.

take: one conditional UPDATE; if it finds no row, another puts the person in line, and a third looks once more whether a
place was given back meanwhile. Either way the session's row is locked before a participation is written, so nobody
slips past the line and no place stays free behind somebody's back (DESIGN §4, 2 and 5).
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from events.models import Session
from events.models.session import Mode
from events.prepared import Prepared, PreparedUpdate, Slot
from events.refusals import CalledOff, Closed, NotThisWay
from registrations.models import Participation

Status = Participation.Status
_SESSION: Any = Slot("session", BigIntegerField())


def take(session_id: int, mode: str) -> bool:
    """Take a place if one is free and nobody waits for it."""
    return bool(_taking(mode)(session=session_id))


@cache
def _taking(mode: str) -> PreparedUpdate:
    rows = _with_a_free_place(mode).filter(**{f"{mode}_waiting": 0})
    return PreparedUpdate(lambda: (rows, {f"{mode}_taken": F(f"{mode}_taken") + 1}))


def _with_a_free_place(mode: str) -> QuerySet[Session]:
    free = Q(**{f"{mode}_capacity": None}) | Q(**{f"{mode}_taken__lt": F(f"{mode}_capacity")})
    return Session.objects.filter(free, pk=_SESSION, **_held(mode))


def _held(mode: str) -> dict[str, Any]:
    """It takes place, and in this way too: whoever comes just when it is closed finds it closed."""
    return {"status": Session.Status.SCHEDULED, "attendance__in": [mode, Session.Attendance.MIXED]}


def take_over_capacity(session_id: int, mode: str) -> None:
    """An organiser's seat: taken whatever the capacity says; what is over counts as overflow. Raises as a line does."""
    full = Q(
        **{
            f"{mode}_capacity__isnull": False,
            f"{mode}_taken__gte": F(f"{mode}_capacity") + F(f"{mode}_overflow"),
        }
    )
    seated = Session.objects.filter(pk=session_id, **_held(mode)).update(
        **{
            f"{mode}_taken": F(f"{mode}_taken") + 1,
            f"{mode}_overflow": F(f"{mode}_overflow") + Case(When(full, then=1), default=0),
        }
    )
    if not seated:
        raise _not_held(session_id)


def come_unseated(session_id: int) -> None:
    """For whoever needs no place in the room: locks the session's row. Raises as a line does."""
    rows = Session.objects.select_for_update().filter(pk=session_id, **_held(Mode.IN_PERSON))
    if not rows.order_by().values_list("pk"):
        raise _not_held(session_id)


def unseated(session_id: int) -> int:
    """How many are in the room without one of its places. The session's row must be locked."""
    return Participation.objects.attending().filter(session=session_id, seated=False).count()


def stand_in_line(session_id: int, mode: str) -> None:
    """Count one more who waits. Raises CalledOff, and Closed for a way of taking part that is offered no more."""
    if not _standing_in_line(mode)(session=session_id):
        raise _not_held(session_id)


def _not_held(session_id: int) -> Closed:
    off = Session.objects.filter(pk=session_id, status=Session.Status.CANCELLED).exists()
    return CalledOff() if off else NotThisWay()


@cache
def _standing_in_line(mode: str) -> PreparedUpdate:
    rows = Session.objects.filter(pk=_SESSION, **_held(mode))
    return PreparedUpdate(lambda: (rows, {f"{mode}_waiting": F(f"{mode}_waiting") + 1}))


def take_what_was_freed(session_id: int, mode: str) -> bool:
    """For whoever has just stood in line: the place that somebody gave back meanwhile, if nobody else is in line.

    PostgreSQL judges the condition of `take` on the row as it was before a transaction that is still under way, and
    does not wait for it. Standing in line does wait; so this second look is at the row as it is.
    """
    return bool(_taking_from_line(mode, alone=True)(session=session_id))


def leave_line(session_id: int, mode: str) -> None:
    Session.objects.filter(pk=session_id).update(**{f"{mode}_waiting": F(f"{mode}_waiting") - 1})


def free(session_id: int, mode: str) -> None:
    """Give one place back; what was over capacity shrinks first."""
    Session.objects.filter(pk=session_id).update(
        **{
            f"{mode}_taken": F(f"{mode}_taken") - 1,
            f"{mode}_overflow": Greatest(F(f"{mode}_overflow") - 1, Value(0)),
        }
    )


def lock(session_ids: Iterable[int]) -> None:
    """Lock session rows in primary-key order, without reading them. SQLite's transactions are writers already."""
    list(
        Session.objects.select_for_update().filter(pk__in=list(session_ids)).order_by("pk").values_list("pk")
    )


def hand_on(session_id: int) -> list[Participation]:
    """Hand free places to the longest waiting, in the transaction that freed them. The session's row must be locked.

    Who comes from the web into the room frees a web place, so the room goes first.
    """
    return [*_promote(session_id, Mode.IN_PERSON), *_promote(session_id, Mode.ONLINE)]


def _promote(session_id: int, mode: str) -> list[Participation]:
    promoted: list[Participation] = []
    while True:
        first = _first_in_line(mode).first(session=session_id)
        if first is None or not _taking_from_line(mode, alone=False)(session=session_id):
            return promoted
        if first.status == Status.ATTENDING:
            free(session_id, Mode.ONLINE)
        first.status, first.mode, first.waiting_since = Status.ATTENDING, mode, None
        promoted.append(first)
        first.save(update_fields=["status", "mode", "waiting_since"])


@cache
def _first_in_line(mode: str) -> Prepared[Participation]:
    return Prepared(lambda: Participation.objects.in_line(_SESSION, mode).whole()[:1])


@cache
def _taking_from_line(mode: str, *, alone: bool) -> PreparedUpdate:
    """A place for one of those in line, or for the only one in it."""
    rows = _with_a_free_place(mode).filter(**({f"{mode}_waiting": 1} if alone else {}))
    moved = {f"{mode}_taken": F(f"{mode}_taken") + 1, f"{mode}_waiting": F(f"{mode}_waiting") - 1}
    return PreparedUpdate(lambda: (rows, moved))


def release(participation: Participation) -> None:
    """Give back whatever this participation holds: its place, its place in line, or both."""
    if participation.waits_for:
        leave_line(participation.session_id, participation.waits_for)
    if participation.status == Status.ATTENDING and participation.seated:
        free(participation.session_id, participation.mode)
    participation.waiting_since = None
