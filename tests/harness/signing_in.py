"""Somebody of a team at the sign-in page of a real browser."""

from playwright.sync_api import Page

from events.models import User
from tests import world


def sign_in(page: Page, site: str, language: str) -> User:
    """The ministry's editor, who reads this language, on the desk's first page."""
    who = world.member(world.organiser())
    User.objects.filter(pk=who.pk).update(language=language)
    page.goto(f"{site}/organiser/")
    page.fill("input[name=login]", who.email)
    page.fill("input[name=password]", world.PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/organiser/")
    return who
