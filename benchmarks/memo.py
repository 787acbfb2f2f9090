"""A tour from a memo, through the pages that an organiser uses: previewed, made, published."""

import datetime
import re
import time
from zoneinfo import ZoneInfo

from benchmarks.exports import Organiser, hidden
from benchmarks.report import Report
from tests.planning.memos import DAY_FI, DAY_SV

HELSINKI = ZoneInfo("Europe/Helsinki")
PREVIEW_SECONDS, MOST_SECONDS = 2.0, 60.0
PLAN = "/organiser/new/plan/"
CITIES = ["Helsingfors", "Åbo", "Kuopio", "Tammerfors", "Rovaniemi", "Uleåborg", "Vasa"]
DAYS = {"day_fi": DAY_FI, "day_sv": DAY_SV}
NAMES = {"title_0": "Kuusikymmentä", "title_1": "Sextio", "short_title_0": "KUUSI", "short_title_1": "SEX"}


def planned(organiser: Organiser, stops: int, report: Report) -> str:
    """The slug of the published tour; its stops are a day apart, half of them before today."""
    fields = hidden(organiser.get(PLAN)) | NAMES | DAYS | {"lines": _lines(stops)}
    previews = [_timed(organiser, fields) for _round in range(3)]
    preview, took = previews[-1][0], max(seconds for _page, seconds in previews)
    assert preview.count(b'<th scope="row">') == stops, preview.decode()
    report.at_most(f"preview of a memo with {stops} stops, the slowest of three", took, PREVIEW_SECONDS, "s")
    begun = time.monotonic()
    page = organiser.send(PLAN, fields | hidden(preview) | {"create": "1"})
    slug = _made(organiser, page, begun + MOST_SECONDS)
    report.say(f"{stops} stops are made after", f"{time.monotonic() - begun:.1f} s", "told", met=True)
    begun = time.monotonic()
    organiser.post(f"/organiser/tours/{slug}/publish/", stops="on")
    report.say(f"{stops} stops are published after", f"{time.monotonic() - begun:.1f} s", "told", met=True)
    return slug


def _timed(organiser: Organiser, fields: dict[str, str]) -> tuple[bytes, float]:
    begun = time.monotonic()
    return organiser.send(PLAN, fields), time.monotonic() - begun


def _lines(stops: int) -> str:
    first = datetime.datetime.now(HELSINKI).date() - datetime.timedelta(days=stops // 2)
    days = (first + datetime.timedelta(days=number) for number in range(stops))
    return "\n".join(
        f"{day.day}.{day.month}.{day.year} {CITIES[number % len(CITIES)]}, Sali {number}"
        for number, day in enumerate(days)
    )


def _made(organiser: Organiser, page: bytes, deadline: float) -> str:
    """The tour's slug: on the page that a few stops lead to at once, or as soon as the job's page has it."""
    state = re.search(rb'data-url="(/organiser/work/[^"]+)"', page)
    while not (found := re.search(rb'="/organiser/tours/([^/"]+)/publish/"', page)):
        assert state, page.decode()
        assert time.monotonic() < deadline, page.decode()
        time.sleep(0.1)
        page = organiser.get(state[1].decode())
    return found[1].decode()
