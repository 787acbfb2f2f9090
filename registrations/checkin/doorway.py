"""The session at whose door a phone stands, and how many have come through."""

from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import (
    Aggregate,
    BigIntegerField,
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    UUIDField,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from events.models import Session
from events.models.session import Mode
from events.prepared import Prepared, Slot
from registrations.models import Device, Participation, Scan

ABSENT = Q(attended_at=None) | Q(attended_by=Participation.AttendedBy.WEBCAST)


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
    session = _door(device.event.rehearsing, lock).first(event=device.event_id, uuid=uuid)
    if session is None:
        raise Session.DoesNotExist
    session.event = device.event
    return session


@cache
def _door(rehearsing: bool, lock: bool) -> Prepared[Session]:
    def rows() -> QuerySet[Session]:
        doors = _doors_of(Slot("event", BigIntegerField())).filter(uuid=Slot("uuid", UUIDField()))
        counted = doors.annotate(present=_rehearsed() if rehearsing else attended(OuterRef("pk"))).order_by()
        return counted.select_for_update(of=("self",)) if lock else counted

    return Prepared(rows)


def counter(session: Session) -> str:
    """'64 of 80 present': of those who have one of the room's places. Who needs none is counted on neither side."""
    values = {"present": session.present, "expected": getattr(session, f"{Mode.IN_PERSON}_taken")}  # type: ignore[attr-defined]  # annotated
    return _("%(present)d of %(expected)d present") % values


def attended(session: OuterRef) -> Coalesce:
    """How many have one of the room's places and came. In the index's words: by those SQLite knows a partial index."""
    came = Participation.objects.filter(session=session, attended_at__isnull=False, seated=True)
    here = came.exclude(attended_by=Participation.AttendedBy.WEBCAST)
    return _number(here, Count("*"))


def _rehearsed() -> Coalesce:
    """Each IN follows an absence and each UNDO a presence, so their difference is who is in."""
    step = Case(When(kind=Scan.Kind.IN, then=1), When(kind=Scan.Kind.UNDO, then=-1), default=0)
    own = Participation.objects.filter(registration=OuterRef("registration"), session=OuterRef("session"))
    here = Scan.objects.filter(~Exists(own.filter(seated=False)), session=OuterRef("pk"), rehearsal=True)
    return _number(here, Sum(step))


def _number(rows: QuerySet[Any, Any], number: Aggregate) -> Coalesce:
    """Without the rows' own order, which would join other tables to those that are counted."""
    counted = rows.order_by().values("session").annotate(n=number).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
