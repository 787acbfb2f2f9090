"""The map of a tour: regions of Finland by how many are from there, other countries in outline, and the stops.

Everything is worked out here and put on the page, or into the report, as SVG. The facts stand beside it as tables.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events.cities import city_of
from events.models import Event
from registrations.reach.coverage import Row
from registrations.reach.people import People
from venues.outlines import shapes
from venues.outlines.shapes import Point, Ring, Shapes

WIDTH, HEIGHT, SIDE, EDGE = 320, 470, 42, 14
LINE, GAP, LETTER = 13, 8, 6.6
OFFS = (0, 1, -1, 2, -2, 3, -3)
MOST_NAMED = 15
FILLS = ("#eef1f2", "#d3e6e1", "#9fccc0", "#5fa594", "#1f7563")
"""Nobody, then ever more; a label on any of them is ink with a white edge."""
WIDEST = 50
"""Degrees of longitude beyond which a map is drawn plainly."""


_Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Area:
    path: str
    fill: str
    title: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A dot and its label; `certain` is False where only the region is known: a ring. `led`: a line joins the two."""

    x: str
    y: str
    label_x: str
    label_y: str
    anchor: str
    label: str
    certain: bool
    led: bool

    @property
    def line_y(self) -> str:
        """The middle of the label's height."""
        return f"{float(self.label_y) - 4:.1f}"


@dataclass(frozen=True, slots=True)
class Map:
    """A picture WIDTH wide. `legend`: fill and words; `absent`: stops whose place nobody knows."""

    title: str
    summary: str
    height: int
    areas: list[Area]
    route: str
    stops: list[Stop]
    legend: list[tuple[str, str]]
    absent: list[str]
    framed: bool


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    at: Point
    certain: bool


def draw(stops: Sequence[Event], regions: Iterable[Row], count: Callable[[People], int]) -> Map | None:
    """None while no stop's place is known."""
    places = [place for stop in stops if (place := _place(stop))]
    if not places:
        return None
    numbers = {row.code: (row.name, count(row.people)) for row in regions if row.code}
    outlines = _outlines(places)
    fit, height = _fit(
        [ring for rings in outlines.values() for ring in rings[:1]] or [[p.at for p in places]]
    )
    steps = _steps(max((number for _name, number in numbers.values()), default=0))
    drawn = [fit(place.at) for place in places]
    return Map(
        title=_("Map of the stops"),
        summary=_summary(places, numbers),
        height=height,
        areas=[_area(code, rings, fit, numbers, steps) for code, rings in outlines.items()],
        route=" ".join(f"{x:.1f},{y:.1f}" for x, y in drawn) if len(drawn) > 1 else "",
        stops=_labelled(places, drawn, height),
        legend=_legend(steps) if any(code.startswith(shapes.FINNISH) for code in outlines) else [],
        absent=[city_of(stop, _language()) for stop in stops if not _place(stop)],
        framed=not outlines,
    )


def _language() -> str:
    return get_language() or "fi"


def _place(stop: Event) -> _Place | None:
    """Where the venue stands, or somewhere in its region."""
    venue, name = stop.venue, city_of(stop, _language())
    if venue is None:
        return None
    if venue.latitude is not None and venue.longitude is not None:
        return _Place(name, (venue.longitude, venue.latitude), certain=True)
    region = venue.municipality and venue.municipality.region.iso_code
    ring = shapes.regions().get(region or "", [[]])[0]
    return _Place(name, _middle(ring), certain=False) if ring else None


