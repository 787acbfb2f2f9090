"""A thousand people, as they are served: the worker drafts and sends, and the page tells how far it is."""

import re
import time
from uuid import uuid4

import pytest

from tests.harness.served import Serve
from tests.invitees.tables import crowd
from tests.planning.test_sixty_stops import Reader

pytestmark = pytest.mark.serial
PEOPLE, MOST_SECONDS = 1_000, 60.0
PREPARED = """
from django.test import Client
from tests import world
world.coming_tour(cities=("vaasa",))
client = Client()
client.force_login(world.member(world.organiser()))
print(client.cookies["sessionid"].value)
"""
COUNTED = """
from registrations.models import Invitation, OutgoingMail, Person
from events.models import Job
print(Invitation.objects.filter(state="%s").count(), OutgoingMail.objects.count(), Person.objects.count(),
      Job.objects.exclude(wanted={}).count())
"""
LIST = "/organiser/events/lape-2030-vaasa/invitations/"
BAR = re.compile(rf'<progress class="bar" max="{PEOPLE}" value="(\d+)"')


def worked(reader: Reader, led: str) -> set[int]:
    """What the bar has shown until it was over."""
    assert led.startswith("/organiser/work/")
    found, deadline = set[int](), time.monotonic() + MOST_SECONDS
    while bar := BAR.search(reader.get(f"{led}state/")):
        found.add(int(bar[1]))
        assert time.monotonic() < deadline, found
        time.sleep(0.02)
    return found


def test_a_thousand_are_drafted_and_written_to_by_the_worker(serve: Serve) -> None:
    product = serve()
    reader = Reader(product, product.ask(PREPARED))
    reader.get(f"{LIST}import/")
    fields = {"lines": crowd(PEOPLE), "submission": str(uuid4())}
    _led, page = reader.post(f"{LIST}import/", fields)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    led, _page = reader.post(f"{LIST}import/", fields | {"seen": seen[1], "create": "1"})
    assert worked(reader, led) - {0, PEOPLE}, "nothing was seen of it on its way"
    assert f"{LIST}?state=draft" in reader.get(led)
    assert product.ask(COUNTED % "draft") == f"{PEOPLE} 0 {PEOPLE + 1} 0"
    led, _page = reader.post(f"{LIST}send/", {"submission": str(uuid4())})
    assert worked(reader, led) - {0, PEOPLE}, "nothing was seen of it on its way"
    assert product.ask(COUNTED % "sent") == f"{PEOPLE} {PEOPLE} {PEOPLE + 1} 0"
