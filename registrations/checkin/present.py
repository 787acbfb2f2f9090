"""How many have come through a door."""

import time
from typing import Any
from uuid import UUID

from django.db.models import (
    Aggregate,
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext as _

from events.models import Session
from events.models.session import Mode
from events.prepared import Slot
from registrations.models import Participation, Scan

ABSENT = Q(attended_at=None) | Q(attended_by=Participation.AttendedBy.WEBCAST)
MANY = 500
"""Fewer are counted anew for every scan, in a tenth of a millisecond."""
SECONDS = 1.0
"""How long the number of a larger crowd is kept; whoever is let in by this process meanwhile is added."""
UNKNOWN = -1
_kept: dict[UUID, tuple[float, int]] = {}


def counter(session: Session) -> str:
    """'64 of 80 present': of those who have one of the room's places. Who needs none is counted on neither side."""
    values = {"present": session.present, "expected": getattr(session, f"{Mode.IN_PERSON}_taken")}  # type: ignore[attr-defined]  # annotated
    return _("%(present)d of %(expected)d present") % values


def known(session: UUID) -> int:
    """The number that is kept of this session; UNKNOWN is to be counted."""
    until, number = _kept.get(session, (0.0, UNKNOWN))
    return number if time.monotonic() < until else UNKNOWN


def keep(session: Session) -> None:
    """As it has just been read, with `present` as `attended` has it."""
    number = session.present  # type: ignore[attr-defined]  # annotated
    if number >= MANY and known(session.uuid) == UNKNOWN:
        _kept[session.uuid] = time.monotonic() + SECONDS, number


def moved(session: Session, by: int) -> None:
    """Somebody has just come in (1), or has not after all (-1)."""
    session.present += by  # type: ignore[attr-defined]  # annotated
    if kept := _kept.get(session.uuid):  # another thread may forget it at the same moment
        until, number = kept
        _kept[session.uuid] = until, number + by


def forget(session: UUID) -> None:
    """Let it be counted by whoever asks next."""
    _kept.pop(session, None)


def attended(session: OuterRef) -> Case:
    """On the day: how many have one of the room's places and came; or the number in the slot `kept`, if it is known.

    In the index's words: by those SQLite knows a partial index.
    """
    came = Participation.objects.filter(session=session, attended_at__isnull=False, seated=True)
    here = came.exclude(attended_by=Participation.AttendedBy.WEBCAST)
    kept = Slot("kept", IntegerField())
    return Case(When(GreaterThanOrEqual(kept, 0), then=kept), default=_number(here, Count("*")))


def rehearsed() -> Coalesce:
    """Each IN follows an absence and each UNDO a presence, so their difference is who is in."""
    step = Case(When(kind=Scan.Kind.IN, then=1), When(kind=Scan.Kind.UNDO, then=-1), default=0)
    own = Participation.objects.filter(registration=OuterRef("registration"), session=OuterRef("session"))
    here = Scan.objects.filter(~Exists(own.filter(seated=False)), session=OuterRef("pk"), rehearsal=True)
    return _number(here, Sum(step))


def _number(rows: QuerySet[Any, Any], number: Aggregate) -> Coalesce:
    """Without the rows' own order, which would join other tables to those that are counted."""
    counted = rows.order_by().values("session").annotate(n=number).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
