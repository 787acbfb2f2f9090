"""Keys alone: a tour from a memo to published, somebody found, and a session held online; no hand on a mouse.

The work is done at 320 px, and begins in English, goes on in Swedish and ends in Finnish; each page that is gone through
whole is gone through at 1280 px too.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext
from playwright.sync_api import BrowserContext, Page, expect

from events.models import Event, Session, User
from registrations.models import Participation
from tests import world
from tests.harness.keys import Keys

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINES = "10.6. Oulu, Oulun kaupunginkirjasto\n11.6. Vaasa, Vaasan yliopisto"
WIDTHS = (1280, 320)
DAY = "13.00-16.00 %s (kan även ses som webbsändning)"


@pytest.fixture
def page(db: None, context: BrowserContext, site: str) -> Page:
    """The desk of somebody who may begin tours, in English."""
    for city in ("oulu", "vaasa"):
        world.venue(city)
    who, client = world.member(world.organiser()), Client()
    who.language = "en"
    who.save()
    client.force_login(who)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{site}/organiser/")
    return page


def test_a_tour_is_planned_and_a_session_held_online_by_keys_alone(page: Page) -> None:
    keys = Keys(page)
    keys.skip()
    all_round(keys)
    with in_their("en", page):
        plan(keys)
    with in_their("sv", page):
        publish(keys)
        add_somebody(keys)
    with in_their("fi", page):
        hold_online(keys)
    session = Session.objects.get(event__slug="lape-2027-oulu")
    assert (session.attendance, Participation.objects.get().mode) == ("online", "online")


@contextmanager
def in_their(language: str, page: Page) -> Iterator[None]:
    """The same page, and those that follow, in another language of the organiser's."""
    User.objects.update(language=language)
    page.reload()
    with translation.override(language):
        yield


def all_round(keys: Keys) -> None:
    """Once through the whole page, wide and narrow."""
    for width in WIDTHS:
        keys.page.set_viewport_size({"width": width, "height": 800})
        keys.page.evaluate("window.visited = undefined")
        keys.all_round()


def link(keys: Keys, words: str) -> None:
    keys.enter(keys.page.get_by_role("link", name=gettext(words), exact=True).first)


def button(keys: Keys, words: str, key: str = "Enter") -> None:
    keys.enter(keys.page.get_by_role("button", name=gettext(words), exact=True), key)


def says(keys: Keys, words: str) -> None:
    expect(keys.page.get_by_text(gettext(words))).to_be_visible()


def stop(keys: Keys) -> None:
    keys.enter(keys.page.locator("main a[href='/organiser/events/lape-2027-oulu/']").first)


def plan(keys: Keys) -> None:
    link(keys, "New tour from a memo")
    all_round(keys)
    for box, text in {
        "title_0": "Kiertue", "title_1": "Turné", "short_title_0": "LAPE", "short_title_1": "LAPE",
        "lines": LINES, "year": "2026", "day_fi": DAY % "Iltapäivä", "day_sv": DAY % "Eftermiddag",
    }.items():  # fmt: skip
        keys.to(keys.page.locator(f"[name={box}]"))
        keys.write(text)
        if box == "year":
            keys.press("ArrowUp")
    button(keys, "Preview", "Space")
    all_round(keys)
    mend = keys.page.locator("summary")
    keys.to(mend)
    keys.press("Enter")
    keys.to(keys.page.locator("[name=lines]"))
    keys.to(mend, "Shift+Tab")
    keys.press("Space")
    assert not Event.objects.exists()
    button(keys, "Create the tour (2 stops, 2 sessions)")
    says(keys, "The tour is made, with 2 stops.")


def publish(keys: Keys) -> None:
    all_round(keys)
    labels = ("Publish its stop too", "Publish its %(stops)s stops too")
    stops = keys.page.get_by_label(ngettext(*labels, 2) % {"stops": 2})
    keys.to(stops)
    keys.press("Space")
    expect(stops).not_to_be_checked()
    keys.press("Space")
    expect(stops).to_be_checked()
    button(keys, "Publish")
    says(keys, "It is published.")
    assert set(Event.objects.values_list("status", flat=True)) == {"published"}


def add_somebody(keys: Keys) -> None:
    """Found by the search of the page's head; a part is chosen by the arrows."""
    find = keys.page.get_by_role("searchbox")
    keys.to(find)
    keys.write("uleåborg")
    with keys.page.expect_navigation():
        keys.press("Enter")
    all_round(keys)
    stop(keys)
    all_round(keys)
    link(keys, "Participants")
    link(keys, "Add a participant")
    keys.to(keys.page.locator("[name=name]"))
    keys.write("Pekka Puhelin")
    keys.to(keys.page.locator("[name=way]").first)
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    expect(keys.page.locator("[name=way]").first).to_be_checked()
    button(keys, "Add the participant")
    says(keys, "The participant is added.")


def hold_online(keys: Keys) -> None:
    """What it means is read before it is done."""
    keys.enter(keys.page.locator("main a[href$='/participants/']").first)
    link(keys, "Overview")
    link(keys, "Hold it online")
    says(keys, "Nothing is done yet.")
    all_round(keys)
    keys.to(keys.page.locator("[name=message_0]"))
    keys.write("Junat eivät kulje.")
    button(keys, "See it again")
    button(keys, "Hold it online")
    says(keys, "It is held on the web only.")
