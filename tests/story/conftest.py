"""The example in this process, loaded once for all the tests of a module; what they change is rolled back."""

import copy
import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker


def load(*arguments: str) -> dict[str, Any]:
    """What `load_example --json` prints on its one line, parsed."""
    out = StringIO()
    call_command("load_example", *arguments, "--json", stdout=out)
    (line,) = out.getvalue().splitlines()
    return dict(json.loads(line))


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with django_db_blocker.unblock():
        printed = load("--people=24")
    yield printed
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def example(loaded: dict[str, Any], db: None) -> dict[str, Any]:
    """What load_example printed."""
    return copy.deepcopy(loaded)
