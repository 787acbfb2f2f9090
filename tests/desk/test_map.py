"""The map: shapes that are where they should be, dots within them, labels that can be read."""

import itertools
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation

from config.example.places import read
from events.models import Event, Tour
from registrations.reach import drawing
from registrations.reach.coverage import Row
from registrations.reach.drawing import Map, draw
from registrations.reach.people import People
from tests import world
from tests.desk.conftest import SignIn
from tests.desk.picture import region_of, takes_part
from tests.desk.test_desk import shown
from venues.models import Region, Venue
from venues.outlines import shapes

PLACES = {
    "Helsinki": (24.94, 60.17), "Vaasa": (21.62, 63.1), "Oulu": (25.47, 65.01), "Rovaniemi": (25.73, 66.5),
    "Turku": (22.27, 60.45), "Kuopio": (27.68, 62.89), "Tampere": (23.76, 61.5), "Espoo": (24.66, 60.21),
    "Vantaa": (25.04, 60.29), "Kerava": (25.1, 60.4),
}  # fmt: skip
ABROAD = {
    "SWE": (18.07, 59.33),
    "EST": (24.75, 59.44),
    "NOR": (10.75, 59.91),
    "ESP": (-3.7, 40.4),
    None: (-30, 50),
}


def at(name: str, place: tuple[float, float] | None) -> Event:
    """An unsaved stop at a place."""
    longitude, latitude = place or (None, None)
    venue = Venue(name={"fi": name}, longitude=longitude, latitude=latitude)
    return Event(title={"fi": name}, slug=name, venue=venue)


def drawn(*stops: Event, **numbers: int) -> Map | None:
    rows = [Row(code, People(reached=number), code.replace("_", "-")) for code, number in numbers.items()]
    with translation.override("en"):
        return draw(stops, rows, lambda of: of.reached)


def test_the_regions_are_the_nineteen_that_the_register_knows() -> None:
    assert set(shapes.regions()) == {row["iso_3166_2"] for row in read("regions.json")["regions"]}
    folder = Path(shapes.__file__).parent
    assert sum((folder / f"{name}.json").stat().st_size for name in ("finland", "world")) < 60_000
    for rings in shapes.regions().values():
        for ring in rings:
            assert ring[0] == ring[-1]
            assert all(19 < x < 32 and 59 < y < 71 for x, y in ring)


@pytest.mark.parametrize(
    ("code", "place"), [("FIN", place) for place in PLACES.values()] + list(ABROAD.items())
)
def test_a_place_is_known_to_lie_in_its_country(code: str | None, place: tuple[float, float]) -> None:
    assert shapes.country_of(place) == code


def test_dots_lie_in_the_picture_and_labels_do_not_cover_one_another() -> None:
    found = drawn(*(at(name, place) for name, place in PLACES.items()), FI_18=9, FI_10=0, FI_14=1)
    assert found
    assert len(found.areas) == 19
    assert [stop.label for stop in found.stops] == list(PLACES)
    boxes = []
    for stop in found.stops:
        width, x, y = len(stop.label) * drawing.LETTER, float(stop.label_x), float(stop.label_y)
        left = x if stop.anchor == "start" else x - width
        boxes.append((left, y - 11, left + width, y + 2))
        assert left >= 0
        assert left + width <= drawing.WIDTH
        assert 0 < float(stop.y) < found.height
        assert y + 2 < found.height
    for (x, y, to_x, to_y), (a, b, to_a, to_b) in itertools.combinations(boxes, 2):
        assert x >= to_a or a >= to_x or y >= to_b or b >= to_y
    north, south = (float(found.stops[list(PLACES).index(name)].y) for name in ("Rovaniemi", "Helsinki"))
    assert north < south


def test_more_people_are_a_darker_shade_and_the_legend_says_which() -> None:
    found = drawn(at("Oulu", PLACES["Oulu"]), FI_18=40, FI_10=0, FI_14=1)
    assert found
    fills = {area.title: area.fill for area in found.areas if area.title}
    assert (fills["FI_10: 0"], fills["FI_14: 1"], fills["FI_18: 40"]) == (
        drawing.FILLS[0],
        drawing.FILLS[1],
        drawing.FILLS[4],
    )
    assert [words for _fill, words in found.legend] == ["nobody", "1–5", "6–13", "14–25", "26 or more"]
    assert "People from 2 of 3 regions." in found.summary


@pytest.mark.parametrize("most", range(1, 60))
def test_the_shades_of_the_legend_leave_no_number_out(most: int) -> None:
    steps = drawing._steps(most)
    assert steps[0] == 1
    assert steps == sorted(set(steps))
    assert len(steps) < len(drawing.FILLS)


def test_another_country_is_an_outline_and_the_open_sea_a_frame() -> None:
    sweden = drawn(at("Stockholm", ABROAD["SWE"]), at("Göteborg", (11.97, 57.7)), FI_18=9)
    assert sweden
    assert [area.title for area in sweden.areas] == [""]
    assert (sweden.legend, sweden.framed) == ([], False)
    both = drawn(at("Haparanda", (24.13, 65.83)), at("Oulu", PLACES["Oulu"]), at("Luleå", (22.15, 65.58)))
    assert both
    assert len(both.areas) == 20
    assert both.height > drawing.HEIGHT / 2
    sea = drawn(at("Ship", ABROAD[None]), at("Boat", (-31, 51)))
    assert sea
    assert (sea.areas, sea.framed) == ([], True)
    assert drawn(at("Nowhere", None)) is None


def test_many_stops_are_numbered() -> None:
    found = drawn(*(at(f"Stop {n}", (24 + n / 20, 62 + n / 20)) for n in range(60)))
    assert found
    assert [stop.label for stop in found.stops] == [str(n) for n in range(1, 61)]


def test_a_stop_whose_address_is_unknown_is_a_ring_in_its_region_or_named_beside_the_map(
    tour: Tour, sign_in: SignIn
) -> None:
    cache.clear()
    Region.objects.filter(slug="pohjanmaa").update(iso_code="FI-12")
    takes_part(world.afternoon_of(tour, "vaasa"), "one", region=region_of("vaasa"))
    page = shown(sign_in(), "/organiser/tours/lape-2030/reach/")
    assert "Not on the map, as the place is not known: Helsinki, Oulu" in page
    assert "<title>Ostrobothnia: 1</title>" in page
    assert page.count("<circle") == 1
    assert 'fill="#ffffff" stroke="#16232b"' in page
    Venue.objects.update(latitude=65.01, longitude=25.47)
    assert "Not on the map" not in shown(sign_in(), "/organiser/tours/lape-2030/reach/")


def test_the_svg_is_well_formed_by_itself_and_names_cannot_break_it() -> None:
    found = drawn(at('<b>"&', PLACES["Oulu"]), FI_18=1)
    picture = ET.fromstring(render_to_string("organiser/parts/map.svg", {"map": found}))
    texts = [node.text for node in picture.iter() if node.tag.endswith("text")]
    assert texts == ['<b>"&'] * 2


def test_no_outline_leaps_around_the_world() -> None:
    for rings in shapes.countries().values():
        for ring in rings:
            assert all(abs(x - to_x) < 90 for (x, _y), (to_x, _to_y) in itertools.pairwise(ring))


def test_the_shapes_are_made_of_whole_steps() -> None:
    known = json.loads((Path(shapes.__file__).parent / "finland.json").read_text())
    assert all(len(ring) % 2 == 0 and len(ring) >= 8 for rings in known.values() for ring in rings)
