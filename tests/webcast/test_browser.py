"""The watch page in a real browser, under our own policy."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from events.actors import SYSTEM
from events.models import Event, Session
from tests.harness.axe import assert_accessible
from tests.webcast.cast import afternoon, registered, stream
from webcast.actions import take_questions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Service(BaseHTTPRequestHandler):
    """Somebody else's meeting service. It sends everybody on to yet another host, as such services do."""

    asked: list[tuple[str, str | None]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Referer"]))
        self.send_response(302 if self.path.startswith("/meet") else 200)
        self.send_header("Location", f"http://localhost:{self.headers['Host'].partition(':')[2]}/room")
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>The meeting</title>")

    def log_message(self, *what: object) -> None:
        """Nothing on the tests' own output."""


@pytest.fixture
def service() -> Iterator[str]:
    """The address of a meeting."""
    Service.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/meet/19%3asecret?p=1;2&q='ä'"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(java_script_enabled=request.param)
    yield context
    context.close()


def begin(session: Session) -> None:
    """Rehearse: the gate opens at once."""
    Event.objects.filter(pk=session.event_id).update(rehearsing_since=timezone.now())


def wait_for(page: Page, button: Locator) -> None:
    """Let quarters of a minute pass; a state may be as old as its five seconds in the browser's cache."""
    for _ in range(10):
        if button.count():
            return
        page.clock.run_for(20_000)
        page.wait_for_timeout(1000)


def test_the_button_opens_the_meeting_beside(reader: BrowserContext, service: str, site: str) -> None:
    session = afternoon()
    stream(session, url=service)
    token = registered(session)
    begin(session)
    page = reader.new_page()
    page.goto(f"{site}/en/watch/{session.uuid}/?r={token}")
    with reader.expect_page() as opened:
        page.get_by_role("button", name="Open the webcast").click()
    expect(opened.value).to_have_title("The meeting")
    assert page.url.endswith(f"/watch/{session.uuid}/?r={token}")
    path, referrer = Service.asked[0]
    assert path == "/meet/19%3asecret?p=1;2&q=%27%C3%A4%27"
    assert referrer is None


def test_the_page_shows_the_button_by_itself_when_the_gate_opens(page: Page, service: str, site: str) -> None:
    session = afternoon()
    stream(session, url=service)
    token = registered(session)
    page.clock.install()
    page.goto(f"{site}/en/watch/{session.uuid}/?r={token}")
    page.get_by_role("link", name="Check again").focus()
    button = page.get_by_role("button", name="Open the webcast")
    expect(button).to_have_count(0)
    begin(session)
    wait_for(page, button)
    expect(button).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("The session is going on now.")
    with page.context.expect_page() as opened:
        button.click()
    expect(opened.value).to_have_title("The meeting")


@pytest.mark.parametrize("width", [320, 1280])
def test_every_state_of_the_page_can_be_read_by_everybody(page: Page, site: str, width: int) -> None:
    session = afternoon()
    page.set_viewport_size({"width": width, "height": 800})
    for token in ("", registered(session)):
        for prepare in (
            lambda: None, lambda: stream(session), lambda: begin(session), lambda: take_questions(SYSTEM, session)
        ):  # fmt: skip
            prepare()
            page.goto(f"{site}/en/watch/{session.uuid}/?r={token}")
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
