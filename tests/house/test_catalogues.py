"""The Finnish and Swedish catalogues are complete, and what is compiled is what is written."""

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.house.messages import Message, in_python, in_templates, marked
from tests.house.source import ROOT

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|%%")
each_language = pytest.mark.parametrize("language", ["fi", "sv"])


def folder(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES"


def entries(language: str) -> list[polib.POEntry]:
    catalogue = polib.pofile((folder(language) / "django.po").read_text())
    return [entry for entry in catalogue if not entry.obsolete]


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def same_words(language: str) -> set[str]:
    rows = (Path(__file__).parent / "same_words.txt").read_text().splitlines()
    pairs = (row.split(": ", 1) for row in rows if row and not row.startswith("#"))
    return {text for languages, text in pairs if language in languages.split()}


@each_language
def test_every_text_of_the_product_is_in_the_catalogue(language: str) -> None:
    known = {Message(entry.msgid, entry.msgid_plural, entry.msgctxt or "") for entry in entries(language)}
    assert {message: where for message, where in marked().items() if message not in known} == {}


@each_language
def test_every_entry_is_translated_and_none_is_a_guess(language: str) -> None:
    bad = [entry.msgid for entry in entries(language) if entry.fuzzy or not all(translations(entry))]
    assert bad == []


@each_language
def test_a_translation_differs_from_the_english_unless_it_is_allowed_not_to(language: str) -> None:
    allowed = same_words(language)
    same = [entry.msgid for entry in entries(language) if entry.msgid in translations(entry)]
    assert [msgid for msgid in same if msgid not in allowed] == []


@each_language
def test_a_translation_fills_in_the_same_values(language: str) -> None:
    assert list(_unlike(language)) == []


def _unlike(language: str) -> Iterator[str]:
    for entry in entries(language):
        values = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        yield from (text for text in translations(entry) if set(PLACEHOLDER.findall(text)) != values)


@each_language
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    with (folder(language) / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert [entry.msgid for entry in entries(language) if not _agrees(compiled, entry)] == []


def _agrees(compiled: gettext.GNUTranslations, entry: polib.POEntry) -> bool:
    catalogue = compiled._catalog  # type: ignore[attr-defined]  # the look-ups fall back silently
    key = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
    if entry.msgid_plural:
        return all(catalogue.get((key, index)) == text for index, text in entry.msgstr_plural.items())
    return bool(catalogue.get(key) == entry.msgstr)


def test_texts_are_found_in_python_and_in_templates() -> None:
    assert any(in_python())
    assert any(in_templates())
