from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What is said about a memo is read in English here."""
    with translation.override("en"):
        yield
