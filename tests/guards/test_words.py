"""On a Finnish or a Swedish page nothing of ours stands in English."""

import re
from html import unescape

import pytest
from django.test import Client

from events.declared import PEOPLE
from tests.guards.doors import client_of, pages
from tests.guards.house import House
from tests.guards.objects import NOBODYS
from tests.house.test_catalogues import PLACEHOLDER, entries

LEAST = 13
UNSEEN = re.compile(
    r"<(script|style)\b.*?</\1>|<!--.*?-->|<textarea[^>]* lang=\"en\".*?</textarea>", re.DOTALL
)
SAID = re.compile(r"\b(?:alt|aria-label|content|placeholder|title|value)=\"([^\"]*)\"")
TAG = re.compile(r"<[^>]*>")
TRIVIAL = re.compile(r"\s+")
each_language = pytest.mark.parametrize("language", ["fi", "sv"])


def plain(text: str) -> str:
    return TRIVIAL.sub(" ", unescape(text)).strip()


def visible(html: str) -> str:
    """What is read or heard of a page."""
    html = UNSEEN.sub(" ", html)
    return plain(" ".join([TAG.sub("", html), *SAID.findall(html)]))


def english(language: str) -> dict[str, str]:
    """The longest literal part of each English text that has another translation → the text."""
    parts = {}
    for entry in entries(language):
        translations = " ".join([entry.msgstr, *entry.msgstr_plural.values()])
        for text in filter(None, [entry.msgid, entry.msgid_plural]):
            part = plain(max(PLACEHOLDER.split(TAG.sub("", text)), key=len))
            if len(part) >= LEAST and part not in plain(TAG.sub("", translations)):
                parts[part] = text
    return parts


def english_on(html: str, parts: dict[str, str]) -> list[str]:
    seen = visible(html)
    return [text for part, text in parts.items() if part in seen]


@each_language
def test_no_page_says_anything_in_english(language: str, house: House) -> None:
    parts, found = english(language), []
    for role in PEOPLE:
        client = client_of(house, role, language)
        for route, path, page in pages(house, role, language):
            html = page.content.decode()
            whole = html and "data-piece" not in html.partition(">")[0]
            assert not whole or f'<html lang="{language}"' in html, path
            found += [f"{path}: {text}" for text in english_on(html, parts)]
            if route.name not in ("account_logout", "desk_cancel", "manage_cancel", "checkin_claim"):
                answer = client.post(path, {"starts": "16:00", "ends": "15:00", "email": "nobody"})
                found += [f"POST {path}: {text}" for text in english_on(answer.content.decode(), parts)]
    assert not found, "\n".join(found)


@each_language
def test_no_page_of_an_error_says_anything_in_english(language: str, house: House) -> None:
    parts, found = english(language), []
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": language})
    answers = [
        strict.get(f"/{language}/nothing/"),
        strict.get(f"/{language}/my/{NOBODYS}/"),
        strict.get(f"/t/{NOBODYS}"),
    ]
    answers += [strict.get(f"/{language}/?q=%00"), strict.get(f"/checkin/{house.afternoon.uuid}/")]
    answers += [
        strict.post(f"/{language}/my/", {"email": "a@example.org"}),
        strict.get(f"/checkin/claim/{NOBODYS}/"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 400, 403, 403, 404]
    for answer in answers:
        assert f'<html lang="{language}"' in answer.content.decode(), answer.request["PATH_INFO"]
        found += [
            f"{answer.request['PATH_INFO']}: {text}" for text in english_on(answer.content.decode(), parts)
        ]
    assert not found, "\n".join(found)


@each_language
def test_english_is_found(language: str, house: House) -> None:
    parts = english(language)
    assert len(parts) > 200
    assert english_on(Client().get("/en/").content.decode(), parts)
    assert english_on('<p lang="fi"><input\naria-label="Write your name."></p>', parts) == [
        "Write your name."
    ]
