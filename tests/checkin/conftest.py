"""Today's stop and a phone at its door."""

import pytest

from events.models import Event, Session
from tests.checkin import cast


@pytest.fixture
def event(db: None) -> Event:
    return cast.stop()


@pytest.fixture
def afternoon(event: Event) -> Session:
    return cast.afternoon(event)


@pytest.fixture
def morning(event: Event) -> Session:
    return cast.morning(event)


@pytest.fixture
def phone(event: Event) -> cast.Phone:
    return cast.phone(event)
