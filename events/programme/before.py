"""Moments that are told by the day: 'three working days before at 16.00'."""

import datetime
from dataclasses import dataclass
from typing import Any

from events.memo import daysoff
from events.models import Event, SessionTemplate

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Before:
    """So many days (or working days) before a day, at a clock time; 0 is the day itself."""

    days: int
    working: bool
    clock: datetime.time

    def of(self, event: Event) -> datetime.datetime:
        """The moment before this event's day, on the clock of its place and by the calendar of its country."""
        return datetime.datetime.combine(self._day(event), self.clock, tzinfo=event.zone)

    def _day(self, event: Event) -> datetime.date:
        if not self.working:
            return event.date - self.days * DAY
        day, left = event.date, self.days
        while left:
            day -= DAY
            left -= daysoff.is_working_day(day, event.zone.key)
        return day


def opens(row: SessionTemplate) -> Before | None:
    """When registration opens; None is with the publication."""
    return _before(row, "opens")


def closes(row: SessionTemplate) -> Before | None:
    """When registration closes; None is when the session begins."""
    return _before(row, "closes")


def reminds(row: SessionTemplate) -> Before | None:
    """When whoever takes part is reminded; None is never."""
    return _before(row, "reminds")


def counted(moment: datetime.datetime | None, event: Event) -> Before | None:
    """The same moment told in calendar days before the event's day; None also for one that lies after it."""
    if moment is None:
        return None
    local = moment.astimezone(event.zone)
    days = (event.date - local.date()).days
    return Before(days, False, local.time()) if days >= 0 else None


def columns(name: str, moment: Before | None) -> dict[str, Any]:
    """The row's columns that hold a moment."""
    if moment is None:
        return {f"{name}_days": None, f"{name}_working": False, f"{name}_clock": None}
    return {f"{name}_days": moment.days, f"{name}_working": moment.working, f"{name}_clock": moment.clock}


def _before(row: SessionTemplate, name: str) -> Before | None:
    days, clock = getattr(row, f"{name}_days"), getattr(row, f"{name}_clock")
    return None if days is None else Before(days, getattr(row, f"{name}_working"), clock)
