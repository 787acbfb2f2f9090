"""A page speaks the language of its path."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from config.context import same_page
from tests.roof.markup import find


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("sv-FI,sv;q=0.9,en;q=0.5", "sv"),
        ("de,en-GB;q=0.8,fi;q=0.2", "en"),
        ("se,nb", "fi"),
        ("", "fi"),
        ("*;;q", "fi"),
    ],
)
def test_the_front_door_leads_to_the_browsers_language(visitor: Client, asked: str, given: str) -> None:
    answer = visitor.get("/", headers={"accept-language": asked})
    assert (answer.status_code, answer["Location"]) == (302, f"/{given}/")
    assert answer["Vary"] == "Accept-Language"


def test_the_path_wins_over_the_browser_and_the_cookie(visitor: Client) -> None:
    visitor.cookies["language"] = "fi"
    answer = visitor.get("/sv/probe/shared/", headers={"accept-language": "en"})
    assert answer.content == b"in sv"
    assert answer["Content-Language"] == "sv"
    assert "Vary" not in answer


def test_a_feed_has_the_language_of_its_path_and_no_words_about_it(visitor: Client) -> None:
    answer = visitor.get("/calendar/sv/probe.ics", headers={"accept-language": "en"})
    assert answer.content == b"sv"
    assert "Vary" not in answer
    assert "Content-Language" not in answer
    assert not answer.cookies


def test_a_page_without_a_language_remembers_the_choice(visitor: Client) -> None:
    assert visitor.get("/organiser/probe/shared/", headers={"accept-language": "en"}).content == b"in en"
    assert visitor.get("/organiser/probe/shared/?language=sv").content == b"in sv"
    assert visitor.get("/organiser/probe/shared/", headers={"accept-language": "en"}).content == b"in sv"


def test_a_page_with_a_language_remembers_nothing(visitor: Client) -> None:
    answer = visitor.get("/sv/probe/shared/?language=sv")
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]


@pytest.mark.parametrize("nonsense", ["xx", "sv%20", "../fi", ""])
def test_an_unknown_language_is_not_remembered(visitor: Client, nonsense: str) -> None:
    answer = visitor.get(f"/organiser/probe/shared/?language={nonsense}", headers={"accept-language": "en"})
    assert answer.content == b"in en"
    assert not answer.cookies


def test_no_request_leaves_its_language_to_the_next(visitor: Client) -> None:
    before = translation.get_language()
    visitor.get("/sv/probe/shared/")
    visitor.get("/sv/probe/broken/")
    assert translation.get_language() == before


def test_requests_side_by_side_keep_their_languages() -> None:
    codes = ["fi", "sv", "en"] * 20
    with ThreadPoolExecutor(8) as threads:
        answers = threads.map(lambda code: Client().get(f"/{code}/probe/shared/").content, codes)
        assert list(answers) == [f"in {code}".encode() for code in codes]


def test_the_switch_leads_to_the_same_page(visitor: Client) -> None:
    page = visitor.get("/fi/nowhere/%C3%A5/?page=2&q=%C3%A4").content
    links = {link["lang"]: link["href"] for link in find(page, "a", inside="header") if link["lang"]}
    assert links == {code: f"/{code}/nowhere/%C3%A5/?page=2&q=%C3%A4" for code in ("fi", "sv", "en")}


def test_the_switch_of_a_page_without_a_language_stays_in_the_house() -> None:
    request = RequestFactory().get("/", {"q": "1"}, PATH_INFO="//evil.example/")
    assert same_page(request, "sv") == "/%2Fevil.example/?q=1&language=sv"


def test_a_page_that_holds_a_form_switches_by_its_buttons(visitor: Client) -> None:
    nameless, *others = find(visitor.get("/fi/probe/ask/").content, "button", inside="header", form="ask")
    assert not nameless["name"], "Enter in a field presses the first button"
    assert [(each["name"], each["value"], each["formaction"]) for each in others] == [
        ("switch", "sv", "/sv/probe/ask/"),
        ("switch", "en", "/en/probe/ask/"),
    ]
    page = visitor.post("/sv/probe/ask/", {"switch": "sv", "name": "Åsa Öst"}).content
    assert find(page, "html", lang="sv")
    assert find(page, "input", name="name", value="Åsa Öst")
    assert not find(page, "div", role="alert")
