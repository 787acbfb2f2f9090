"""The viewer's hour: too early → opens → live → address replaced → shown on the page → over."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Request, Route, expect

from events.actors import SYSTEM
from events.models import Session
from tests.harness.browser import Strangers
from tests.webcast.cast import afternoon, registered, stream
from webcast import actions
from webcast.addresses import read
from webcast.models import Presence, Stream

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMBED = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
MINUTE = datetime.timedelta(minutes=1)


def starts_in(session: Session, minutes: float) -> None:
    """Move the whole day so that the session starts so soon: what a browser sees is today's clock."""
    now = timezone.now()
    start = now + minutes * MINUTE
    Session.objects.filter(pk=session.pk).update(starts_at=start, ends_at=start + 60 * MINUTE)


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Every address that the page asks for; the video service answers from here."""
    urls: list[str] = []

    def note(request: Request) -> None:
        urls.append(request.url)

    def answer(route: Route) -> None:
        route.fulfill(content_type="text/html", body="<title>Video</title><p>The film</p>")

    page.on("request", note)
    page.context.route("https://www.youtube-nocookie.com/**", answer)
    return urls


def pass_by(page: Page, seconds: int) -> None:
    """Let the page's clock run, and its questions be answered; a state may be five seconds old."""
    for _ in range(seconds // 30):
        page.clock.run_for(30_000)
        page.wait_for_timeout(400)


def until(page: Page, sentence: str) -> None:
    for _ in range(20):
        if sentence in page.get_by_role("status").inner_text():
            return
        pass_by(page, 30)
        page.wait_for_timeout(700)
    expect(page.get_by_role("status")).to_contain_text(sentence)


def test_the_viewers_hour(page: Page, site: str, asked: list[str], strangers: Strangers) -> None:
    session = afternoon()
    first = stream(session, url="https://zoom.us/j/91234567890")
    letter = f"{site}/en/watch/{session.uuid}/?r={registered(session)}"
    starts_in(session, 60)
    page.clock.install()

    too_early(page, letter)
    starts_in(session, 10)
    until(page, "The webcast is open")
    expect(page.get_by_role("button", name="Open the webcast")).to_be_visible()
    page.get_by_label("How many are watching").fill("4")
    starts_in(session, -5)
    until(page, "The session is going on now")
    expect(page.get_by_label("How many are watching")).to_have_value("4")
    assert not Presence.objects.exists()

    actions.change_stream(SYSTEM, Stream.objects.get(pk=first.pk), read("https://youtu.be/dQw4w9WgXcQ"))
    hears_of_the_new_address(page)
    assert {url for url in asked if not url.startswith(site)} == set()
    page.get_by_role("button", name="Show the webcast here").click()
    expect(page.frame_locator("iframe").get_by_text("The film")).to_be_visible()
    assert {url for url in asked if not url.startswith((site, "data:"))} == {EMBED}
    seconds_are_counted(page)

    starts_in(session, -100)
    until(page, "This session is over")
    expect(page.locator("iframe")).to_have_count(0)
    seconds = Presence.objects.get().seconds
    pass_by(page, 120)
    assert Presence.objects.get().seconds == seconds
    strangers.urls.remove(EMBED)


def too_early(page: Page, letter: str) -> None:
    page.goto(letter)
    expect(page.get_by_role("status")).to_contain_text("The webcast opens")
    expect(page.get_by_role("button", name="Open the webcast")).to_have_count(0)
    page.get_by_text("Test whether it works here").click()
    expect(page.get_by_text("This page follows the webcast by itself")).to_be_visible()
    expect(page.get_by_text("Scripts are off")).to_be_hidden()


def hears_of_the_new_address(page: Page) -> None:
    told = page.get_by_text("The organiser changed the address")
    for _ in range(20):
        if told.count():
            return
        pass_by(page, 30)
    expect(told).to_be_visible()


def seconds_are_counted(page: Page) -> None:
    """A minute and a half at a page that shows the film, for the four people whom it names."""
    row = Presence.objects.get()
    assert (row.people, row.seconds, row.participation) == (4, 0, None)
    Presence.objects.update(joined_at=row.joined_at - 2 * MINUTE, last_seen_at=row.joined_at - MINUTE)
    pass_by(page, 90)
    row.refresh_from_db()
    assert (60 <= row.seconds <= 90, row.people) == (True, 4)
