"""What goes wrong is said as RFC 9457 has it, in the reader's language, and never as a stack trace."""

import json
from typing import Any

import pytest
from pytest_django import Settings

from events.models import ApiToken
from registrations.models import Registration
from tests import world
from tests.api.cast import PROBLEM, Machine

pytestmark = pytest.mark.django_db


@pytest.fixture
def token() -> ApiToken:
    return world.machine()


def test_each_language_has_its_own_words(token: ApiToken) -> None:
    session = str(world.morning_of(world.coming_tour()).uuid)
    who = {"name": "Elle", "email": "elle@example.org", "language": "fi"}
    said: list[tuple[str, ...]] = []
    for language in ("fi", "sv", "en"):
        machine = Machine(token, language)
        refused = machine.post(
            "registrations/", 409, **who, sessions=[{"session": session, "way": "in_person"}]
        )
        missing = machine.post("registrations/", 400, name="Elle")
        assert {wrong["pointer"] for wrong in missing["errors"]} == {"#/sessions", "#/email", "#/language"}
        said.append((refused["detail"], missing["errors"][0]["detail"]))
    assert all(len(set(words)) == 3 for words in zip(*said, strict=True)), said


def test_every_refusal_of_the_door_itself_is_a_problem(token: ApiToken) -> None:
    machine, huge = Machine(token), json.dumps({"name": "x" * 70_000})
    answers: dict[int, Any] = {
        401: Machine().client.get("/api/v1/registrations/"),
        404: machine.client.get("/api/v1/nothing/"),
        405: machine.client.delete("/api/v1/registrations/"),
        413: machine.send("registrations/", huge),
        415: machine.send("registrations/", "name=Elle", "application/x-www-form-urlencoded"),
    }
    for status, answer in answers.items():
        assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
        told = answer.json()
        assert told["status"] == status
        assert all(told[member] for member in ("type", "title", "detail"))
    assert "POST" in answers[405]["Allow"]
    assert Machine().client.get("/api/v1/tours/", headers={"authorization": "Basic YTpi"}).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b'{"name": "a\\u0000b"}',
        b'{"name": "\\ud800"}',
        b'{"\\u0000": 1}',
        b'{"name": "\xff"}',
        b"[" * 60_000,
        b'{"name": ' + b"[" * 30 + b"]" * 30 + b"}",
        b'{"name": NaN}',
        b'{"name": ' + b"9" * 5_000 + b"}",
        b"",
        b"[]",
        b'"text"',
        b'{"sessions": {"0": 1}, "name": {}, "email": [], "language": null, "region": {}}',
    ],
)
def test_a_body_that_cannot_be_used_is_the_senders_mistake(body: bytes, token: ApiToken) -> None:
    for path in ("registrations/", "invitations/", "participations/", "check-ins/"):
        answer = Machine(token).send(path, body)
        assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM), path
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("events/", {"date_from": "2030-02-31"}),
        ("events/", {"page_size": "many"}),
        ("events/", {"page_size": "9" * 5_000}),
        ("events/", {"page_size": "0"}),
        ("events/", {"cursor": "nothing"}),
        ("sessions/", {"cursor": "not-a-uuid"}),
        ("events/", {"tour": "a b"}),
        ("events/", {"evnet": "typo"}),
        ("sessions/", {"starts_from": "yesterday"}),
        ("sessions/", {"starts_from": "0001-01-01T00:00:00+14:00"}),
        ("sessions/", {"starts_from": "2026-03-29T03:30:00"}),
        ("sessions/", {"starts_from": "2026-10-25T03:30:00"}),
        ("registrations/", {"email": "nobody"}),
        ("participations/", {"session": "1"}),
        ("participations/", {"attended": "perhaps"}),
        ("invitations/", {"state": "lost"}),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(path: str, query: dict[str, str], token: ApiToken) -> None:
    (name,) = query
    (wrong,) = Machine(token).get(path, 400, **query)["errors"]
    assert wrong["parameter"] == name


def test_the_hour_that_summer_time_skips_is_refused_in_a_body_too(token: ApiToken) -> None:
    for time, status in (("2026-03-29T03:30:00", 400), ("2026-03-29T03:30:00+02:00", 400)):
        told = Machine(token).post("check-ins/", status, code="A", device_time=time)
        assert ("#/device_time" in str(told["errors"])) is ("+" not in time)


def test_a_token_that_asks_too_often_is_told_when_to_come_back(token: ApiToken, settings: Settings) -> None:
    settings.LIMITS = settings.LIMITS | {"api": (2, 6.0)}
    machine = Machine(token)
    assert [machine.client.get("/api/v1/invitations/").status_code for _ in range(3)] == [200, 200, 429]
    answer = machine.client.get("/api/v1/invitations/")
    assert (answer["Retry-After"], answer["Content-Type"]) == ("10", PROBLEM)
    machine.post("check-ins/", 400)
    Machine(world.machine(world.organiser("thl"))).get("invitations/")


def test_whoever_guesses_tokens_is_told_to_wait(settings: Settings) -> None:
    settings.LIMITS = settings.LIMITS | {"miss": (2, 0.0)}
    wrong = {"authorization": f"Bearer {'A' * 26}"}
    statuses = [Machine().client.get("/api/v1/tours/", headers=wrong).status_code for _ in range(3)]
    assert statuses == [401, 401, 429]
