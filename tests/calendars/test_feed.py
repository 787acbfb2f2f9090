"""What a feed holds, what it never holds, and when its bytes change."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from dateutil.tz import tzical
from django.utils import translation

from events.ical.entry import Entry
from events.ical.feed import etag, feed
from tests.calendars.cast import HELSINKI, VAASA
from tests.calendars.lint import unfolded


def lines_of(*entries: Entry) -> list[str]:
    return unfolded(feed(entries, name="LAPE, 2016", language="sv", timezone="Europe/Helsinki"))


def test_a_feed_says_what_calendars_ask() -> None:
    page, address = "https://kiertue.example.org/sv/", "https://kiertue.example.org/calendar/sv/all.ics"
    data = feed([], name="LAPE, 2016", language="sv", timezone="Europe/Helsinki", url=page, source=address)
    assert set(unfolded(data)) >= {
        "VERSION:2.0",
        r"NAME;LANGUAGE=sv:LAPE\, 2016",
        r"X-WR-CALNAME:LAPE\, 2016",
        "X-WR-TIMEZONE:Europe/Helsinki",
        "COLOR:teal",
        "X-APPLE-CALENDAR-COLOR:#0a5c4c",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        f"SOURCE;VALUE=URI:{address}",
        f"URL:{page}",
    }


def test_an_entry_says_when_where_and_what() -> None:
    assert set(lines_of(VAASA)) >= {
        f"UID:{VAASA.uid}",
        "SEQUENCE:2",
        "DTSTAMP:20160518T082500Z",
        "LAST-MODIFIED:20160518T082500Z",
        "CREATED:20160502T060000Z",
        "DTSTART;TZID=Europe/Helsinki:20160601T130000",
        "DTEND;TZID=Europe/Helsinki:20160601T160000",
        "SUMMARY;LANGUAGE=sv:Programmet för utveckling av barn- och familjetjänsterna",
        r"LOCATION;LANGUAGE=sv:Vasa stadshus\, Senatsgatan 1\, 65100 Vasa",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "CLASS:PUBLIC",
        r"CATEGORIES:LAPE\, 2016,Österbotten",
        "GEO:63.095;21.615656",
        f"URL:{VAASA.url}",
        f"IMAGE;DISPLAY=BADGE;VALUE=URI:{VAASA.image}",
    }


def test_the_links_stand_in_the_description_and_the_watch_page_as_a_conference_too() -> None:
    lines = lines_of(replace(VAASA, language="en"))
    (description,) = (line for line in lines if line.startswith("DESCRIPTION"))
    (conference,) = (line for line in lines if line.startswith("CONFERENCE"))
    assert description.endswith(rf"alla.\n\n{VAASA.url}\nWebcast: {VAASA.conference}")
    parameters = "FEATURE=AUDIO,VIDEO;LABEL=Follow the webcast;VALUE=URI"
    assert conference == f"CONFERENCE;{parameters}:{VAASA.conference}"


def test_a_feed_is_a_snapshot_without_method_people_or_a_uid_of_its_own() -> None:
    lines = lines_of(VAASA, replace(VAASA, uid="2@example.org"))
    names = [line.split(":")[0].split(";")[0] for line in lines]
    assert names.count("UID") == names.count("BEGIN") - 4 == 2  # VCALENDAR, VTIMEZONE, DAYLIGHT, STANDARD
    assert not {"METHOD", "ORGANIZER", "ATTENDEE", "VALARM", "X-ALT-DESC"} & set(names)


@pytest.mark.parametrize(("language", "word"), [("fi", "PERUTTU"), ("sv", "INSTÄLLT"), ("en", "CANCELLED")])
def test_a_cancelled_session_says_so_in_its_language_and_keeps_nobody_busy(language: str, word: str) -> None:
    with translation.override("en"):
        lines = lines_of(replace(VAASA, language=language, status="CANCELLED", summary="LAPE 100 %"))
    title = f"SUMMARY;LANGUAGE={language}:{word}: LAPE 100 %"
    assert {title, "STATUS:CANCELLED", "TRANSP:TRANSPARENT"} <= set(lines)


def test_unknown_times_make_a_whole_day_that_keeps_nobody_busy() -> None:
    lines = lines_of(replace(VAASA, day=date(2020, 4, 27), starts=None, ends=None))
    assert {"DTSTART;VALUE=DATE:20200427", "DTEND;VALUE=DATE:20200428", "TRANSP:TRANSPARENT"} <= set(lines)


def test_an_unknown_end_is_left_out() -> None:
    lines = lines_of(replace(VAASA, ends=None))
    assert "DTSTART;TZID=Europe/Helsinki:20160601T130000" in lines
    assert not any(line.startswith("DTEND") for line in lines)


@pytest.mark.parametrize(("fold", "start"), [(0, "20161030T003000Z"), (1, "20161030T013000Z")])
def test_the_hour_that_comes_twice_is_written_in_utc(fold: int, start: str) -> None:
    starts = datetime(2016, 10, 30, 3, 30, fold=fold, tzinfo=HELSINKI)
    lines = lines_of(replace(VAASA, starts=starts, ends=datetime(2016, 10, 30, 6, tzinfo=HELSINKI)))
    assert {f"DTSTART:{start}", "DTEND:20161030T040000Z"} <= set(lines)


def test_every_zone_of_a_feed_is_declared_and_right_in_dateutil() -> None:
    tokyo = replace(VAASA, uid="2@example.org", timezone="Asia/Tokyo")
    data = feed([VAASA, tokyo], name="LAPE", language="sv", timezone="Europe/London")
    declared = tzical(io.StringIO(data.decode()))
    assert set(declared.keys()) == {"Europe/Helsinki", "Asia/Tokyo", "Europe/London"}
    walls = [line.split("=")[1].split(":") for line in unfolded(data) if line.startswith("DTSTART;TZID")]
    for zone, wall in walls:
        start = datetime.strptime(wall, "%Y%m%dT%H%M%S").replace(tzinfo=declared.get(zone))
        assert start == VAASA.starts


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        replace(VAASA, starts=datetime(2016, 6, 1, 13))  # noqa: DTZ001  # that is the mistake


def test_the_same_entries_in_another_order_are_the_same_bytes() -> None:
    other = replace(VAASA, uid="0@example.org")
    assert lines_of(VAASA, other) == lines_of(other, VAASA)


def test_the_etag_moves_with_everything_that_moves_the_bytes() -> None:
    rows: list[tuple[object, int, bytes | memoryview]] = [("a", 1, b"\x01"), ("b", 2, b"\x02")]
    today = date(2026, 6, 1)
    first = etag(rows, "fi", today, "LAPE")
    assert first == etag([("b", 2, memoryview(b"\x02")), ("a", 1, b"\x01")], "fi", today, "LAPE")
    assert first.startswith('"')
    others = {
        etag(rows[:1], "fi", today, "LAPE"),
        etag([("a", 2, b"\x01"), rows[1]], "fi", today, "LAPE"),
        etag([("a", 1, b"\x03"), rows[1]], "fi", today, "LAPE"),
        etag(rows, "sv", today, "LAPE"),
        etag(rows, "fi", today + timedelta(days=1), "LAPE"),
        etag(rows, "fi", None, "LAPE"),
        etag(rows, "fi", today, "LAPE 2"),
        etag([], "fi", today, "LAPE"),
    }
    assert len(others - {first}) == 8
