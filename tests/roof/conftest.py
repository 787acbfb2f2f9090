"""A browser without JavaScript or a database: what these tests render must need neither."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings


@pytest.fixture(autouse=True)
def probes(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.roof.doors"
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [Path(__file__).parent / "templates"]}]


@pytest.fixture
def visitor() -> Client:
    """Sees what a browser sees: a page, never an exception."""
    return Client(raise_request_exception=False)
