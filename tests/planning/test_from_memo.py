"""In a browser, in Swedish: from the lines of the release to a published tour of seven stops and fourteen sessions."""

import time

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from events.models import Event, LogEntry, Session, Tour
from tests.harness.signing_in import sign_in
from tests.planning import cast
from tests.planning.memos import DAY_FI, DAY_SV, LIST_SV

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_CLICKS, MOST_SECONDS = 12, 60


class Hand:
    """Clicks, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def press(self, words: str) -> None:
        self._click(self.page.get_by_role("button", name=words, exact=True))

    def follow(self, words: str) -> None:
        self._click(self.page.get_by_role("link", name=words, exact=True))

    def _click(self, what: object) -> None:
        self.clicks += 1
        what.click()  # type: ignore[attr-defined]  # a locator


def fill(page: Page) -> None:
    """What stands in the release, in the boxes."""
    for box, text in {
        "title_0": cast.TITLE["fi"], "title_1": cast.TITLE["sv"], "short_title_0": "LAPE", "short_title_1": "LAPE",
        "lines": LIST_SV, "day_sv": DAY_SV, "day_fi": DAY_FI,
    }.items():  # fmt: skip
        page.fill(f"[name={box}]", text)


def test_the_tour_of_2016_from_its_release_to_published(context: BrowserContext, site: str) -> None:
    cast.cities()
    page = context.new_page()
    who, hand = sign_in(page, site, "sv"), Hand(page)
    started = time.monotonic()
    hand.follow("Ny turné från en promemoria")
    fill(page)
    hand.press("Förhandsgranska")
    rows = page.locator("table tbody tr")
    expect(rows).to_have_count(7)
    expect(rows.nth(6)).to_contain_text("Vasa universitet")
    expect(rows.nth(6)).to_contain_text("finska, svenska")
    assert not Tour.objects.exists()
    hand.press("Skapa turnén (7 orter, 14 delar)")
    expect(page.get_by_text("Turnén är skapad, med 7 orter.")).to_be_visible()
    hand.press("Publicera")
    expect(page.get_by_role("status")).to_be_visible()
    assert (hand.clicks <= MOST_CLICKS, time.monotonic() - started <= MOST_SECONDS) == (True, True)

    tour = Tour.objects.get()
    stops = list(tour.stops.select_related("venue").prefetch_related("sessions"))
    assert {tour.status, *(stop.status for stop in stops)} == {Tour.Status.PUBLISHED}
    assert [f"{stop.date.day}.{stop.date.month}." for stop in stops] == [
        line.split()[0] for line in LIST_SV.splitlines()
    ]
    assert (stops[6].languages, str(stops[6].venue.name.data["sv"] if stops[6].venue else "")) == (
        ["fi", "sv"],
        "Vasa universitet",
    )
    assert Session.objects.filter(event__in=stops).count() == 14
    assert [(each.admission, each.attendance, each.spoken_languages) for each in stops[6].sessions.all()] == [
        ("invitation", "in_person", ["fi", "sv"]),
        ("open", "mixed", ["fi", "sv"]),
    ]
    assert LogEntry.objects.filter(verb="publish", user=who.pk).count() == 1 + Event.objects.count()

    page.goto(f"{site}/organiser/tours/{tour.slug}/release/")
    released = page.get_by_label("svenska", exact=True).input_value()
    assert LIST_SV in released
    assert DAY_SV in released
