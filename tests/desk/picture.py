"""People for the picture of a tour: the same person at several stops, from somewhere, in some role."""

import datetime
import uuid
from typing import Any

from django.utils import timezone

from events.models import Event, Session
from registrations.actions.details import Choice, Details, Way
from registrations.actions.register import register
from registrations.models import Participation, Registration
from tests import world
from tests.attendance.cast import came
from venues.models import Region


def takes_part(session: Session, name: str, way: Way = Way.IN_PERSON, **about: Any) -> Participation:
    """Somebody with an address of this name; the same name is the same person."""
    details = Details(name=name, language="fi", **about)
    register(
        choices=[Choice(session, way)],
        details=details,
        email=f"{name}@example.org",
        submission=uuid.uuid4(),
    )
    return Participation.objects.get(session=session, registration__person__email=f"{name}@example.org")


def was_there(session: Session, name: str, way: Way = Way.IN_PERSON, **about: Any) -> Participation:
    by = "webcast" if way == Way.ONLINE else "door"
    return came(takes_part(session, name, way, **about), by)


def in_role(part: Participation, role: str) -> None:
    Registration.objects.filter(pk=part.registration_id).update(role=role)


def region_of(city: str) -> Region:
    code, slug, name = world.CITIES[city]["region"]
    return world.region(code, slug, name)


def days_ago(event: Event, days: int) -> None:
    """The event was so many days ago; people registered before."""
    date = timezone.localdate() - datetime.timedelta(days=days)
    Event.objects.filter(pk=event.pk).update(date=date)
