"""A coming tour, and a short way to fill in its form."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client

from events.models import Event, Session
from tests import world

Fill = Callable[..., HttpResponse]


@pytest.fixture
def afternoon(db: None) -> Session:
    """Helsinki's open afternoon: 80 places in the room, the web without limit."""
    return world.afternoon_of(world.coming_tour())


@pytest.fixture
def morning(db: None) -> Session:
    """Helsinki's invited morning."""
    return world.morning_of(world.coming_tour())


@pytest.fixture
def dinner(afternoon: Session) -> Session:
    """The afternoon of a day on which food is served."""
    Event.objects.filter(pk=afternoon.event_id).update(serves_food=True)
    afternoon.event.refresh_from_db()
    return afternoon


@pytest.fixture
def editor(db: None) -> Client:
    return signed_in("editor")


def signed_in(role: str) -> Client:
    """The browser of somebody of the team, in English."""
    who, client = world.member(world.organiser(), role), Client()
    who.language = "en"
    who.save()
    client.force_login(who)
    return client


def with_places(session: Session, places: int) -> Session:
    Session.objects.filter(pk=session.pk).update(in_person_capacity=places)
    return Session.objects.whole().get(pk=session.pk)


@pytest.fixture
def fill(client: Client) -> Fill:
    """Open a session's form, wait as a person does, and send it: fill(session, email=…, way=…, **fields)."""

    def send(
        session: Session, *, way: str = "in_person", language: str = "en", **fields: Any
    ) -> HttpResponse:
        address = f"/{language}/events/{session.event.slug}/register/"
        page = client.get(address).content.decode()
        sent = {
            "submission": hidden(page, "submission"),
            "made": signing.dumps(0, salt="form"),
            "name": "Aino Österman",
            "email": "aino.osterman@example.org",
            "organisation_text": "Vaasan kaupunki",
            f"session-{session.uuid}": way,
        }
        return client.post(address, sent | fields)  # type: ignore[return-value]  # the test client's own response

    return send


def hidden(page: str, name: str) -> str:
    """The value of a hidden field on a page."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, f"The page has no hidden field {name}."
    return found.group(1)
