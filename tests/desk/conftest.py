"""An editor at the desk, and others who are not."""

from collections.abc import Callable

import pytest
from django.test import Client

from events.models import Session, Tour
from tests import world

SignIn = Callable[..., Client]


@pytest.fixture
def tour(db: None) -> Tour:
    return world.coming_tour()


@pytest.fixture
def session(tour: Tour) -> Session:
    """Vaasa's open afternoon."""
    return world.afternoon_of(tour, "vaasa")


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser with somebody of the ministry's team signed in, or of another organiser's."""

    def as_role(role: str = "editor", of: str = "stm", language: str = "en") -> Client:
        who = world.member(world.organiser(of), role)
        who.language = language
        who.save()
        client = Client()
        client.force_login(who)
        return client

    return as_role
