"""Somebody asks while the webcast plays on; the moderator takes it up; the viewers read it. In real browsers."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from events.actors import SYSTEM
from events.models import Event, Session, User
from tests import world
from tests.harness.axe import assert_accessible
from tests.harness.browser import Strangers
from tests.webcast.cast import afternoon, asked, registered, stream
from webcast import questions
from webcast.actions import take_questions
from webcast.models import AudienceQuestion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VIDEO = "https://youtu.be/dQw4w9WgXcQ"
FILM = "https://www.youtube-nocookie.com/**"
TEXT = "Who pays for the rehabilitation?"


def rehearsed() -> Session:
    session = afternoon()
    stream(session, url=VIDEO)
    take_questions(SYSTEM, session)
    Event.objects.filter(pk=session.event_id).update(rehearsing_since=timezone.now())
    return session


@pytest.fixture
def podium(browser: Browser, site: str) -> Iterator[Page]:
    """The moderator's phone."""
    member = world.member(world.organiser())
    User.objects.filter(pk=member.pk).update(language="en")
    client = Client()
    client.force_login(member)
    name = settings.SESSION_COOKIE_NAME
    context: BrowserContext = browser.new_context(viewport={"width": 320, "height": 640})
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def nothing_is_kept(page: Page) -> None:
    """A state may be five seconds old in the browser's cache, which is off where requests are looked at."""
    page.context.route("**/*", lambda route: route.continue_())


def wait_for(page: Page, text: str) -> None:
    """Let quarters of a minute pass."""
    for _ in range(12):
        if page.get_by_text(text).count():
            return
        page.clock.run_for(20_000)
        page.wait_for_timeout(700)
    expect(page.get_by_text(text)).to_be_visible()


def test_a_question_goes_to_the_podium_and_back_while_the_webcast_plays_on(
    page: Page, podium: Page, site: str, strangers: Strangers
) -> None:
    session = rehearsed()
    page.context.route(FILM, lambda route: route.fulfill(content_type="text/html", body="<p>The film</p>"))
    page.clock.install()
    podium.clock.install()
    podium.goto(f"{site}/organiser/sessions/{session.uuid}/webcast/questions/")
    page.goto(f"{site}/en/watch/{session.uuid}/?r={registered(session)}")
    page.get_by_role("button", name="Show the webcast here").click()
    page.evaluate("window.same = true")
    asks(page)

    wait_for(podium, TEXT)
    expect(podium.get_by_text("Viivi Viewer: the name may be said")).to_be_visible()
    podium.evaluate("window.same = true")
    podium.get_by_role("button", name="Take up").click()
    expect(podium.locator(".questions .now")).to_contain_text(TEXT)
    assert podium.evaluate("window.same && document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(podium)

    page.get_by_label("Your question").fill("And another")
    wait_for(page, TEXT)
    expect(page.get_by_label("Your question")).to_have_value("And another")
    expect(page.locator("#asked .now")).to_contain_text(TEXT)
    assert_accessible(page)
    expect(page.frame_locator("iframe").get_by_text("The film")).to_be_visible()
    assert page.evaluate("window.same"), "the page was never left"

    questions.move(SYSTEM, AudienceQuestion.objects.get(), "answered")
    podium.set_viewport_size({"width": 320, "height": 300})
    podium.get_by_role("button", name="Put back").click()
    expect(podium.get_by_role("alert")).to_contain_text("Its state is now: Answered.")
    expect(podium.get_by_role("alert")).to_be_in_viewport()
    assert podium.evaluate("window.same && document.documentElement.scrollWidth <= innerWidth")
    assert AudienceQuestion.objects.get().state == "answered"
    strangers.urls.clear()


def taken_up(session: Session, text: str) -> AudienceQuestion:
    return questions.move(SYSTEM, asked(session, text), "taken_up")


def until_the_list_is_not(page: Page, mark: str | None) -> None:
    """A list with another mark than this one has been fetched."""
    for _ in range(12):
        if page.locator("#asked").get_attribute("data-asked") != mark:
            return
        page.clock.run_for(20_000)
        page.wait_for_timeout(700)
    expect(page.locator("#asked")).not_to_have_attribute("data-asked", str(mark))


def test_a_viewers_page_fetches_the_list_alone_and_tells_only_what_is_new(page: Page, site: str) -> None:
    session = Session.objects.whole().get(pk=rehearsed().pk)
    taken_up(session, TEXT)
    token = registered(session)
    page.clock.install()
    page.goto(f"{site}/en/watch/{session.uuid}/?r={token}")
    expect(page.locator("#asked .now")).to_contain_text(TEXT)
    expect(page.locator("#asked[aria-live]")).to_have_count(0)
    expect(page.locator("#news")).to_have_text("")
    pages: list[str] = []
    page.on("request", lambda request: pages.append(request.url))

    taken_up(session, "And who decides?")
    wait_for(page, "And who decides?")
    expect(page.locator("#asked .now")).to_have_count(2)
    expect(page.locator("#news p")).to_have_text("And who decides?")
    assert_accessible(page)

    page.evaluate("window.first = document.querySelector('#asked li')")
    mark = page.locator("#asked").get_attribute("data-asked")
    questions.move(SYSTEM, taken_up(session, "Taken back at once"), "left_out")
    until_the_list_is_not(page, mark)
    assert page.evaluate("document.contains(window.first)"), "a list that reads the same stays as it is"

    assert f"{site}/en/watch/{session.uuid}/asked?r={token}" in pages
    assert not [url for url in pages if url.startswith(f"{site}/en/watch/{session.uuid}/?")]


def asks(page: Page) -> None:
    """First nothing, then what is kept under the name."""
    page.clock.run_for(3_000)
    page.wait_for_timeout(2_100)  # quicker than a hand is a machine
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Your question").fill(TEXT)
    page.get_by_label("My name may be said").check()
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("status").filter(has_text="has gone to the moderator")).to_be_focused()
    expect(page.get_by_label("Your question")).to_have_value("")
    row = AudienceQuestion.objects.get()
    assert (row.text, row.name) == (TEXT, "Viivi Viewer")
