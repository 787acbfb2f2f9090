"""The session at whose door a phone stands."""

from functools import cache
from uuid import UUID

from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, UUIDField

from events.models import Session
from events.prepared import Prepared, Slot
from registrations.checkin import present
from registrations.models import Device


def doors(device: Device) -> QuerySet[Session]:
    """The sessions whose door this phone can keep: those that have a room and are not called off."""
    return _doors_of(device.event_id)


def _doors_of(event: int | Slot) -> QuerySet[Session]:
    return Session.objects.select_related("room").filter(has_door(), event=event)


def has_door(session: str = "") -> Q:
    """`session` is the way to it from another model, as `event__sessions__`."""
    room = [Session.Attendance.IN_PERSON, Session.Attendance.MIXED]
    return Q(**{f"{session}attendance__in": room, f"{session}status": Session.Status.SCHEDULED})


def session_at(device: Device, uuid: UUID, *, lock: bool = False) -> Session:
    """One query: the session with `present` counted; Session.DoesNotExist if this phone has no such door."""
    rehearsing = device.event.rehearsing
    session = _door(rehearsing, lock).first(event=device.event_id, uuid=uuid, kept=present.known(uuid))
    if session is None:
        raise Session.DoesNotExist
    session.event = device.event
    if not rehearsing:
        present.keep(session)
    return session


@cache
def _door(rehearsing: bool, lock: bool) -> Prepared[Session]:
    def rows() -> QuerySet[Session]:
        doors = _doors_of(Slot("event", BigIntegerField())).filter(uuid=Slot("uuid", UUIDField()))
        number = present.rehearsed() if rehearsing else present.attended(OuterRef("pk"))
        counted = doors.annotate(present=number).order_by()
        return counted.select_for_update(of=("self",)) if lock else counted

    return Prepared(rows)
