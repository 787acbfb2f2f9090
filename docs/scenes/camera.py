"""A running installation, who organises there, and a camera."""

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Error, Locator, Page

from tests.harness.served import Product

FOLDER = Path(__file__).parent.parent / "pictures"
COLOURS = 64
ABOVE = 16


@dataclass(frozen=True)
class Stage:
    """`given`: what docs/scenes/given.py told of the example."""

    product: Product
    browser: Browser
    given: dict[str, Any]

    def visitor(self, width: int = 1280, height: int = 800) -> Page:
        """A page of a browser of its own: a desk's, or with 320 a phone's."""
        return self.browser.new_page(
            viewport={"width": width, "height": height}, base_url=self.product.url, locale="en"
        )

    def signed_in(self, slug: str = "stm", width: int = 1280, height: int = 800) -> Page:
        page = self.visitor(width, height)
        page.goto("/organiser/")
        for field, value in zip(("login", "password"), self.given["logins"][slug], strict=True):
            page.fill(f"input[name={field}]", value)
        page.locator("main button").first.click()
        page.wait_for_url("**/organiser/")
        return page

    def tour(self, rest: str = "") -> str:
        return f"/organiser/tours/{self.given['tour']}/{rest}"

    def stop(self, city: str, rest: str = "") -> str:
        return f"/organiser/events/{self.given['stops'][city]}/{rest}"

    def afternoon(self, city: str, rest: str) -> str:
        return f"/organiser/sessions/{self.given['afternoons'][city]}/{rest}"


def shoot(page: Page, name: str, at: Locator | None = None, height: int = 0) -> None:
    """What stands in the window, with `at` at its top; so high, if a height is given."""
    size = page.viewport_size
    if height and size:
        page.set_viewport_size({"width": size["width"], "height": height})
    if at:
        above = f"(node.matches('main') ? 0 : {ABOVE})"
        at.evaluate(f"node => scrollTo(0, node.getBoundingClientRect().top + scrollY - {above})")
    image = Image.open(io.BytesIO(_taken(page))).convert("RGB")
    small = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(FOLDER / f"{name}.png", optimize=True)
    sys.stderr.write(f"{name}.png\n")
    if height and size:
        page.set_viewport_size(size)


def _taken(page: Page) -> bytes:
    """On a busy machine Chromium now and then gives no picture at first."""
    try:
        return page.screenshot(animations="disabled")
    except Error:
        page.wait_for_timeout(2000)
        return page.screenshot(animations="disabled")
