"""Sixty stops, as they are served: the preview is quick, the worker makes them, and the page tells how far it is."""

import re
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.harness.served import Product, Serve
from tests.planning.memos import DAY_FI, DAY_SV

pytestmark = pytest.mark.serial
STOPS, PREVIEW_SECONDS, MOST_SECONDS = 60, 2.0, 60.0
CITIES = ["Helsingfors", "Åbo", "Kuopio", "Tammerfors", "Rovaniemi", "Uleåborg", "Vasa", "Stockholm"]
PREPARED = """
from django.test import Client
from tests import world
from tests.planning import cast
cast.cities()
client = Client()
client.force_login(world.member(world.organiser()))
print(client.cookies["sessionid"].value)
"""
TOURS = "from events.models import Event, Session\nprint(Event.objects.count(), Session.objects.count())"
BAR = re.compile(r'<progress class="bar" max="60" value="(\d+)"')


class Reader:
    """Somebody's browser, as far as forms need one."""

    def __init__(self, product: Product, session: str) -> None:
        self.url, self.session, self.token = product.url, session, ""

    def get(self, path: str) -> str:
        return self._asked(path, None)[1]

    def post(self, path: str, fields: dict[str, str]) -> tuple[str, str]:
        """Where it led, and the page there."""
        return self._asked(
            path, urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": self.token}).encode()
        )

    def _asked(self, path: str, data: bytes | None) -> tuple[str, str]:
        request = urllib.request.Request(f"{self.url}{path}", data)
        request.add_header("Cookie", f"sessionid={self.session}; csrftoken={self.token}")
        with urllib.request.urlopen(request, timeout=30) as answer:
            page = answer.read().decode()
            led = urllib.parse.urlsplit(answer.url).path
        if found := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page):
            self.token = found[1]
        return led, page


def boxes() -> dict[str, str]:
    lines = "\n".join(
        f"{1 + number % 28}.{5 + number // 28}.2027 {CITIES[number % len(CITIES)]}, Sal {number}" for number in range(STOPS)
    )  # fmt: skip
    names = {"title_0": "Kiertue", "title_1": "Turné", "short_title_0": "KUUSI", "short_title_1": "SEX"}
    days = {"day_sv": DAY_SV, "day_fi": DAY_FI}
    return {"organiser": "stm", **names, **days, "lines": lines, "submission": str(uuid4())}


def seen_until(page: Callable[[], str], seconds: float) -> set[int]:
    """What the bar has shown, until there is none."""
    found, deadline = set(), time.monotonic() + seconds
    while bar := BAR.search(page()):
        found.add(int(bar[1]))
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    return found


def test_sixty_stops_are_previewed_at_once_and_made_by_the_worker(serve: Serve) -> None:
    product = serve()
    reader = Reader(product, product.ask(PREPARED))
    reader.get("/organiser/new/plan/")
    fields, took = boxes(), list[float]()
    for _twice in range(2):  # the first one may meet a process that has just begun
        started = time.monotonic()
        _led, page = reader.post("/organiser/new/plan/", fields)
        took.append(time.monotonic() - started)
    assert page.count('<th scope="row">') == STOPS
    assert min(took) <= PREVIEW_SECONDS
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    led, page = reader.post("/organiser/new/plan/", fields | {"seen": seen[1], "create": "1"})
    assert led.startswith("/organiser/work/")
    shown = seen_until(lambda: reader.get(f"{led}state/"), MOST_SECONDS)
    assert len(shown - {0, STOPS}) > 1
    assert "/organiser/tours/kuusi-2027/publish/" in reader.get(led)
    assert product.ask(TOURS) == f"{STOPS} {2 * STOPS}"
