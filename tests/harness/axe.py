"""WCAG 2.1 A and AA, as far as a machine can tell."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}


def violations(page: Page) -> list[str]:
    """One line for each offending element: rule, where, and what to mend; empty when the page is clean."""
    return [
        f"{page.url} {found['id']} {' '.join(str(part) for part in node['target'])}: {found['help']}"
        for found in Axe().run(page, options=RULES).response["violations"]
        for node in found["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    found = violations(page)
    assert not found, "\n".join(found)
