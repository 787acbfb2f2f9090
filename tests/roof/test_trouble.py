"""When something breaks the reader gets a calm page, and never the story behind it.

No test here may touch the database (pytest-django refuses it), so no error page asks it anything.
"""

import re

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from config import errors
from tests.roof.doors import SECRET
from tests.roof.markup import find

each_language = pytest.mark.parametrize("language", ["fi", "sv", "en"])


def ways_on(page: bytes) -> list[str]:
    return [link["href"] for link in find(page, "a", inside="main")]


@each_language
@pytest.mark.parametrize(
    ("address", "status"),
    [("nowhere/", 404), ("probe/broken/", 500), ("probe/gone/", 503), ("probe/busy/", 503)],
)
def test_an_error_is_a_page_in_the_language_of_its_path(
    visitor: Client, language: str, address: str, status: int
) -> None:
    answer = visitor.get(f"/{language}/{address}", headers={"accept-language": "de"})
    assert answer.status_code == status
    assert find(answer.content, "html", lang=language)
    assert answer["Content-Language"] == language
    assert len(find(answer.content, "h1", inside="main")) == len(ways_on(answer.content)) == 1
    assert answer["Cache-Control"] == "private, no-store"
    for leak in (SECRET, "Traceback", "LookupError", "OperationalError"):
        assert leak not in answer.content.decode()


@pytest.mark.parametrize("address", ["/fi/probe/gone/", "/fi/probe/busy/"])
def test_a_busy_or_missing_database_asks_to_come_back(visitor: Client, address: str) -> None:
    answer = visitor.get(address)
    assert answer["Retry-After"] == "5"
    assert ways_on(answer.content) == [address]
    assert ways_on(visitor.post(address).content) == ["/fi/"]


def test_a_database_lost_after_the_view_is_the_same_to_the_reader(
    visitor: Client, settings: Settings
) -> None:
    settings.SESSION_ENGINE = "tests.roof.lost"
    answer = visitor.get("/sv/probe/stored/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_an_error_page_runs_no_context_processor(visitor: Client, settings: Settings) -> None:
    (engine,) = settings.TEMPLATES
    options = engine["OPTIONS"] | {"context_processors": ["tests.roof.lost.context"]}
    settings.TEMPLATES = [engine | {"OPTIONS": options}]
    assert visitor.get("/sv/nowhere/").status_code == 404


def test_an_error_keeps_to_the_language_of_the_path_whatever_the_view_spoke(visitor: Client) -> None:
    assert find(visitor.get("/sv/probe/turned/").content, "html", lang="sv")


def test_the_log_tells_what_the_page_does_not(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    answer = visitor.get("/fi/probe/gone/")
    assert re.fullmatch(r"[0-9a-f]{16}", answer["X-Request-Id"])
    assert SECRET in caplog.text
    assert visitor.get("/fi/probe/shared/")["X-Request-Id"] != answer["X-Request-Id"]


@pytest.mark.parametrize("address", ["/fi/probe/shared/?q=a%00b", "/fi/probe/secret/a%00b/", "/api/v1/%00/"])
def test_nul_in_an_address_never_gets_as_far_as_a_view(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code in (400, 404)


def test_a_percent_sign_before_zeroes_is_not_nul(visitor: Client) -> None:
    assert visitor.get("/fi/probe/shared/?q=100%2500").status_code == 200


def test_json_too_deep_to_read_is_the_senders_mistake(visitor: Client) -> None:
    answer = visitor.post("/fi/probe/deep/", "[" * 200_000, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "mistake",
    [
        ValueError("embedded null byte"),
        ValueError("PostgreSQL text fields cannot contain NUL (0x00) bytes"),
        UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    ],
)
def test_text_that_no_database_takes_is_the_senders_mistake(mistake: Exception) -> None:
    assert errors.status_of(RequestFactory().get("/"), mistake) == 400


def test_any_other_value_error_is_ours() -> None:
    assert errors.status_of(RequestFactory().get("/"), ValueError("not enough values to unpack")) == 500
    assert errors.status_of(RequestFactory().get("/"), RecursionError()) == 500


def test_machines_get_errors_they_can_read(visitor: Client) -> None:
    answer = visitor.get("/api/v1/nowhere/", headers={"accept-language": "en"})
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["title"] == "There is nothing here"
    answer = visitor.get("/calendar/sv/nowhere.ics")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert "Content-Language" not in answer


def test_a_form_without_its_seal_is_explained() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sv/probe/ask/", {"name": "Åsa"})
    assert answer.status_code == 403
    assert find(answer.content, "html", lang="sv")


def test_an_error_in_a_room_leads_back_to_that_room(visitor: Client) -> None:
    assert ways_on(visitor.get("/organiser/nowhere/").content) == ["/organiser/"]
