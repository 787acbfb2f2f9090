"""Where an editor makes a token and takes it back."""

import re

import pytest
from django.test import Client

from events.models import ApiToken, LogEntry
from tests import world
from tests.api.cast import Machine

pytestmark = pytest.mark.django_db


def signed_in(role: str, of: str = "stm") -> Client:
    client = Client()
    client.force_login(world.member(world.organiser(of), role))
    return client


def test_a_token_is_shown_once_works_and_is_revoked() -> None:
    editor, page = signed_in("editor"), "/organiser/tokens/"
    sent = {"organiser": world.organiser().slug, "name": "Gate", "scopes": ["read", "checkin"]}
    shown = editor.post(page, sent).content.decode()
    token = ApiToken.objects.get()
    assert (token.name, token.scopes) == ("Gate", ["checkin", "read"])
    assert token.token in shown
    assert not re.search(r"[A-Z2-7]{26}", editor.get(page).content.decode())
    Machine(token).get("registrations/")
    revoke = f"{page}{token.uuid}/revoke/"
    assert signed_in("editor", "thl").post(revoke).status_code == 404
    assert editor.post(revoke).status_code == 302
    Machine(token).get("registrations/", 401)
    assert list(LogEntry.objects.values_list("verb", flat=True)) == ["revoke token", "make token"]


def test_only_editors_of_the_whole_house_and_only_for_their_own() -> None:
    world.organiser("thl")
    for role in ("viewer", "door"):
        assert signed_in(role).get("/organiser/tokens/").status_code == 404
    sent = {"organiser": world.organiser("thl").slug, "name": "Gate", "scopes": ["read"]}
    assert signed_in("editor").post("/organiser/tokens/", sent).status_code == 200
    signed_in("editor").post(
        "/organiser/tokens/", sent | {"organiser": world.organiser().slug, "name": "\u200e"}
    )
    assert not ApiToken.objects.exists()
