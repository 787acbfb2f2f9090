"""When a door works: on the event's day until the small hours of the next, and before it in a rehearsal."""

import datetime

from django.utils import timezone

from events.models import Event

_SMALL_HOURS = datetime.timedelta(days=1, hours=4)


def opens_at(event: Event) -> datetime.datetime:
    return event.at(datetime.time.min)


def closes_at(event: Event) -> datetime.datetime:
    return opens_at(event) + _SMALL_HOURS


def is_over(event: Event) -> bool:
    return closes_at(event) <= timezone.now()


def is_the_day(event: Event) -> bool:
    return opens_at(event) <= timezone.now() and not is_over(event)


def is_open(event: Event) -> bool:
    """True on the day, and in a rehearsal."""
    return event.rehearsing or is_the_day(event)
