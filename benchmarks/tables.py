"""Whether the organiser's pages cost the same with a thousand registrations and with a hundred thousand."""

import json

from benchmarks.crowd import crowd, spread
from benchmarks.exports import Organiser
from benchmarks.memo import planned
from benchmarks.report import Report, Size
from tests.harness.served import Product

PAGES = """
import json, time
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from events.models import Event, TeamMember

client = Client()
organiser = Event.objects.filter({which}).first().organiser_id
client.force_login(TeamMember.objects.filter(organiser=organiser, role="admin").first().user)

def asked(path, anew=False):
    if anew:
        cache.clear()
    with CaptureQueriesContext(connection) as statements:
        begun = time.perf_counter()
        answer = client.get(path)
        seconds = time.perf_counter() - begun
    assert answer.status_code == 200, (path, answer.status_code)
    return len(statements), seconds

paths = {paths}
rounds, anew = {{name: [] for name in paths}}, {{name: [] for name in paths}}
for go in range({goes}):
    time.sleep(min(go, 1))
    for name, path in paths.items():
        anew[name].append(asked(path, anew=True)[1])
        rounds[name] += [asked(path) for _round in range(9)]
quickest = {{name: min(seconds for _statements, seconds in rounds[name]) for name in paths}}
print(json.dumps({{name: [rounds[name][-1][0], quickest[name], min(anew[name])] for name in paths}}))
"""
LEAST = 0.5
STOPS = (7, 60)
PARTS = {"tour desk": "", "tour desk, counts": "counts/", "reach": "reach/"}
Found = dict[str, tuple[int, float, float]]
"""By the name of a page: statements, the quickest of 27, the quickest of three while nothing is kept from a minute ago."""


def tables(served: Product, slug: str, size: Size, report: Report) -> None:
    """The same number of statements, and the same time give or take a half: the quickest of 27."""
    people = f"/organiser/events/{slug}/participants/"
    paths = {"participants": people, "search": f"{people}?q=name9", "who agreed": f"{people}?agreed=list"}
    few = min(1000, size.people // 4)
    crowd(served, slug, few)
    before = _asked(served, f'slug="{slug}"', paths, size.goes)
    crowd(served, slug, size.people - few)
    after = _asked(served, f'slug="{slug}"', paths, size.goes)
    for name in paths:
        what = f"{name} with {few:,} and {size.people:,} registrations"
        _same(report, what, before[name], after[name], told=name == "who agreed")


def desk(served: Product, size: Size, report: Report) -> None:
    """The desk of a tour of sixty stops, half of them over, likewise; as many statements as for one of seven."""
    organiser, few = Organiser(served), min(1000, size.people // 4)
    small, large = (planned(organiser, stops, report) for stops in STOPS)
    spread(served, small, few)
    spread(served, large, few)
    seven, before = (_desk_of(served, tour, size.goes) for tour in (small, large))
    spread(served, large, size.people - few)
    after = _desk_of(served, large, size.goes)
    for name in PARTS:
        said = f"{seven[name][0]} and {before[name][0]} statements"
        what = f"{name} with {STOPS[0]} and {STOPS[1]} stops"
        report.say(what, said, "as many", met=seven[name][0] == before[name][0])
        numbers = f"{STOPS[1]} stops, {few:,} and {size.people:,} registrations"
        _same(report, f"{name} with {numbers}", before[name], after[name], told=name == "reach")
        anew = f"{1000 * before[name][2]:.0f} and {1000 * after[name][2]:.0f} ms"
        report.say(f"{name} when nothing is kept, {numbers}", anew, "told", met=True)


def _desk_of(served: Product, tour: str, goes: int) -> Found:
    paths = {name: f"/organiser/tours/{tour}/{part}" for name, part in PARTS.items()}
    return _asked(served, f'tour__slug="{tour}"', paths, goes)


def _asked(served: Product, which: str, paths: dict[str, str], goes: int) -> Found:
    """Asked by a process that has done nothing else: the one that wrote the rows has what is left of them in its memory.

    In three `goes` (QUICK=1: one), a second apart: after so many new rows the database has something to do for itself.
    """
    served.hang_up()
    found: Found = json.loads(served.ask(PAGES.format(which=which, paths=paths, goes=goes)))
    return found


def _same(
    report: Report,
    what: str,
    before: tuple[int, float, float],
    after: tuple[int, float, float],
    *,
    told: bool = False,
) -> None:
    (statements, seconds, _), (more, longer, _) = before, after
    said = f"{statements} and {more} statements, {1000 * seconds:.0f} and {1000 * longer:.0f} ms"
    met = statements == more and (told or longer <= seconds * (1 + LEAST))
    report.say(what, said, "as many" if told else "as many, as long ± 50 %", met=met)
