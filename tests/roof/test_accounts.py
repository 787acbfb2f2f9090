"""Signing in, and what happens when one cannot."""

import pytest
from django.test import Client
from pytest_django import Settings

from events.models import User
from tests.roof.markup import find

PASSWORD = "long enough words"


@pytest.fixture
def organiser(db: None) -> User:
    user = User(email="aino@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(visitor: Client) -> str:
    """Where signing in leads."""
    answer = visitor.post("/accounts/login/", {"login": "aino@example.org", "password": PASSWORD})
    return answer.get("Location", f"status {answer.status_code}")


def test_an_organiser_signs_in(visitor: Client, organiser: User) -> None:
    assert sign_in(visitor) == "/organiser/"


def test_a_closed_account_is_told_so(visitor: Client, organiser: User) -> None:
    organiser.is_active = False
    organiser.save()
    assert sign_in(visitor) == "/accounts/inactive/"
    assert visitor.get("/accounts/inactive/").status_code == 200


def test_asking_for_a_password_tells_nobody_who_has_an_account(
    visitor: Client, organiser: User, mailoutbox: list[object]
) -> None:
    known = visitor.post("/accounts/password/reset/", {"email": "aino@example.org"})
    unknown = visitor.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mailoutbox) == 1


def test_a_worn_out_password_link_offers_a_new_one(visitor: Client, organiser: User) -> None:
    answer = visitor.get("/accounts/password/reset/1-difcgp-84704a9207ce4a9cbec0fad3693b5623/")
    assert [link["href"] for link in find(answer.content, "a", inside="main")] == [
        "/accounts/password/reset/"
    ]
    assert answer["X-Robots-Tag"] == "noindex"


def test_behind_a_proxy_a_guesser_shuts_out_nobody_else(
    visitor: Client, organiser: User, settings: Settings
) -> None:
    settings.PROXIES = 1
    wrong = {"login": "somebody@example.org", "password": "wrong"}
    for number in range(12):
        guess = wrong | {"login": f"{number}@example.org"}
        visitor.post("/accounts/login/", guess, headers={"X-Forwarded-For": "192.0.2.1"})
    right = {"login": "aino@example.org", "password": PASSWORD}
    statuses = [
        visitor.post("/accounts/login/", right, headers={"X-Forwarded-For": address}).status_code
        for address in ("192.0.2.1", "192.0.2.2")
    ]
    assert statuses == [200, 302]


def test_the_back_office_has_no_sign_in_of_its_own(visitor: Client, organiser: User) -> None:
    """It would let whoever guesses passwords past the limit."""
    answer = visitor.post("/admin/login/", {"username": "aino@example.org", "password": PASSWORD})
    assert answer["Location"].startswith("/accounts/login/?next=")
