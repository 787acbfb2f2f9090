"""Whom a tour reached, by stop, region, municipality and kind of organisation, with the gaps by name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.cities import city_of
from events.models import Event, Tour
from registrations.models import Organisation
from registrations.organisations.waiting import groups_of
from registrations.reach import people
from registrations.reach.people import People
from venues.fields import all_languages, in_language
from venues.models import Municipality, Region
from venues.text import fold, sort_key


@dataclass(frozen=True, slots=True)
class Row:
    """A name with its numbers; `code` is a region's ISO code, or a stop's slug."""

    name: str
    people: People
    code: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """All that the page, the files and the report tell. `missing`: what the stops serve and nobody is from.

    `elsewhere`: regions that no stop serves and nobody is from. `texts`: how many mean no organisation yet. `over`: the
    last stop has been and somebody was recorded; until then map and gaps go by the registered, who may come yet.
    """

    total: People
    stops: list[Row]
    regions: list[Row]
    municipalities: list[Row]
    kinds: list[Row]
    missing: list[str]
    missing_municipalities: list[str]
    missing_kinds: list[str]
    elsewhere: list[str]
    texts: int
    over: bool

    @property
    def count(self) -> Callable[[People], int]:
        """The number that the map and the gaps go by."""
        return _count(over=self.over)


def _count(*, over: bool) -> Callable[[People], int]:
    return (lambda of: of.reached) if over else (lambda of: of.registered)


def coverage_of(tour: Tour, stops: Sequence[Event]) -> Coverage:
    """The stops with `venue__municipality__region` and prefetched `regions`. Nine statements, however many people."""
    total = people.all_of(stops)
    over = total.reached > 0 and all(stop.is_over for stop in stops)
    count = _count(over=over)
    by_stop = people.by(stops, "session__event")
    by_kind = people.by(stops, "registration__organisation__kind", "registration__is_private_person")
    served = {region for stop in stops for region in stop.regions.all()}
    regions = _regions(people.by(stops, "registration__region"), served)
    municipalities, absent = _municipalities(
        people.by(stops, "registration__municipality_text"), served, count
    )
    kinds = _kinds(by_kind)
    nobody = [(row, region) for row, region in regions if region and not count(row.people)]
    known_kinds = any(kind for kind, _private in by_kind)
    return Coverage(
        total=total,
        stops=[Row(city_of(stop, _language()), by_stop.get(stop.pk, People()), stop.slug) for stop in stops],
        regions=[row for row, _region in regions],
        municipalities=municipalities,
        kinds=kinds,
        missing=[row.name for row, region in nobody if region in served],
        missing_municipalities=absent,
        missing_kinds=[row.name for row in kinds if row.code and not count(row.people)]
        if known_kinds
        else [],
        elsewhere=[row.name for row, region in nobody if region not in served],
        texts=len(groups_of(stops, tour.organiser_id)),
        over=over,
    )


def _language() -> str:
    return get_language() or "fi"


def _said(text: Any) -> str:
    return in_language(text, _language())[0]


def _regions(known: dict[int | None, People], served: set[Region]) -> list[tuple[Row, Region | None]]:
    """Every region of the countries that the stops serve, in order, whoever is from elsewhere, and who did not say."""
    countries = {region.iso_code[:3] for region in served if region.iso_code}
    of_country = Q(pk__in=[pk for pk in known if pk]) | Q(pk__in=[region.pk for region in served])
    for country in countries:
        of_country |= Q(iso_code__startswith=country, valid_to=None)
    found: list[tuple[Row, Region | None]] = [
        (Row(_said(region.name), known.get(region.pk, People()), region.iso_code), region)
        for region in Region.objects.filter(of_country, kind=Region.Kind.REGION)
    ]
    found.sort(key=lambda each: sort_key(each[0].name))
    return [*found, (Row(_("Region not told"), known[None]), None)] if None in known else found


def _municipalities(
    known: dict[str, People], served: set[Region], count: Callable[[People], int]
) -> tuple[list[Row], list[str]]:
    """Rows with the most people first, spellings and languages together, and whom the served regions miss."""
    named: dict[str, Municipality] = {}
    own = Municipality.objects.all()
    for place in own:
        named |= {fold(name): place for name in all_languages(place.name)}
    rows: dict[str, Row] = {}
    for text, numbers in sorted(known.items()):
        meant = named.get(fold(text))
        name = _said(meant.name) if meant else text or _("Municipality not told")
        key = fold(name) if text else ""
        rows[key] = Row(rows[key].name, rows[key].people + numbers) if key in rows else Row(name, numbers)
    here = {region.pk for region in served}
    there = {fold(_said(place.name)) for place in own if place.region_id in here}
    missing = there - _present(rows, count)
    absent = sorted(
        (_said(place.name) for place in own if fold(_said(place.name)) in missing),
        key=sort_key,
    )
    return sorted(rows.values(), key=lambda row: (-count(row.people), sort_key(row.name))), absent


def _present(rows: dict[str, Row], count: Callable[[People], int]) -> set[str]:
    return {key for key, row in rows.items() if count(row.people)}


def _kinds(known: dict[tuple[str | None, bool], People]) -> list[Row]:
    """Each kind of organisation, then private persons and who could not be matched."""
    rows = [
        Row(
            str(kind.label),
            known.get((kind.value, False), People()) + known.get((kind.value, True), People()),
            kind,
        )
        for kind in Organisation.Kind
    ]
    if (None, True) in known:
        rows.append(Row(_("private person"), known[None, True]))
    if (None, False) in known:
        rows.append(Row(_("not matched, or not told"), known[None, False]))
    return rows


def table(coverage: Coverage) -> Iterable[tuple[str, list[Row]]]:
    """The parts of the coverage with their headings, in the order in which they are read."""
    yield _("Stop"), coverage.stops
    yield _("Region"), coverage.regions
    yield _("Municipality"), coverage.municipalities
    yield _("Kind of organisation"), coverage.kinds
