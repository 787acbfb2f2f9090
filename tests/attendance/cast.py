"""People on lists, registered through the product's own action."""

import uuid
from typing import Any

from django.utils import timezone

from events.models import Session
from registrations.actions.details import Choice, Details, Way
from registrations.actions.register import register
from registrations.models import Participation


def comes(
    session: Session, name: str, way: Way = Way.IN_PERSON, *, email: str = "", **details: Any
) -> Participation:
    """Somebody registered for the session, at an address of their own unless it is given."""
    about = Details(
        name=name, language="fi", **{"organisation_text": "Kunta", "municipality_text": "Oulu"} | details
    )
    address = email or f"{uuid.uuid4()}@example.org"
    (made,) = register(choices=[Choice(session, way)], details=about, email=address, submission=uuid.uuid4())
    return made.participations.get()


def came(participation: Participation, by: str = Participation.AttendedBy.DOOR) -> Participation:
    """The same person, seen there now."""
    participation.attended_at, participation.attended_by = timezone.now(), by
    participation.save(update_fields=["attended_at", "attended_by"])
    return participation


def part(session: Session, name: str) -> Participation:
    return Participation.objects.get(session=session, registration__person__name=name)
