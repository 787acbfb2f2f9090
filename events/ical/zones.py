"""VTIMEZONE by yearly rules, made from the last line of a tzdata file.

icalendar's own generator lists dates, an hour late (RFC 5545 wants the old clock); Outlook reads only rules.
A zone whose clock does not follow two yearly rules is refused; its entries are written in UTC.
"""

import re
import zoneinfo
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard

VERIFIED_YEARS = range(2008, 2038)
"""The years for which a zone's rules are compared with tzdata before they are used."""

_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_LAST = 5
_EPOCH = 1970
_NAME, _OFFSET = r"(<[^>]+>|[A-Za-z]+)", r"([+-]?[\d:]+)"
_RULE = r"M(\d+)\.(\d)\.(\d)(?:/((?:1?\d|2[0-3])(?::\d\d)*))?"
_FOOTER = re.compile(f"{_NAME}{_OFFSET}(?:{_NAME}{_OFFSET}?,{_RULE},{_RULE})?")


class ZoneNotExact(ValueError):
    """This zone is unknown, or a VTIMEZONE with yearly rules would show wrong times in it."""


@dataclass(frozen=True)
class Change:
    """A yearly change of the clock, on the `week`-th (5: the last) `weekday` (0: Sunday) of a month."""

    name: str
    before: timedelta
    after: timedelta
    month: int
    week: int
    weekday: int
    at: timedelta

    @property
    def by_day(self) -> str:
        """RRULE's BYDAY."""
        return f"{-1 if self.week == _LAST else self.week}{_WEEKDAYS[self.weekday]}"

    def in_year(self, year: int) -> datetime:
        """The moment on the old clock, naive."""
        first = date(year, self.month, 1)
        day = first + timedelta(days=(self.weekday - first.isoweekday()) % 7, weeks=self.week - 1)
        if day.month != self.month:
            day -= timedelta(weeks=1)
        return datetime.combine(day, time()) + self.at


@dataclass(frozen=True)
class Clock:
    """A zone's standard time and, where there is summer time, its two yearly changes."""

    name: str
    offset: timedelta
    changes: tuple[Change, ...] = ()


def vtimezone(key: str) -> Timezone:
    """The VTIMEZONE of an IANA zone, one shared object per key; raises ZoneNotExact."""
    component, reason = _built(key)
    if component is None:
        raise ZoneNotExact(reason)
    return component


def exact(key: str) -> bool:
    """Whether `vtimezone` can write this zone."""
    return _built(key)[0] is not None


@cache
def _built(key: str) -> tuple[Timezone | None, str]:
    try:
        clock = _clock(key, _footer(key))
        _verify(key, clock)
    except ZoneNotExact as error:
        return None, str(error)
    return _component(key, clock), ""


def _footer(key: str) -> str:
    """The zone's POSIX TZ string, from the system's tzdata or the PyPI package, whichever zoneinfo reads."""
    try:
        ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ZoneNotExact(f"{key!r} is not a time zone.") from error
    system = (Path(root) / key for root in zoneinfo.TZPATH)
    file = next((path for path in system if path.is_file()), resources.files("tzdata") / "zoneinfo" / key)
    return file.read_bytes().rsplit(b"\n", 2)[-2].decode("ascii")


def _clock(key: str, footer: str) -> Clock:
    match = _FOOTER.fullmatch(footer)
    if not match:
        raise ZoneNotExact(f"{key} changes its clock by a rule that calendars cannot express: {footer!r}.")
    name, offset, summer_name, summer_offset, *rules = match.groups()
    winter = -_duration(offset)
    if not summer_name:
        return Clock(_plain(name), winter)
    summer = -_duration(summer_offset) if summer_offset else winter + timedelta(hours=1)
    if summer <= winter:
        raise ZoneNotExact(
            f"{key} takes its winter time for the special one, and readers disagree about that."
        )
    return Clock(
        _plain(name),
        winter,
        (_change(summer_name, winter, summer, rules[:4]), _change(name, summer, winter, rules[4:])),
    )


def _change(name: str, before: timedelta, after: timedelta, rule: list[str | None]) -> Change:
    month, week, weekday = (int(part or 0) for part in rule[:3])
    return Change(_plain(name), before, after, month, week, weekday, _duration(rule[3] or "2"))


def _duration(text: str) -> timedelta:
    hours, minutes, seconds = (int(part) for part in f"{text.lstrip('+-')}:0:0".split(":")[:3])
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if text.startswith("-") else length


def _plain(name: str) -> str:
    return name.strip("<>")


def _verify(key: str, clock: Clock) -> None:
    """Compare the rules with tzdata: each day, and the seconds around each change, of VERIFIED_YEARS."""
    changes = sorted(_changes(clock))
    moments, zone = [moment for moment, _ in changes], ZoneInfo(key)
    for moment in _probes(moments):
        passed = bisect_right(moments, moment)
        expected = changes[passed - 1][1] if passed else clock.offset
        if moment.astimezone(zone).utcoffset() != expected:
            raise ZoneNotExact(f"{key} did not follow its present rules on {moment:%Y-%m-%d}.")


def _changes(clock: Clock) -> Iterator[tuple[datetime, timedelta]]:
    for year in range(VERIFIED_YEARS.start - 1, VERIFIED_YEARS.stop):
        for change in clock.changes:
            yield (change.in_year(year) - change.before).replace(tzinfo=UTC), change.after


def _probes(moments: list[datetime]) -> Iterator[datetime]:
    first = datetime(VERIFIED_YEARS.start, 1, 1, 12, tzinfo=UTC)
    days = (date(VERIFIED_YEARS.stop, 1, 1) - first.date()).days
    yield from (first + timedelta(days=day) for day in range(days))
    for moment in moments:
        if moment.year in VERIFIED_YEARS:
            yield from (moment - timedelta(seconds=1), moment)


def _component(key: str, clock: Clock) -> Timezone:
    zone = Timezone()
    zone.add("tzid", key)
    if not clock.changes:
        zone.add_component(_standing(clock))
    for kind, change in zip((TimezoneDaylight, TimezoneStandard), clock.changes, strict=False):
        zone.add_component(_yearly(kind(), change))
    return zone


def _standing(clock: Clock) -> TimezoneStandard:
    part = TimezoneStandard()
    part.add("tzname", clock.name)
    part.add("tzoffsetfrom", clock.offset)
    part.add("tzoffsetto", clock.offset)
    part.add("dtstart", datetime.combine(date(_EPOCH, 1, 1), time()))
    return part


def _yearly(part: Component, change: Change) -> Component:
    part.add("tzname", change.name)
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("dtstart", change.in_year(_EPOCH))
    part.add("rrule", {"freq": "yearly", "bymonth": change.month, "byday": change.by_day})
    return part
