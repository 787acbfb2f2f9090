"""Somebody before a browser, who reads in one language and presses what is written there."""

import re
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect


class Reader:
    """All words are given as in the catalogue, in English, and looked for in the reader's language."""

    def __init__(self, page: Page, language: str, site: str) -> None:
        self.page, self.language, self.site = page, language, site

    def say(self, words: str, **values: Any) -> str:
        """The words of the catalogue in this reader's language, with `%(name)s` filled in."""
        with translation.override(self.language):
            return gettext(words) % values if values else gettext(words)

    def open(self, address: str) -> None:
        """A path of the site, or a whole address."""
        self.page.goto(address if "://" in address else self.site + address)

    def turn_to_own_language(self) -> None:
        """Use the page's language switch, unless the page is in the right language."""
        if self.page.locator("html").get_attribute("lang") != self.language:
            self.page.locator(f"header [lang={self.language}]").click()
        self.reads_own_language()

    def reads_own_language(self) -> None:
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)

    def follow(self, words: str, *, within: Locator | None = None, **values: Any) -> None:
        """A link by all of its words."""
        name = self.say(words, **values)
        (within or self.page.locator("body")).get_by_role("link", name=name, exact=True).click()

    def press(self, words: str, **values: Any) -> None:
        self.page.get_by_role("button", name=self.say(words, **values), exact=True).click()

    def write(self, label: str, text: str) -> None:
        """Into the field of this label, which may be marked as optional."""
        pattern = re.compile(rf"^\s*{re.escape(self.say(label))}\s*(\(.*\))?\s*$")
        self.page.get_by_label(pattern).fill(text)

    def choose(self, words: str, **values: Any) -> None:
        """A card of a group of choices."""
        self.choice(words, **values).click()

    def choice(self, words: str, **values: Any) -> Locator:
        name = self.page.get_by_text(self.say(words, **values), exact=True)
        return self.page.locator("label.choice").filter(has=name)

    def sees(self, words: str, *, within: str = "body", **values: Any) -> None:
        """Somewhere in the page, or in the given part of it."""
        expect(self.page.locator(within)).to_contain_text(self.say(words, **values))
