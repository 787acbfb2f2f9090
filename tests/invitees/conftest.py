from collections.abc import Iterator

import pytest
from django.utils import translation

from events.models import Session
from tests import world


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What is said about a table is read in English here."""
    with translation.override("en"):
        yield


@pytest.fixture
def morning(db: None) -> Session:
    """Vaasa's invited morning, of a tour with that stop alone."""
    return world.morning_of(world.coming_tour(cities=("vaasa",)), "vaasa")
