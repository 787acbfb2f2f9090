"""The house's own pages, looked at in a browser."""

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.harness.axe import assert_accessible


def test_robots_may_read_the_calendars_and_nothing_personal(visitor: Client) -> None:
    lines = visitor.get("/robots.txt").content.decode().splitlines()
    assert "Allow: /calendar/" in lines
    assert {f"Disallow: {path}" for path in ("/organiser/", "/T/", "/*/my/", "/*/join/")} <= set(lines)


@pytest.mark.parametrize(
    ("address", "kind"),
    [("/favicon.ico", "image/svg+xml"), ("/manifest.webmanifest", "application/manifest+json")],
)
def test_browsers_find_the_files_they_ask_for(visitor: Client, address: str, kind: str) -> None:
    answer = visitor.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [320, 1280])
def test_the_houses_pages_are_accessible_and_fit(site: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for address in ("/fi/accessibility/", "/sv/privacy/", "/en/nowhere/", "/fi/probe/ask/"):
        page.goto(site + address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_enter_sends_the_form_and_the_switch_keeps_it(site: str, page: Page) -> None:
    page.goto(f"{site}/fi/probe/ask/")
    page.fill("#id_name", "Åsa")
    page.press("#id_name", "Enter")
    page.wait_for_selector("#errors")
    assert page.url == f"{site}/fi/probe/ask/"
    assert page.evaluate("document.activeElement.id") == "errors"
    page.click("button[value=sv]")
    page.wait_for_url(f"{site}/sv/probe/ask/")
    assert page.input_value("#id_name") == "Åsa"
    assert not page.query_selector("#errors")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_form_behind_a_token_can_be_sent(site: str, page: Page) -> None:
    page.goto(f"{site}/fi/probe/answered/ABCDEFGHIJKLMNOPQRSTUVWX27/")
    with page.expect_navigation() as sent:
        page.click("main button")
    assert sent.value.status == 200
