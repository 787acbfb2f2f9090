"""A passkey in a real browser, with a virtual authenticator; and the pages about signing in, as they look and read."""

from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page

from events.models import User
from tests import world
from tests.harness.axe import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_password(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/accounts/login/?language=en")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(world.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def at(page: Page) -> str:
    return urlsplit(page.url).path


def sets_it_up(page: Page, site: str) -> list[str]:
    """From the account's page, by the password once more, to the recovery codes; what is wrong on the way."""
    page.get_by_role("link", name="My account").click()
    found = faults(page)
    page.get_by_role("link", name="Set up the app").click()
    found += faults(page)
    page.locator("[name=password]").fill(world.PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/steps/app/")
    found += faults(page)
    page.goto(f"{site}/accounts/steps/")
    page.get_by_role("link", name="Add a passkey").click()
    found += faults(page)
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery/")
    found += faults(page)
    page.get_by_role("link", name="I have written them down").click()
    return found + faults(page)


def test_somebody_sets_up_a_passkey_and_signs_in_with_it_alone(page: Page, site: str) -> None:
    email = world.member(world.organiser()).email
    control = page.context.new_cdp_session(page)
    control.send("WebAuthn.enable")
    control.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    with_password(page, site, email)
    page.wait_for_url("**/organiser/")
    User.objects.filter(email=email).update(language="en")
    page.reload()
    found = sets_it_up(page, site)
    assert Authenticator.objects.filter(user__email=email, type="webauthn").count() == 1
    page.context.clear_cookies()
    with_password(page, site, email)
    page.wait_for_url("**/steps/code/")
    found += faults(page)
    page.get_by_role("button", name="Sign in as somebody else").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/organiser/")
    assert not found, "\n".join(found)


def test_a_passkey_that_is_not_used_is_said_on_the_page(page: Page, site: str) -> None:
    page.goto(f"{site}/accounts/login/?language=en")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error()) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not used.").wait_for()
    assert at(page) == "/accounts/login/"
