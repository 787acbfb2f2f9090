"""Whether the organiser's pages cost the same with a thousand registrations and with a hundred thousand."""

import json

from benchmarks.crowd import crowd
from benchmarks.report import Report, Size
from tests.harness.served import Product

PAGES = """
import json, time
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from events.models import Event, TeamMember

event = Event.objects.select_related("tour").get(slug="{slug}")
client = Client()
client.force_login(TeamMember.objects.filter(organiser=event.organiser, role="admin").first().user)
pages = {{
    "participants": reverse("desk_participants", args=[event.slug]),
    "search": reverse("desk_participants", args=[event.slug]) + "?q=name9",
    "tour desk": reverse("desk_tour", args=[event.tour.slug]),
    "tour desk, counts": reverse("desk_tour_counts", args=[event.tour.slug]),
}}
found = {{}}
for name, path in pages.items():
    times = []
    for _round in range(9):
        with CaptureQueriesContext(connection, ) as asked:
            begun = time.perf_counter()
            answer = client.get(path)
            times.append(time.perf_counter() - begun)
        assert answer.status_code == 200, (name, answer.status_code)
    found[name] = [len(asked), min(times)]
print(json.dumps(found))
"""
LEAST = 0.5


def tables(served: Product, slug: str, size: Size, report: Report) -> None:
    """The same number of statements, and the same time give or take a half: the quickest of nine."""
    few = min(1000, size.people // 4)
    crowd(served, slug, few)
    before = json.loads(served.ask(PAGES.format(slug=slug)))
    crowd(served, slug, size.people - few)
    after = json.loads(served.ask(PAGES.format(slug=slug)))
    for name, (statements, seconds) in before.items():
        more, longer = after[name]
        said = f"{statements} and {more} statements, {1000 * seconds:.0f} and {1000 * longer:.0f} ms"
        met = statements == more and longer <= seconds * (1 + LEAST)
        report.say(
            f"{name} with {few:,} and {size.people:,} registrations", said, "as many, as long ± 50 %", met=met
        )
