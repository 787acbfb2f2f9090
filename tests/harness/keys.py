"""Somebody without a mouse: goes through a page by Tab, and looks each time whether the focus can be seen."""

from typing import Any

from playwright.sync_api import ElementHandle, Locator, Page, expect

MOST_STEPS = 200
PARTS = 8
"""Tab stops inside one box at most: a day and a time have their parts, and a button for the calendar."""

_FOCUS = """wanted => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const shown = at.closest(".choice") ?? at, style = getComputedStyle(shown), box = shown.getBoundingClientRect();
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.visibility === "visible"
    && box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  window.visited ??= new Map();
  if (!visited.has(at)) visited.set(at, visited.size);
  return { seen, there: at === wanted, number: visited.get(at), what: at.outerHTML.slice(0, 160) };
}"""
_MISSED = """() => {
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const radios = new Set([...visited.keys()].filter(each => each.type === "radio").map(each => each.name));
  return [...document.querySelectorAll(kinds)]
    .filter(each => each.checkVisibility({ visibilityProperty: true }) && !each.disabled && !visited.has(each))
    .filter(each => each.type !== "radio" || !radios.has(each.name))
    .map(each => each.outerHTML.slice(0, 160));
}"""
_OUT_OF_REACH = """() => {
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [onclick], [role=button]";
  const found = [], before = document.activeElement, at = [scrollX, scrollY];
  for (const each of document.querySelectorAll(kinds)) {
    if (!each.checkVisibility({ visibilityProperty: true }) || each.disabled || each.closest("[aria-hidden=true]")) continue;
    if (each.tabIndex > 0) found.push(["goes before its turn", each]);
    if (each.tabIndex < 0 && each.matches("h1, main, [role=alert], [role=status]")) continue;
    each.focus();
    const shown = each.closest(".choice") ?? each, style = getComputedStyle(shown);
    if (each.tabIndex < 0 || document.activeElement !== each) found.push(["is out of reach of the keys", each]);
    else if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) found.push(["shows no focus", each]);
  }
  before?.focus?.(); if (before === document.body) document.activeElement?.blur(); scrollTo(...at);
  return found.map(([what, each]) => each.outerHTML.slice(0, 120) + " " + what);
}"""


def out_of_reach(page: Page) -> list[str]:
    """What of the open page cannot be used by keys alone, or does not show when it has the focus."""
    return [f"{page.url} {fault}" for fault in page.evaluate(_OUT_OF_REACH)]


class Keys:
    """The keyboard of a page; every step asserts that the focus is visible and has moved on."""

    def __init__(self, page: Page) -> None:
        self.page, self.press, self.write = page, page.keyboard.press, page.keyboard.type
        self._last, self._stayed = -1, 0

    def step(self, key: str = "Tab", wanted: ElementHandle | None = None) -> Any:
        """What has the focus after the key: its `number` in the order of the first visits; None outside the page."""
        self.press(key)
        found = self.page.evaluate(_FOCUS, wanted)
        if found:
            assert found["seen"], f"nobody sees the focus at {found['what']}"
            self._stayed = self._stayed + 1 if found["number"] == self._last else 0
            assert self._stayed < PARTS, f"trapped at {found['what']}"
            self._last = found["number"]
        return found

    def to(self, wanted: Locator, key: str = "Tab") -> None:
        """Go on until the focus is there."""
        element, passed = wanted.element_handle(), 0
        while not ((found := self.step(key, element)) and found["there"]):
            passed += 1
            assert passed < MOST_STEPS, f"{wanted} is not reached by {key}"

    def enter(self, wanted: Locator, key: str = "Enter") -> None:
        """Go to a link or a button and press it; returns on the next page."""
        self.to(wanted)
        with self.page.expect_navigation():
            self.press(key)
        self._last = -1

    def write_in(self, label: str, text: str) -> None:
        self.to(self.page.get_by_label(label, exact=True))
        self.write(text)

    def all_round(self) -> None:
        """Once through the whole page to where it began: everything that can be worked is met and left again."""
        first = at = self.step()
        for _step in range(MOST_STEPS):
            before, at = at, self.step()
            if at and at != before and at["number"] == first["number"]:
                break
        else:
            raise AssertionError(f"no end of the page: {at}")
        missed = self.page.evaluate(_MISSED)
        assert not missed, "not reached by Tab:\n" + "\n".join(missed)

    def skip(self) -> None:
        """The first stop of a page that was just opened leads past its head."""
        link, main = self.page.locator("a.skip"), self.page.locator("main")
        self.to(link)
        self.press("Enter")
        expect(main).to_be_focused()
        self.step()
        assert main.evaluate("main => main.contains(document.activeElement)"), "it skips nothing"
