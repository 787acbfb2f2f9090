"""Cities and venues of a memo found in the register, by their names in any language and by their aliases."""

import re
import zoneinfo
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Any

from events.memo.cells import is_nowhere
from events.memo.reading import StopRow
from events.memo.words import ON_THE_WEB, ORDER, ZONES
from venues.fields import all_languages, in_language
from venues.models import Municipality, Venue
from venues.text import fold

HOME = "Europe/Helsinki"
_NEAR = 0.8
_LONGEST_MEANT = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stop is. A city that the register does not know has no municipality, and its one name as written.

    `venue` is the register's, `written` the words of the memo; `like` are names that may have been meant. A stop that
    is `online` has neither, and goes by the clock of Helsinki; it may still be that of a city.
    """

    city: dict[str, str]
    municipality: Municipality | None
    venue: Venue | None
    written: str
    timezone: str
    others: tuple[Venue, ...] = ()
    like: tuple[str, ...] = ()
    online: bool = False

    @property
    def is_known(self) -> bool:
        return self.municipality is not None

    def city_in(self, language: str) -> str:
        return in_language(self.city, language)[0]


@dataclass(frozen=True)
class Register:
    """All municipalities and venues, read once for a whole memo."""

    municipalities: tuple[Municipality, ...]
    venues: tuple[Venue, ...]

    @classmethod
    def load(cls) -> "Register":
        """Two statements, however long the memo is."""
        venues = Venue.objects.select_related("municipality__region").order_by("pk")
        return cls(tuple(Municipality.objects.select_related("region")), tuple(venues))

    def place(self, row: StopRow) -> Place:
        """The row's city and venue as far as the register knows them."""
        found = self.municipality(row.city)
        if is_nowhere(row.city) or is_nowhere(row.venue):
            return self._online(row, found)
        venues = self._venues_called(row, found)
        venue = venues[0] if venues else None
        return Place(
            city=names(found.name) if found else dict.fromkeys(ORDER, row.city),
            municipality=found,
            venue=venue,
            written=row.venue,
            timezone=venue.timezone if venue else row.timezone or zone_of(row.city, known=found is not None),
            others=tuple(venues[1:]),
            like=self._like(row, found, venue),
        )

    def _online(self, row: StopRow, municipality: Municipality | None) -> Place:
        where = names(municipality.name) if municipality else dict.fromkeys(ORDER, row.city)
        city = ON_THE_WEB if is_nowhere(row.city) else where
        meant = () if municipality or is_nowhere(row.city) else _close(row.city, self._city_names)
        zone = row.timezone or zone_of(row.city, known=municipality is not None)
        return Place(city, municipality, None, "", zone, like=meant, online=True)

    def municipality(self, city: str) -> Municipality | None:
        """By its name in any language: Uleåborg finds Oulu, Abo finds Turku. Accents decide where two are alike."""
        alike = self._cities.get(fold(city), [])
        exact = [each for each in alike if city.casefold() in map(str.casefold, all_languages(each.name))]
        return next(iter(exact or alike), None)

    def language(self, rows: Iterable[StopRow], otherwise: str) -> str:
        """The language that the cities are written in: Vasa is Swedish, Kuopio may be any."""
        said: Counter[str] = Counter()
        for row in rows:
            found = self.municipality(row.city)
            spoken = names(found.name) if found else {}
            if len(set(spoken.values())) > 1:
                said.update(
                    code for code in ("fi", "sv") if spoken.get(code, "").casefold() == row.city.casefold()
                )
        return said.most_common(1)[0][0] if said else otherwise

    def _venues_called(self, row: StopRow, municipality: Municipality | None) -> list[Venue]:
        key = fold(row.venue)
        if not key:
            return []
        return [venue for venue in self._venues_in(row.city, municipality) if key in _keys(venue)]

    def _venues_in(self, city: str, municipality: Municipality | None) -> list[Venue]:
        if municipality:
            return self._by_municipality.get(municipality.pk, [])
        words = fold(city)
        return [venue for venue in self._by_municipality.get(None, []) if words in fold(venue.address)]

    def _like(self, row: StopRow, municipality: Municipality | None, venue: Venue | None) -> tuple[str, ...]:
        """Names that may have been meant: of cities for an unknown city, of the city's venues for an unknown venue."""
        if municipality is None:
            return _close(row.city, self._city_names)
        if venue is None and row.venue:
            return _close(row.venue, _folded(self._by_municipality.get(municipality.pk, [])))
        return ()

    @cached_property
    def _city_names(self) -> dict[str, str]:
        return _folded(self.municipalities)

    @cached_property
    def _cities(self) -> dict[str, list[Municipality]]:
        found: dict[str, list[Municipality]] = {}
        for each in self.municipalities:
            for key in set(map(fold, all_languages(each.name))):
                found.setdefault(key, []).append(each)
        return found

    @cached_property
    def _by_municipality(self) -> dict[int | None, list[Venue]]:
        found: dict[int | None, list[Venue]] = {}
        for venue in self.venues:
            found.setdefault(venue.municipality_id, []).append(venue)
        return found


def names(text: Any) -> dict[str, str]:
    """A name by language, in each of ours: where it has none, the next best."""
    return {code: in_language(text, code)[0] for code in ORDER}


def zone_of(city: str, *, known: bool) -> str:
    """The time zone of a city that the register does not know, if its name tells; else that of Helsinki."""
    if known:
        return HOME
    key = fold(city)
    return ZONES.get(key) or _capitals().get(key, HOME)


@cache
def _capitals() -> dict[str, str]:
    zones = (zone for zone in zoneinfo.available_timezones() if zone.startswith("Europe/"))
    return {fold(zone.partition("/")[2].replace("_", " ")): zone for zone in zones}


def _keys(venue: Venue) -> set[str]:
    aliases = (alias.strip() for alias in re.split("[,;|]", venue.aliases))
    return {fold(name) for name in (*all_languages(venue.name), *aliases) if name}


def _folded(places: Iterable[Municipality | Venue]) -> dict[str, str]:
    return {fold(name): name for place in places for name in all_languages(place.name)}


def _close(written: str, known: dict[str, str]) -> tuple[str, ...]:
    if len(written) > _LONGEST_MEANT:
        return ()
    return tuple(known[key] for key in get_close_matches(fold(written), known, n=2, cutoff=_NEAR))
