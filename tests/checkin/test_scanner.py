"""The scanner in a real browser, before a camera that plays a film of QR codes."""

import io
import re
import time
from pathlib import Path

import pytest
import qrcode
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from events.models import Event, Session
from registrations.checkin import devices
from registrations.models import Participation, Scan
from tests.checkin import cast
from tests.harness.axe import assert_accessible
from tests.harness.browser import Camera
from tests.harness.camera import film

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 320, "height": 640}


@pytest.fixture
def event(transactional_db: None) -> Event:
    return cast.stop()


def qr(part: Participation) -> bytes:
    """What the letter shows: capitals, so that the code is alphanumeric; error correction M, border 4."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=8, border=4)
    code.add_data(f"HTTPS://KIERTUE.EXAMPLE.ORG/T/{part.registration.ticket_token}")
    file = io.BytesIO()
    code.make_image().save(file)
    return file.getvalue()


def at_door(context: BrowserContext, site: str, session: Session) -> Page:
    """A page of a phone in use, at the door of the session."""
    device = cast.device(session.event)
    context.add_cookies(
        [{"name": devices.COOKIE, "value": device.token, "url": f"{site}/checkin/", "sameSite": "Strict"}]
    )
    page = context.new_page()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a ViewportSize
    page.goto(f"{site}/checkin/{session.uuid}/")
    return page


def test_a_code_before_the_camera_is_green_with_a_name_in_three_seconds(
    site: str, event: Event, camera: Camera, tmp_path: Path
) -> None:
    session = cast.afternoon(event)
    part = cast.registered(session)
    page = at_door(camera(film(tmp_path / "film", [qr(part)])), site, session)
    page.wait_for_selector("#scanner:not([hidden])")
    started = time.monotonic()
    expect(page.locator("dialog .what")).to_have_text("Welcome", timeout=8000)
    assert time.monotonic() - started < 3
    expect(page.locator("dialog .who")).to_have_text("Elle-Máret Näkkäläjärvi")
    expect(page.locator("#counter")).to_have_text("1 of 1 present")
    assert_accessible(page)
    page.wait_for_timeout(3500)
    expect(page.locator("dialog .what")).to_have_text("Welcome")
    assert Scan.objects.count() == 1
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("dialog .what")).to_have_text("Undone")
    part.refresh_from_db()
    assert part.attended_at is None


def test_after_a_bad_code_the_scanner_goes_on(
    site: str, event: Event, camera: Camera, tmp_path: Path
) -> None:
    session = cast.afternoon(event)
    stranger = cast.registered(cast.afternoon(cast.stop(3, city="oulu")), "Somebody Else")
    guest = cast.registered(session)
    page = at_door(camera(film(tmp_path / "film", [qr(stranger), qr(guest)])), site, session)
    what = page.locator("dialog .what")
    expect(what).to_have_text("Another event", timeout=8000)
    assert_accessible(page)
    expect(what).to_have_text(re.compile("Welcome|Already in"), timeout=8000)
    guest.refresh_from_db()
    assert guest.attended_at


def test_a_verdict_that_asks_waits_for_its_answer(
    site: str, event: Event, camera: Camera, tmp_path: Path
) -> None:
    session = cast.afternoon(event)
    web, guest = cast.registered(session, mode="online"), cast.registered(session, "Matti Meikäläinen")
    page = at_door(camera(film(tmp_path / "film", [qr(web), qr(guest)])), site, session)
    what = page.locator("dialog .what")
    expect(what).to_have_text("Registered for the web", timeout=8000)
    assert_accessible(page)
    page.wait_for_timeout(3500)
    expect(what).to_have_text("Registered for the web")
    with page.expect_response("**/scan") as answer:
        page.get_by_role("button", name="Let in").click()
    assert answer.value.json()["kind"] == "welcome"
    expect(page.locator("dialog .who")).to_have_text("Matti Meikäläinen", timeout=8000)
    web.refresh_from_db()
    assert (web.mode, bool(web.attended_at)) == ("in_person", True)


def test_a_typed_code_needs_no_camera_and_no_script(
    site: str, event: Event, new_context: CreateContextCallback
) -> None:
    session = cast.afternoon(event)
    part = cast.registered(session)
    context = new_context(java_script_enabled=False)
    page = at_door(context, site, session)
    page.get_by_label("Code of the ticket").fill(part.registration.door_code)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("h1.what")).to_have_text("Welcome")
    page.get_by_role("link", name="Next").click()
    page.get_by_label("Name").fill("nakka")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Elle-Máret").click()
    expect(page.locator("h1.what")).to_have_text("Already in")


def test_every_page_of_a_door_is_accessible_at_320_px(
    site: str, event: Event, context: BrowserContext
) -> None:
    session = cast.afternoon(event)
    part = cast.registered(session)
    claim = devices.create_claim(devices.DEVICE, event=event, name="Door B")
    page = context.new_page()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a ViewportSize
    for path in (
        "/checkin/",
        f"/checkin/claim/{claim.token}/",
        "/checkin/claim/AAAA/",
        f"/T/{part.registration.ticket_token}",
    ):
        page.goto(site + path)
        assert_fits(page)
    page = at_door(context, site, session)
    assert_fits(page)
    page.get_by_label("Name").fill("elle")
    page.get_by_role("button", name="Search").click()
    assert_fits(page)
    page.get_by_role("link", name="Elle-Máret").click()
    assert_fits(page)
    page.goto(f"{site}/checkin/")
    assert_fits(page)


def assert_fits(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url


def test_a_hardware_scanner_goes_on_typing(site: str, event: Event, context: BrowserContext) -> None:
    session = cast.afternoon(event)
    codes = [cast.registered(session, f"Guest {number}").registration.door_code for number in (1, 2)]
    page = at_door(context, site, session)
    page.get_by_label("Code of the ticket").focus()
    for number, code in enumerate(codes, 1):
        page.keyboard.type(f"{code}\n")
        expect(page.locator("dialog .who")).to_have_text(f"Guest {number}")
    page.keyboard.press("Enter")
    expect(page.locator("dialog .what")).to_have_text("Welcome")
    expect(page.locator("#counter")).to_have_text("2 of 2 present")


def test_a_lost_answer_is_asked_for_again_and_counted_once(
    site: str, event: Event, context: BrowserContext
) -> None:
    session = cast.afternoon(event)
    part = cast.registered(session)
    page = at_door(context, site, session)
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/scan", lose_the_first)
    page.get_by_label("Code of the ticket").fill(part.registration.door_code)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("dialog .what")).to_have_text("Welcome")
    assert lost == [200]
    assert Scan.objects.count() == 1
