"""Outlines by code, and the country that a point lies in. Points are (longitude, latitude) in degrees."""

import json
import math
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]
Shapes = dict[str, list[Ring]]
FINLAND = "FIN"
FINNISH = "FI-"
"""How the codes of Finland's regions begin."""
NEAR = 0.5
"""Degrees: a town on the coast may lie outside an outline that was made simpler."""
_HUNDREDTHS = 100


@cache
def regions() -> Shapes:
    """The 19 regions of Finland by ISO 3166-2 code."""
    return _read("finland")


@cache
def countries() -> Shapes:
    """Countries by ISO 3166-1 alpha-3 code; the smallest are missing."""
    return _read("world")


@lru_cache(maxsize=4096)
def country_of(point: Point) -> str | None:
    """The country that the point lies in, else one whose outline comes near, else None."""
    inside = [code for code, rings in countries().items() if any(_holds(ring, point) for ring in rings)]
    return inside[0] if inside else _nearest(point)


def _nearest(point: Point) -> str | None:
    """The country with the nearest border, if it is near enough."""
    away = {
        code: min(_away(point, *side) for ring in rings for side in pairwise(ring))
        for code, rings in countries().items()
    }
    code = min(away, key=lambda each: away[each])
    return code if away[code] <= NEAR else None


def _away(point: Point, start: Point, end: Point) -> float:
    """From a point to a line between two others, in degrees of latitude; one of longitude counts for half."""
    x, y = (point[0] - start[0]) / 2, point[1] - start[1]
    dx, dy = (end[0] - start[0]) / 2, end[1] - start[1]
    along = min(max((x * dx + y * dy) / (dx * dx + dy * dy or 1), 0), 1)
    return math.hypot(x - along * dx, y - along * dy)


def _holds(ring: Ring, point: Point) -> bool:
    """Whether a line from the point to the east crosses the ring an odd number of times."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def _read(name: str) -> Shapes:
    known = json.loads(Path(__file__).with_name(f"{name}.json").read_text())
    return {code: [_ring(steps) for steps in rings] for code, rings in known.items()}


def _ring(steps: list[int]) -> Ring:
    x = y = 0
    ring = []
    for at in range(0, len(steps), 2):
        x, y = x + steps[at], y + steps[at + 1]
        ring.append((x / _HUNDREDTHS, y / _HUNDREDTHS))
    return ring
