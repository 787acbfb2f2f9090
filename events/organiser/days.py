"""Days that are looked at before they are taken: the old one, the new one, and what to think of twice."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.memo import daysoff
from events.models import Event

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewDay:
    """An event with the day it would be repeated on; `notes` are to be looked at and forbid nothing."""

    event: Event
    date: datetime.date
    notes: list[str]


def moved(events: Iterable[Event], days: int) -> list[NewDay]:
    """Each event so many days later. Raises OverflowError beyond the calendar."""
    found = [(event, event.date + days * DAY) for event in events]
    return [NewDay(event, date, _notes(event, date)) for event, date in found]


def _notes(event: Event, date: datetime.date) -> list[str]:
    zone, language = event.zone.key, get_language() or "fi"
    notes = [_("This day is over already.")] if date < timezone.localdate() else []
    if name := daysoff.holiday(date, zone, language):
        notes.append(_("A public holiday: %(name)s.") % {"name": name})
    elif name := daysoff.eve_of(date, zone, language):
        notes.append(_("The day before a public holiday: %(name)s.") % {"name": name})
    if date.isoweekday() == 7:
        notes.append(_("A Sunday."))
    return notes
