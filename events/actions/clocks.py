"""Wall clocks: a time that a clock never shows is refused, and times move as they are read."""

import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.refusals import ImpossibleTime, Refused


def refuse_impossible(starts_at: datetime.datetime | None, ends_at: datetime.datetime | None) -> None:
    """Raise ImpossibleTime in the hour that summer time skips, Refused for an end before the start."""
    for moment in (starts_at, ends_at):
        if moment and not exists(moment):
            raise ImpossibleTime
    if ends_at and not (starts_at and starts_at.astimezone(datetime.UTC) < ends_at.astimezone(datetime.UTC)):
        raise Refused(_("The end must be after the start."))


def exists(moment: datetime.datetime) -> bool:
    """Whether the clock of the moment's own zone ever shows it."""
    there_and_back = moment.astimezone(datetime.UTC).astimezone(moment.tzinfo)
    return there_and_back.replace(tzinfo=None) == moment.replace(tzinfo=None)


def shifted(
    moment: datetime.datetime | None, days: int, zone: ZoneInfo, new_zone: ZoneInfo | None = None
) -> datetime.datetime | None:
    """The same wall-clock time, days later: 9.30 stays 9.30 over summer time. Raises ImpossibleTime."""
    if moment is None:
        return None
    local = moment.astimezone(zone)
    later = (local.replace(tzinfo=None) + datetime.timedelta(days=days)).replace(tzinfo=new_zone or zone)
    if not exists(later):
        raise ImpossibleTime
    return later


def days_later(day: datetime.date | None, days: int) -> datetime.date | None:
    """A day, or none, moved by so many days."""
    return day + datetime.timedelta(days=days) if day else None
