"""What the manuals show and name is there: pictures, addresses, words of the screen."""

import re
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve
from django.utils.translation import override

from tests.house.source import ROOT
from tests.house.test_catalogues import entries

DOCS, GUIDE = ROOT / "docs", ROOT / "docs" / "organiser-guide.md"
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+\.png)\)")
ADDRESS = re.compile(r"`(/[^`\s]*)`")
WORDS = re.compile(r"\*\*([^*]+)\*\*")
SAMPLES = {"<tour>": "x", "<stop>": "x", "<session>": "00000000-0000-0000-0000-000000000000"}
MOST_BYTES = 2_000_000


def pictures(page: Path) -> set[Path]:
    """What the page shows."""
    return {(page.parent / name).resolve() for name in PICTURE.findall(page.read_text())}


def leads_somewhere(address: str) -> bool:
    for name, sample in SAMPLES.items():
        address = address.replace(name, sample)
    with override("en"):
        try:
            return bool(resolve(address))
        except Resolver404:
            return False


def test_every_picture_is_there_and_none_is_left_over() -> None:
    shown = pictures(GUIDE) | pictures(ROOT / "README.md")
    assert len(shown) > 20
    assert shown == set((DOCS / "pictures").glob("*.png"))


def test_the_pictures_together_are_small() -> None:
    assert sum(path.stat().st_size for path in (DOCS / "pictures").glob("*.png")) < MOST_BYTES


def test_every_address_of_the_guide_leads_somewhere() -> None:
    named = ADDRESS.findall(GUIDE.read_text())
    assert len(named) > 20
    assert [address for address in named if not leads_somewhere(address)] == []
    assert not leads_somewhere("/organiser/tours/<tour>/nowhere/")


def test_what_the_guide_says_stands_on_the_screen_does() -> None:
    said = {entry.msgid for entry in entries("fi")}
    assert [words for words in WORDS.findall(GUIDE.read_text()) if words not in said] == []


@pytest.mark.parametrize("page", [GUIDE, ROOT / "README.md"], ids=lambda page: page.name)
def test_a_link_within_the_repository_leads_to_a_file_or_a_heading(page: Path) -> None:
    text = page.read_text()
    headings = {
        re.sub(r"[^\w -]", "", title).lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, re.M)
    }
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert links
    assert [
        link
        for link in links
        if not (link[1:] in headings if link.startswith("#") else (page.parent / link).exists())
    ] == []
