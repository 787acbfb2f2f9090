"""A team of an administrator and an editor."""

import pytest
from django.test import Client

from events.models import Organiser
from tests import world


@pytest.fixture
def organiser(db: None) -> Organiser:
    return world.organiser()


@pytest.fixture
def boss(organiser: Organiser) -> Client:
    """The browser of the team's one administrator, who reads English."""
    who = world.member(organiser, "admin")
    who.language = "en"
    who.save()
    client = Client(headers={"accept-language": "en"})
    client.force_login(who)
    return client
