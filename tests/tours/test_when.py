"""The days of a tour, as readers of each language write them."""

import datetime

import pytest
from django.utils import translation

from events import when
from events.models import Event

SPANS = [
    ("en", (2027, 6, 2), (2027, 6, 16), "2–16 June 2027"),
    ("en", (2026, 11, 22), (2026, 12, 30), "22 November – 30 December 2026"),
    ("en", (2026, 12, 30), (2027, 1, 2), "30 December 2026 – 2 January 2027"),
    ("fi", (2027, 6, 2), (2027, 6, 16), "2.–16.6.2027"),
    ("fi", (2026, 11, 22), (2026, 12, 30), "22.11.–30.12.2026"),
    ("sv", (2026, 12, 30), (2027, 1, 2), "30.12.2026–2.1.2027"),
]


@pytest.mark.parametrize(("language", "first", "last", "words"), SPANS)
def test_the_days_of_a_tour_read_as_one_span(
    language: str, first: tuple[int, int, int], last: tuple[int, int, int], words: str
) -> None:
    with translation.override(language):
        assert when.span(Event(date=datetime.date(*first)), Event(date=datetime.date(*last))) == words
