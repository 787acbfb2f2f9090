"""Every reader sees what was written, whatever was pasted into the texts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from events.ical.entry import Entry
from events.ical.feed import feed
from events.ical.letter import cancel, hold, request
from tests.calendars.cast import AINO, HELSINKI, NASTY, OFFICE, SENT, VAASA
from tests.calendars.lint import complaints
from tests.calendars.readers import READERS, Seen
from venues.text import clean_line, clean_text

every_reader = pytest.mark.parametrize("read", READERS, ids=lambda reader: reader.__name__)


def written(*entries: Entry) -> bytes:
    page = VAASA.url
    return feed(entries, name=NASTY[0], language="sv", timezone="Europe/Helsinki", url=page, source=page)


def expected(entry: Entry) -> Seen:
    start, end = entry.starts, entry.ends
    return Seen(
        uid=entry.uid,
        sequence=entry.sequence,
        status=entry.status,
        summary=clean_line(entry.summary),
        description=clean_text(entry.description),
        location=clean_line(entry.location),
        start=start.astimezone(UTC) if start else entry.day,
        end=end.astimezone(UTC) if end else entry.day + timedelta(days=1),
    )


def plain(number: int, **changes: object) -> Entry:
    """An entry to whose texts nothing is added."""
    return replace(VAASA, uid=f"{number:02}@example.org", url="", conference="", **changes)  # type: ignore[arg-type]  # by name


PASTED = [
    plain(number, summary=text, description=f"{text}\n{text}", location=text, categories=(text, text))
    for number, text in enumerate(NASTY)
]


@every_reader
def test_pasted_texts_come_out_as_they_went_in(read: Callable[[bytes], list[Seen]]) -> None:
    assert read(written(*PASTED)) == [expected(entry) for entry in PASTED]


def test_pasted_texts_leave_no_control_character_and_no_line_over_75_octets() -> None:
    for entry in PASTED:
        assert complaints(written(entry)) == []
        assert complaints(request(entry, organizer=OFFICE, attendee=AINO, sequence=1, stamp=SENT)) == []


def night(number: int, day: date, start: int, end: int, fold: int = 0) -> Entry:
    first, last = (datetime(day.year, day.month, day.day, hour, 30, tzinfo=HELSINKI) for hour in (start, end))
    return plain(number, day=day, starts=first.replace(fold=fold), ends=last)


CHANGES = [
    night(1, date(2016, 3, 27), 1, 5),
    night(2, date(2016, 3, 27), 4, 5),
    night(3, date(2016, 10, 30), 2, 5),
    night(4, date(2016, 10, 30), 3, 5, fold=0),
    night(5, date(2016, 10, 30), 3, 5, fold=1),
    night(6, date(2016, 10, 30), 4, 5),
    night(7, date(2027, 1, 15), 9, 12),
]


@every_reader
def test_the_nights_of_the_clock_change_are_right_to_the_minute(read: Callable[[bytes], list[Seen]]) -> None:
    assert read(written(*CHANGES)) == [expected(entry) for entry in CHANGES]


@every_reader
def test_a_day_without_known_times_lasts_that_day_only(read: Callable[[bytes], list[Seen]]) -> None:
    entry = plain(1, day=date(2020, 4, 27), starts=None, ends=None)
    assert read(written(entry)) == [expected(entry)]


@every_reader
def test_an_entry_in_a_zone_without_exact_rules_is_still_right(read: Callable[[bytes], list[Seen]]) -> None:
    entries = [plain(1, timezone="Europe/Dublin"), plain(2, timezone="Europe/Nowhere")]
    assert read(written(*entries)) == [expected(entry) for entry in entries]


@every_reader
def test_letters_are_read_too(read: Callable[[bytes], list[Seen]]) -> None:
    entry = plain(1)
    ask = partial(request, entry, organizer=OFFICE, attendee=AINO, stamp=SENT)
    call_off = partial(cancel, entry, organizer=OFFICE, attendee=AINO, stamp=SENT)
    (asked,) = read(ask(sequence=7))
    (cancelled,) = read(call_off(sequence=8, whole_event=True))
    (held,) = read(hold(entry))
    assert asked == replace(expected(entry), sequence=7)
    assert (cancelled.uid, cancelled.sequence, cancelled.status) == (entry.uid, 8, "CANCELLED")
    assert held == replace(expected(entry), status="TENTATIVE")


@every_reader
def test_a_feed_without_entries_is_a_calendar(read: Callable[[bytes], list[Seen]]) -> None:
    assert complaints(written()) == []
    assert read(written()) == []
