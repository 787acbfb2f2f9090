"""The guards' world."""

import pytest

from tests.guards.house import House, build


@pytest.fixture
def house(db: None) -> House:
    return build()
