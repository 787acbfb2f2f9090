"""WCAG 2.1 A and AA, as far as a machine can tell."""

from functools import cache

from playwright.sync_api import Page

from tests.harness.bring import NODE_DIR
from tests.harness.keys import out_of_reach

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
    "preload": False,  # of films and style sheets, for rules that are off or about films: we have none
}
WIDTHS = (320, 1280)


def faults(page: Page) -> list[str]:
    """What is wrong with the open page at each width: wider than that, out of the keys' reach, what axe finds."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{page.url} is {wide} px wide at {width}"] if wide > width else []
        found += [f"at {width}: {fault}" for fault in (*violations(page), *out_of_reach(page))]
    return found


@cache
def axe() -> str:
    return (NODE_DIR / "node_modules" / "axe-core" / "axe.min.js").read_text()


def violations(page: Page) -> list[str]:
    """One line for each offending element: rule, where, and what to mend; empty when the page is clean."""
    if not page.evaluate("'axe' in window"):  # half a megabyte, once for each page
        page.evaluate(axe())
    found = page.evaluate("rules => axe.run(rules)", RULES)
    return [
        f"{page.url} {fault['id']} {' '.join(str(part) for part in node['target'])}: {fault['help']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    found = violations(page)
    assert not found, "\n".join(found)
