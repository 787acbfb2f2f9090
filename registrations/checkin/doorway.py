"""The session at whose door a phone stands, and how many have come through."""

from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from events.models import Session
from events.models.session import Mode
from registrations.models import Device, Participation, Scan

ABSENT = Q(attended_at=None) | Q(attended_by=Participation.AttendedBy.WEBCAST)


def doors(device: Device) -> QuerySet[Session]:
    """The sessions whose door this phone can keep: those that have a room and are not called off."""
    room = [Session.Attendance.IN_PERSON, Session.Attendance.MIXED]
    return Session.objects.select_related("room").filter(
        event=device.event_id, attendance__in=room, status=Session.Status.SCHEDULED
    )


def session_at(device: Device, uuid: UUID, *, lock: bool = False) -> Session:
    """One query: the session with `present` counted; Session.DoesNotExist if this phone has no such door."""
    rows = doors(device).annotate(present=_rehearsed() if device.event.rehearsing else _attended())
    if lock:
        rows = rows.select_for_update(of=("self",))
    session = rows.get(uuid=uuid)
    session.event = device.event
    return session


def counter(session: Session) -> str:
    """'64 of 80 present'. Those expected are those who have a place in the room."""
    values = {"present": session.present, "expected": getattr(session, f"{Mode.IN_PERSON}_taken")}  # type: ignore[attr-defined]  # annotated
    return _("%(present)d of %(expected)d present") % values


def _attended() -> Coalesce:
    here = Participation.objects.filter(session=OuterRef("pk")).exclude(ABSENT)
    return _number(here.values("session").annotate(n=Count("*")).values("n"))


def _rehearsed() -> Coalesce:
    """Each IN follows an absence and each UNDO a presence, so their difference is who is in."""
    step = Case(When(kind=Scan.Kind.IN, then=1), When(kind=Scan.Kind.UNDO, then=-1), default=0)
    here = Scan.objects.filter(session=OuterRef("pk"), rehearsal=True)
    return _number(here.values("session").annotate(n=Sum(step)).values("n"))


def _number(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)
