"""Outlines by code, and the country that a point lies in. Points are (longitude, latitude) in degrees."""

import json
from functools import cache
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


def country_of(point: Point) -> str | None:
    """The country that the point lies in, else one whose outline comes near, else None."""
    inside = [code for code, rings in countries().items() if any(_holds(ring, point) for ring in rings)]
    return inside[0] if inside else _nearest(point)


def _nearest(point: Point) -> str | None:
    away = {
        code: min(max(abs(x - point[0]) / 2, abs(y - point[1])) for ring in rings for x, y in ring)
        for code, rings in countries().items()
    }
    code = min(away, key=lambda each: away[each])
    return code if away[code] <= NEAR else None


def _holds(ring: Ring, point: Point) -> bool:
    """Whether a line from the point to the east crosses the ring an odd number of times."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
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
