"""Cities and venues are found by any of their names; what nobody knows is kept as it is written."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.memo.places import Place, Register
from events.memo.reading import StopRow
from tests import world
from tests.planning import cast
from tests.planning.memos import DAY_SV, LIST_FI, LIST_SV, memo
from venues.models import Venue

pytestmark = pytest.mark.django_db
DAY = datetime.date(2027, 6, 2)


def place(city: str, venue: str = "", timezone: str = "") -> Place:
    return Register.load().place(StopRow(1, DAY, city, venue, (), timezone))


@pytest.mark.parametrize(
    ("city", "finnish"),
    [
        ("Uleåborg", "Oulu"),
        ("Oulu", "Oulu"),
        ("ULEABORG", "Oulu"),
        ("Åbo", "Turku"),
        ("abo", "Turku"),
        ("Helsingfors", "Helsinki"),
        ("Tammerfors", "Tampere"),
        ("Vasa", "Vaasa"),
        ("Vaasa", "Vaasa"),
    ],
)
def test_a_city_is_found_in_any_language(city: str, finnish: str) -> None:
    cast.cities()
    found = place(city)
    assert (found.is_known, found.city_in("fi"), found.timezone) == (True, finnish, "Europe/Helsinki")


def test_a_venue_is_found_in_its_city_by_name_and_alias() -> None:
    oulu = world.venue("oulu", aliases="Valve, Kaupunginkirjasto")
    world.venue("vaasa")
    for name in ("Oulun kaupunginkirjasto", "uleåborgs stadsbibliotek", "Valve", "KAUPUNGINKIRJASTO"):
        assert place("Uleåborg", name).venue == oulu
    assert place("Vasa", "Valve").venue is None


def test_of_several_of_one_name_the_oldest_is_taken_and_the_others_are_told() -> None:
    first = world.venue("oulu")
    second = Venue.objects.create(name=first.name, municipality=first.municipality)
    found = place("Oulu", "Oulu City Library")
    assert (found.venue, found.others) == (first, (second,))


def test_a_slip_of_the_pen_is_not_taken_for_granted_but_asked_about() -> None:
    cast.cities()
    assert (place("Rovanemi").is_known, place("Rovanemi").like) == (False, ("Rovaniemi",))
    assert place("Vasa", "Vasa univeritet").like == ("Vasa universitet",)


@pytest.mark.parametrize(
    ("city", "zone"),
    [
        ("Stockholm", "Europe/Stockholm"),
        ("Tukholma", "Europe/Stockholm"),
        ("Göteborg", "Europe/Stockholm"),
        ("Köpenhamn", "Europe/Copenhagen"),
        ("Tallinna", "Europe/Tallinn"),
        ("Oslo", "Europe/Oslo"),
        ("Sodankylä", "Europe/Helsinki"),
    ],
)
def test_a_city_that_nobody_knows_is_kept_and_its_clock_told_by_its_name(city: str, zone: str) -> None:
    found = place(city, "Kulturhuset")
    assert (found.is_known, found.city, found.written) == (
        False,
        {"fi": city, "sv": city, "en": city},
        "Kulturhuset",
    )
    assert found.timezone == zone


def test_a_time_zone_that_is_written_counts_more() -> None:
    assert place("Haparanda", timezone="Europe/Helsinki").timezone == "Europe/Helsinki"


def test_a_venue_abroad_is_found_by_the_city_in_its_address() -> None:
    known = Venue.objects.create(
        name={"sv": "Kulturhuset"}, address="Sergels torg 7, Stockholm", timezone="Europe/Stockholm"
    )
    assert place("Stockholm", "Kulturhuset").venue == known
    assert place("Borås", "Kulturhuset").venue is None


def test_the_language_of_a_memo_shows_in_its_cities() -> None:
    cast.cities()
    register = Register.load()
    assert register.language(memo(LIST_SV).stops, otherwise="en") == "sv"
    assert register.language(memo(LIST_FI).stops, otherwise="en") == "fi"
    assert register.language(memo("2.6. Kuopio").stops, otherwise="en") == "en"


def test_sixty_stops_are_matched_in_as_many_statements_as_one() -> None:
    cast.cities()
    counts = []
    for lines in ("2.6. Vasa, Vasa universitet", "\n".join(["2.6. Vasa, Vasa universitet"] * 60)):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert cast.planned(lines, {"sv": DAY_SV}).stops
        counts.append(len(queries))
    assert counts == [2, 2]
