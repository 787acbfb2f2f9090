"""The room is closed: a session, or a whole event, is held on the web only, and everybody goes along."""

from django.db.models import F, Q

from events import log
from events.actions.change import locked
from events.actions.permission import editor_only
from events.actions.sessions import change_attendance
from events.actors import Actor
from events.models import Event, Session
from events.models.session import Mode
from events.refusals import CalledOff, Over
from events.transactions import in_transaction
from registrations.actions.by_hand import Reason
from registrations.models import Participation

Status = Participation.Status
ONLINE = Session.Attendance.ONLINE
OF_THE_ROOM = Q(mode=Mode.IN_PERSON) | Q(waiting_since__isnull=False, status=Status.ATTENDING)
"""Of the live: who has a place in the room, or waits for one while following on the web."""


@in_transaction
def hold_online(actor: Actor, what: Session | Event) -> int:
    """Nobody comes to the room any more; returns how many people take part on the web instead.

    Whoever had a place in the room or waited for one has a place on the web, over its capacity if need be. Whoever
    waits for the web stays in that line. The letters are those of the change (registrations/told.py).
    Raises NotAllowed, CalledOff, Over.
    """
    editor_only(actor, what)
    rows = locked(event=what.pk) if isinstance(what, Event) else locked(pk=what.pk)
    held = [row for row in rows if not row.is_cancelled and not row.is_over]
    if not held:
        raise CalledOff if rows and all(row.is_cancelled for row in rows) else Over
    return sum(_close_room(actor, row) for row in held if row.attendance != ONLINE)


def _close_room(actor: Actor, row: Session) -> int:
    """The row is locked, and read under its lock."""
    of_the_room = Participation.objects.live().filter(OF_THE_ROOM, session=row)
    come = list(of_the_room.filter(mode=Mode.IN_PERSON).order_by("pk"))
    for part in come:
        part.session = row  # else the log would ask for it once for each
    over = _over_capacity(row, len(come))
    _log(actor, row, come, over)
    of_the_room.update(mode=Mode.ONLINE, status=Status.ATTENDING, waiting_since=None, seated=True)
    Session.objects.filter(pk=row.pk).update(
        in_person_taken=0,
        in_person_waiting=0,
        in_person_overflow=0,
        online_taken=F("online_taken") + len(come),
        online_overflow=F("online_overflow") + over,
    )
    change_attendance(actor, row, attendance=ONLINE)
    return len(come)


def _over_capacity(row: Session, more: int) -> int:
    """How many of so many more the web's capacity does not hold."""
    if row.online_capacity is None:
        return 0
    return max(row.online_taken + more - row.online_capacity - row.online_overflow, 0)


def _log(actor: Actor, row: Session, come: list[Participation], over: int) -> None:
    """One entry for each who goes along; of the last `over` of them, why they are over the capacity."""
    within = len(come) - over
    log.write_all(
        log.entry(
            actor,
            "move to the web",
            part,
            row.event.organiser_id,
            mode=Mode.ONLINE,
            **({} if number < within else {"over_capacity": Reason.CLOSED_ROOM}),
        )
        for number, part in enumerate(come)
    )
