"""A door whose network comes and goes: in a real browser, with answers held back, lost and refused."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from events.models import Event, Session
from registrations.models import Participation, Scan
from tests.checkin import cast
from tests.checkin.test_scanner import assert_fits, at_door

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NO_NETWORK = 10_000  # three tries with their pauses


@pytest.fixture
def session(transactional_db: None) -> Session:
    return cast.afternoon(cast.stop())


@pytest.fixture
def door(session: Session, site: str, context: BrowserContext) -> Page:
    return at_door(context, site, session)


def scan_in(route: Route) -> dict[str, Any]:
    return dict(route.request.post_data_json or {})


class Network:
    """Stands between page and server. `way` is asked what becomes of each scan; `sent` is what was sent."""

    def __init__(self, page: Page) -> None:
        self.sent: list[dict[str, Any]] = []
        self.way: Callable[[Route], object] = lambda route: route.abort()
        page.route("**/scan", self._pass)

    def _pass(self, route: Route) -> None:
        self.sent.append(scan_in(route))
        self.way(route)

    @property
    def ids(self) -> set[str]:
        return {scan["scan_id"] for scan in self.sent}


@pytest.fixture
def network(door: Page) -> Network:
    return Network(door)


def through(route: Route) -> None:
    route.continue_()


def lose(route: Route) -> None:
    """The server records it, the answer never comes."""
    route.fetch()
    route.abort()


def code_of(part: Participation) -> str:
    return part.registration.door_code


def enter(page: Page, code: str) -> None:
    page.get_by_label("Code of the ticket").fill(code)
    page.get_by_role("button", name="Check", exact=True).click()


def fail(page: Page, code: str) -> None:
    enter(page, code)
    expect(page.get_by_role("button", name="Try again")).to_be_visible(timeout=NO_NETWORK)
    expect(what(page)).to_have_text("No answer")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def what(page: Page) -> Any:
    return page.locator("dialog .what")


def waits(page: Page, count: int) -> None:
    shown = page.locator("#waiting")
    if count:
        expect(shown).to_contain_text(f"{count} waiting to send")
    else:
        expect(shown).to_be_hidden()
        assert page.evaluate("sessionStorage.getItem('unsent')") is None


def test_sending_is_said_at_once_and_goes_with_the_answer(
    session: Session, door: Page, network: Network
) -> None:
    held: list[Route] = []
    network.way = held.append
    enter(door, code_of(cast.registered(session)))
    expect(door.get_by_role("status").get_by_text("Sending …")).to_be_visible()
    assert_fits(door)
    held[0].continue_()
    expect(what(door)).to_have_text("Welcome")
    expect(door.locator(".sending b:visible")).to_have_count(0)


def test_a_code_typed_meanwhile_stays_in_its_field_and_is_next(
    session: Session, door: Page, network: Network
) -> None:
    first, second = (code_of(cast.registered(session, f"Guest {number}")) for number in (1, 2))
    held: list[Route] = []
    network.way = held.append
    enter(door, first)
    expect(door.locator("#sending b")).to_be_visible()
    enter(door, second)
    expect(door.get_by_label("Code of the ticket")).to_have_value(second)
    assert len(held) == 1
    network.way = through
    held[0].continue_()
    expect(door.locator("dialog .who")).to_have_text("Guest 1")
    expect(door.get_by_label("Code of the ticket", exact=True)).to_have_value(second)
    door.get_by_role("link", name="Next").click()
    expect(door.locator("dialog .who")).to_have_text("Guest 2")
    expect(door.locator("#code")).to_have_value("")


def test_trying_again_records_once_what_the_server_had_recorded(
    session: Session, door: Page, network: Network
) -> None:
    network.way = lose
    fail(door, code_of(cast.registered(session)))
    assert_fits(door)
    expect(door.locator("dialog")).to_contain_text("Let them in and tick the paper list.")
    assert Scan.objects.count() == 1
    network.way = through
    press(door, "Try again")
    expect(what(door)).to_have_text("Welcome")
    assert Scan.objects.count() == len(network.ids) == 1
    waits(door, 0)


def test_the_same_ticket_shown_once_more_is_the_scan_that_waits(
    session: Session, door: Page, network: Network
) -> None:
    code = code_of(cast.registered(session))
    network.way = lose
    fail(door, code)
    press(door, "Next")
    network.way = through
    enter(door, code)
    expect(what(door)).to_have_text("Welcome")
    assert Scan.objects.count() == len(network.ids) == 1


def test_a_second_person_comes_in_while_the_first_waits(
    session: Session, door: Page, network: Network
) -> None:
    first, second = (code_of(cast.registered(session, f"Guest {number}")) for number in (1, 2))
    network.way = lambda route: route.abort() if scan_in(route)["code"] == first else through(route)
    fail(door, first)
    press(door, "Next")
    waits(door, 1)
    enter(door, second)
    expect(door.locator("dialog .who")).to_have_text("Guest 2")
    door.get_by_role("link", name="Next").click()
    waits(door, 1)
    network.way = through
    press(door, "Send again")
    waits(door, 0)
    expect(what(door)).to_be_hidden()
    expect(door.locator("#latest")).to_contain_text("Guest 1 Welcome")
    expect(door.locator("#counter")).to_have_text("2 of 2 present")


def test_all_that_wait_are_sent_in_order_once_an_answer_has_come(
    session: Session, door: Page, network: Network
) -> None:
    codes = [code_of(cast.registered(session, f"Guest {number}")) for number in (1, 2, 3)]
    for code in codes[:2]:
        fail(door, code)
        press(door, "Next")
    waits(door, 2)
    assert_fits(door)
    network.way, network.sent = through, []
    enter(door, codes[2])
    expect(door.locator("dialog .who")).to_have_text("Guest 3")
    waits(door, 0)
    assert [scan["code"] for scan in network.sent] == [codes[2], codes[0], codes[1]]
    expect(door.locator("dialog .who")).to_have_text("Guest 3")


def test_a_reload_keeps_what_waits(session: Session, door: Page, network: Network) -> None:
    fail(door, code_of(cast.registered(session)))
    door.reload()
    waits(door, 1)
    expect(door.locator("#sending b")).to_be_hidden(timeout=NO_NETWORK)
    network.way = through
    press(door, "Send again")
    waits(door, 0)
    assert Scan.objects.count() == len(network.ids) == 1


def test_a_reload_in_the_middle_of_sending_loses_nothing(
    session: Session, door: Page, network: Network
) -> None:
    network.way = lambda route: None
    enter(door, code_of(cast.registered(session)))
    expect(door.locator("#sending b")).to_be_visible()
    network.way = through
    door.reload()
    expect(door.locator("#latest")).to_contain_text("Welcome")
    waits(door, 0)
    assert Scan.objects.count() == len(network.ids) == 1


def test_the_network_comes_back_and_all_is_sent_by_itself(
    session: Session, door: Page, context: BrowserContext
) -> None:
    first, second = (code_of(cast.registered(session, f"Guest {number}")) for number in (1, 2))
    context.set_offline(True)
    fail(door, first)
    press(door, "Next")
    fail(door, second)
    context.set_offline(False)
    expect(door.locator("dialog .who")).to_have_text("Guest 2")
    waits(door, 0)
    expect(door.locator("#latest")).to_contain_text("Guest 1 Welcome")
    assert Scan.objects.count() == 2


def test_who_is_not_let_in_by_a_late_scan_is_listed_with_a_way_to_decide(
    session: Session, door: Page, network: Network
) -> None:
    fail(door, code_of(cast.registered(session, "Veera Verkko", mode="online")))
    press(door, "Next")
    network.way = through
    press(door, "Send again")
    expect(door.locator("#look")).to_contain_text("Veera Verkko")
    waits(door, 0)
    assert_fits(door)
    door.get_by_role("link", name="Registered for the web").click()
    press(door, "Let in")
    expect(door.locator("h1.what")).to_have_text("Welcome")


@pytest.mark.parametrize(("status", "left"), [(429, 1), (503, 1), (409, 0), (404, 1), (403, 1)])
def test_only_a_final_answer_ends_the_waiting(
    session: Session, door: Page, network: Network, status: int, left: int
) -> None:
    fail(door, code_of(cast.registered(session)))
    press(door, "Next")
    network.way = lambda route: route.fulfill(status=status, json={"detail": "Closed."})
    press(door, "Send again")
    expect(door.locator("#sending b")).to_be_hidden(timeout=NO_NETWORK)
    waits(door, left)
    expect(door.locator("#look")).to_be_visible(visible=not left)


def test_another_networks_page_is_no_answer(session: Session, door: Page, network: Network) -> None:
    network.way = lambda route: route.fulfill(status=200, body="<h1>Welcome to the hotel</h1>")
    fail(door, code_of(cast.registered(session)))
    press(door, "Next")
    waits(door, 1)


def test_a_failed_undo_speaks_of_no_paper_list(session: Session, door: Page, network: Network) -> None:
    network.way = through
    enter(door, code_of(cast.registered(session)))
    expect(what(door)).to_have_text("Welcome")
    network.way = lose
    press(door, "Undo")
    expect(what(door)).to_have_text("No answer", timeout=NO_NETWORK)
    expect(door.locator("dialog")).not_to_contain_text("paper list")
    network.way = through
    press(door, "Try again")
    expect(what(door)).to_have_text("Undone")
    assert Scan.objects.filter(kind=Scan.Kind.UNDO).count() == 1


def test_the_phone_forgets_what_waits_when_the_event_is_over(
    session: Session, door: Page, network: Network
) -> None:
    fail(door, code_of(cast.registered(session)))
    Event.objects.update(date="2020-01-01")
    door.reload()
    expect(door.locator("h1")).to_have_text("This event is over")
    assert door.evaluate("sessionStorage.getItem('unsent')") is None
