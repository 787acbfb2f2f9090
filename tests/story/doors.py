"""What a phone at a door sees."""

import re

from playwright.sync_api import expect

from tests.story.reader import Reader
from tests.story.stage import Stop

SEEN_WITHIN = 10_000  # ms; the first look starts the camera and the decoder


def claim(phone: Reader, link: str, stop: Stop) -> None:
    """Open the link, choose the language, stand at the afternoon's door."""
    phone.open(link)
    phone.page.locator(f"input[name=language][value={phone.language}]").check()
    phone.page.locator("main form button").click()
    phone.page.locator(f'a[href="/checkin/{stop.afternoon}/"]').click()
    phone.reads_own_language()
    phone.sees("Rehearsal – nothing is counted")


def says(phone: Reader, heading: str, colour: str, name: str) -> None:
    """The whole screen in one colour, with words."""
    expect(phone.page.locator("dialog .what")).to_have_text(phone.say(heading), timeout=SEEN_WITHIN)
    expect(phone.page.locator("dialog .screen")).to_have_class(re.compile(rf"\b{colour}\b"))
    expect(phone.page.locator("dialog .who")).to_have_text(name)


def next_one(phone: Reader) -> None:
    phone.page.locator("dialog [data-close]").click()
    expect(phone.page.locator("dialog")).to_be_hidden()


def type_code(phone: Reader, code: str) -> None:
    phone.write("Code of the ticket", code)
    phone.press("Check")


def undo(phone: Reader) -> None:
    phone.press("Undo")
    expect(phone.page.locator("dialog .what")).to_have_text(phone.say("Undone"))