def _middle(ring: Ring) -> Point:
    """The centre of gravity."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross / 2, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return x / 6 / area, y / 6 / area


def _outlines(places: Sequence[_Place]) -> Shapes:
    """The countries that the stops lie in, Finland region by region."""
    codes = {code for place in places if (code := shapes.country_of(place.at))}
    found = {code: shapes.countries()[code] for code in sorted(codes - {shapes.FINLAND})}
    return found | (shapes.regions() if shapes.FINLAND in codes else {})


def _fit(rings: Sequence[Ring]) -> tuple[Callable[[Point], Point], int]:
    """From degrees to the picture, and the picture's height: north is up, and there is room for labels at the sides."""
    points = [point for ring in rings for point in ring]
    longitudes, latitudes = [x for x, _y in points], [y for _x, y in points]
    middle = (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2
    project = _mercator(middle) if max(longitudes) - min(longitudes) < WIDEST else _plain(middle)
    across, down = zip(*map(project, points), strict=True)
    width, height = max(across) - min(across), max(down) - min(down)
    scale = min((WIDTH - 2 * SIDE) / (width or 0.01), (HEIGHT - 2 * EDGE) / (height or 0.01))
    left = (WIDTH - width * scale) / 2

    def fit(point: Point) -> Point:
        x, y = project(point)
        return (x - min(across)) * scale + left, (y - min(down)) * scale + EDGE

    return fit, max(round(height * scale), LINE * 4) + 2 * EDGE


def _mercator(middle: Point) -> Callable[[Point], Point]:
    """Transverse: true to shape around the meridian in the middle, as Finland is used to be seen."""

    def project(point: Point) -> Point:
        east, north = math.radians(point[0] - middle[0]), math.radians(point[1])
        return math.atanh(math.cos(north) * math.sin(east)), -math.atan2(math.tan(north), math.cos(east))

    return project


def _plain(middle: Point) -> Callable[[Point], Point]:
    narrow = math.cos(math.radians(middle[1]))
    return lambda point: (math.radians(point[0]) * narrow, -math.radians(point[1]))


def _area(
    code: str,
    rings: list[Ring],
    fit: Callable[[Point], Point],
    numbers: dict[str, tuple[str, int]],
    steps: list[int],
) -> Area:
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(fit, ring)) + "Z" for ring in rings)
    if code not in numbers:
        return Area(path, FILLS[0], "")
    name, number = numbers[code]
    return Area(path, FILLS[sum(number >= step for step in steps)], f"{name}: {number}")


def _steps(most: int) -> list[int]:
    """Where each darker shade begins: at one, and three times further on, ever steeper."""
    known = [1, *(max(2 + n, round(most * part)) for n, part in enumerate((0.15, 0.35, 0.65)))]
    return [step for step in known if step <= max(most, 1)]


def _legend(steps: list[int]) -> list[tuple[str, str]]:
    ends = [step - 1 for step in steps[1:]]
    spans = [
        f"{first}–{last}" if last > first else str(first) for first, last in zip(steps, ends, strict=False)
    ]
    return list(
        zip(FILLS, [_("nobody"), *spans, _("%(number)d or more") % {"number": steps[-1]}], strict=False)
    )


def _labelled(places: Sequence[_Place], drawn: Sequence[Point], height: int) -> list[Stop]:
    """Names beside their dots, numbers when there are many. A label keeps clear of the others and of the dots."""
    many = len(places) > MOST_NAMED
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in drawn]
    found: dict[int, Stop] = {}
    for at in sorted(range(len(places)), key=lambda each: drawn[each][1]):
        (x, y), place = drawn[at], places[at]
        label = str(at + 1) if many else place.name
        anchor, label_x, label_y, box = _free_spot((x, y), len(label) * LETTER, height, taken)
        taken.append(box)
        found[at] = Stop(
            f"{x:.1f}",
            f"{y:.1f}",
            f"{label_x:.1f}",
            f"{label_y + 4:.1f}",
            anchor,
            label,
            place.certain,
            led=abs(label_y - y) > LINE / 2,
        )
    return [found[at] for at in range(len(places))]


def _free_spot(
    dot: Point, width: float, height: int, taken: Sequence[_Box]
) -> tuple[str, float, float, _Box]:
    """To the right or to the left, level with the dot or some lines off; level to the right when nothing is free."""
    (x, y), spots = dot, []
    for off, anchor in itertools.product(OFFS, ("start", "end")):
        label_x = x + GAP if anchor == "start" else x - GAP
        left = label_x if anchor == "start" else label_x - width
        label_y = y + off * LINE
        spots.append((anchor, label_x, label_y, (left, label_y - LINE / 2, left + width, label_y + LINE / 2)))
    inside = [spot for spot in spots if _within(spot[3], height)]
    clear = [spot for spot in inside if not any(_meet(spot[3], box) for box in taken)]
    return (clear or inside or spots)[0]


def _within(box: _Box, height: int) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= height


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _summary(places: Sequence[_Place], numbers: dict[str, tuple[str, int]]) -> str:
    """The picture in words, for who does not see it."""
    names = ", ".join(place.name for place in places)
    covered = sum(number > 0 for _name, number in numbers.values())
    stops = _("Stops in order: %(names)s.") % {"names": names}
    if not numbers:
        return stops
    regions = ngettext(
        "People from %(covered)d of %(all)d region.",
        "People from %(covered)d of %(all)d regions.",
        len(numbers),
    ) % {"covered": covered, "all": len(numbers)}
    return f"{stops} {regions}"
