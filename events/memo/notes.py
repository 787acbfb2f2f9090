"""What to look at twice before the tour is made: days, places, and the time between the stops. Nothing of it forbids."""

import datetime
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.memo import daysoff
from events.memo.places import HOME, Place
from events.memo.words import ON_THE_WEB

SETTING_UP = datetime.timedelta(hours=2)
NIGHT = datetime.timedelta(hours=8)
KM_AN_HOUR = 70
DETOUR = 1.3
"""A road is so much longer than the flight of the crow."""
EARTH_KM = 6371


class Kind(StrEnum):
    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    EVE = "eve"
    PAST = "past"
    SAME_DAY = "same day"
    TOO_CLOSE = "too close"
    TAKEN = "taken"
    ONLINE = "online"
    NEW_CITY = "new city"
    NEW_VENUE = "new venue"
    NO_VENUE = "no venue"
    SEVERAL_VENUES = "several venues"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about a row of the memo."""

    row: int
    kind: Kind
    sentence: str


@dataclass(frozen=True, slots=True)
class Day:
    """A stop as far as its notes need it; the clock times are those of the day's first and last part, if known."""

    row: int
    date: datetime.date
    place: Place
    first: datetime.time | None = None
    last: datetime.time | None = None

    def at(self, clock: datetime.time) -> datetime.datetime:
        return datetime.datetime.combine(self.date, clock, tzinfo=ZoneInfo(self.place.timezone))


def of(days: Sequence[Day], *, today: datetime.date) -> list[Note]:
    """The notes of all rows, by row."""
    found = [note for day in days for note in (*_of_date(day, today), *_of_place(day))]
    found += _between(sorted(days, key=lambda day: (day.date, day.row)))
    return sorted(found, key=lambda note: note.row)


def _of_date(day: Day, today: datetime.date) -> Iterator[Note]:
    language, zone = get_language() or "fi", day.place.timezone
    if day.date < today:
        yield Note(day.row, Kind.PAST, _("This day is over already."))
    if name := daysoff.holiday(day.date, zone, language):
        yield Note(day.row, Kind.HOLIDAY, _("A public holiday: %(name)s.") % {"name": name})
    elif name := daysoff.eve_of(day.date, zone, language):
        yield Note(day.row, Kind.EVE, _("The day before a public holiday: %(name)s.") % {"name": name})
    if day.date.isoweekday() == 7:
        yield Note(day.row, Kind.SUNDAY, _("A Sunday."))


def _of_place(day: Day) -> Iterator[Note]:
    place, language = day.place, get_language() or "fi"
    if place.online and place.timezone != HOME:
        yield Note(day.row, Kind.ONLINE, _("A stop on the web goes by the clock of Helsinki."))
    if not place.is_known and place.city != ON_THE_WEB:
        sentence = _("%(city)s is not in the register of places. It is kept as it is written.")
        yield Note(day.row, Kind.NEW_CITY, sentence % {"city": place.city_in(language)} + _meant(place))
    if place.others:
        yield Note(day.row, Kind.SEVERAL_VENUES, _("Several places in the register have this name."))
    elif place.venue is None and place.written:
        sentence = _("%(venue)s will be a new place in the register.") % {"venue": place.written}
        yield Note(day.row, Kind.NEW_VENUE, sentence + (_meant(place) if place.is_known else ""))
    elif place.venue is None and not place.online:
        yield Note(day.row, Kind.NO_VENUE, _("The place is not known yet."))


def _meant(place: Place) -> str:
    if not place.like:
        return ""
    return " " + _("Did you mean %(names)s?") % {"names": ", ".join(place.like)}


def _between(days: Iterable[Day]) -> Iterator[Note]:
    for before, after in pairwise(days):
        if before.date == after.date:
            sentence = _("Two stops on one day: the other one is in %(city)s.")
            city = before.place.city_in(get_language() or "fi")
            yield Note(after.row, Kind.SAME_DAY, sentence % {"city": city})
        yield from _too_close(before, after)


def _too_close(before: Day, after: Day) -> Iterator[Note]:
    """Whether the road, a night if one lies between, and setting up fit in; only where the day's times are known."""
    if not (before.last and after.first) or before.place.online or after.place.online:
        return
    there = after.at(after.first).astimezone(datetime.UTC) - before.at(before.last).astimezone(datetime.UTC)
    km = _road(before.place, after.place)
    needed = SETTING_UP + datetime.timedelta(hours=km / KM_AN_HOUR)
    if before.date != after.date:
        needed += NIGHT
    if there < needed:
        words = {"hours": max(there.total_seconds() // 3600, 0), "km": round(km, -1)}
        sentence = _("Only %(hours)d hours after the stop before.") % words
        if km:
            sentence = _("Only %(hours)d hours after the stop before, which is about %(km)d km away.") % words
        yield Note(after.row, Kind.TOO_CLOSE, sentence)


def _road(one: Place, other: Place) -> float:
    """Kilometres by road, roughly; 0 when it is not known where they are."""
    a, b = _coordinates(one), _coordinates(other)
    if a is None or b is None:
        return 0
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (a, b))
    chord = math.sin((lat2 - lat1) / 2) ** 2
    chord += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(chord)) * DETOUR


def _coordinates(place: Place) -> tuple[float, float] | None:
    venue = place.venue
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude
