"""Days as people write them in three languages."""

import datetime

import pytest

from events.memo import days
from events.memo.days import Written
from events.memo.mistakes import Unreadable
from tests.planning.memos import TODAY


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2.6.", Written(2, 6)),
        ("2.6", Written(2, 6)),
        ("02.06.2027", Written(2, 6, 2027)),
        ("2. 6. 2027", Written(2, 6, 2027)),
        ("2.6.27", Written(2, 6, 2027)),
        ("2027-06-02", Written(2, 6, 2027)),
        ("2027-06-02 00:00", Written(2, 6, 2027)),
        ("2. kesäkuuta", Written(2, 6)),
        ("2. KESÄKUUTA 2027", Written(2, 6, 2027)),
        ("den 2 juni", Written(2, 6)),
        ("2 juni 2027", Written(2, 6, 2027)),
        ("2 June", Written(2, 6)),
        ("2nd June 2027", Written(2, 6, 2027)),
        ("June 2, 2027", Written(2, 6, 2027)),
        ("24 dec", Written(24, 12)),
        ("ke 2.6.", Written(2, 6, weekday=2)),
        ("keskiviikkona 2.6.", Written(2, 6, weekday=2)),
        ("onsdag 2.6.", Written(2, 6, weekday=2)),
        ("Wednesday 2 June", Written(2, 6, weekday=2)),
        ("Wed, 2 June", Written(2, 6, weekday=2)),
    ],
)
def test_a_day_is_read(text: str, written: Written) -> None:
    assert days.read(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "2.–3.6.",
        "2.6.–3.6.",
        "2.6.-3.6.2027",
        "2-3 June",
        "2. ja 3.6.",
        "2. ja 3. kesäkuuta",
        "2 och 3 juni",
        "June 2–3",
        "ti 1.6.–ke 2.6.",
        "2027-06-02/2027-06-03",
        "30.5. to 2.6.",
    ],
)
def test_several_days_are_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="several days"):
        days.read(text)


@pytest.mark.parametrize(
    "text", ["", "soon", "46540", "9.30–11.30", "1.2.3.4", "2.6. Oulu", "kesäkuu", "6/2027x"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="not a day"):
        days.read(text)


def test_day_and_month_are_never_mixed_up() -> None:
    with pytest.raises(Unreadable, match="two ways"):
        days.read("2/6/2027")


def dates(*texts: str, today: datetime.date = TODAY, year: int | None = None) -> list[str]:
    return [str(date) for date in days.dated([days.read(text) for text in texts], today=today, year=year)]


def test_the_first_day_is_the_first_coming_one_and_the_others_lie_near_it() -> None:
    assert dates("2.6.", "6.6.") == ["2027-06-02", "2027-06-06"]
    assert dates("6.6.", "2.6.", today=datetime.date(2026, 6, 4)) == ["2026-06-06", "2026-06-02"]
    assert dates("28.11.", "15.1.", "2.12.") == ["2026-11-28", "2027-01-15", "2026-12-02"]
    assert dates("26.11.") == ["2026-11-26"]
    assert dates("25.11.") == ["2027-11-25"]


def test_a_year_that_is_given_or_written_counts_more() -> None:
    assert dates("2.6.", "16.6.", year=2016) == ["2016-06-02", "2016-06-16"]
    assert dates("2.6.2028", "16.6.", year=2016) == ["2028-06-02", "2028-06-16"]
    assert dates("2.6.", "16.6.2030") == ["2027-06-02", "2030-06-16"]


def test_a_day_that_no_calendar_has_is_said_to_be_none() -> None:
    assert dates("31.11.", "29.2.2027", "2.13.2027", "0.5.2027", "29.2.2028") == [
        "The calendar has no day 31.11.",
        "There is no 29.2. in 2027.",
        "The calendar has no day 2.13.",
        "The calendar has no day 0.5.",
        "2028-02-29",
    ]
    assert dates("1.1.1816", "1.1.9999") == [
        "The year 1816 is too far away.",
        "The year 9999 is too far away.",
    ]


def test_the_day_of_the_week_must_be_right() -> None:
    assert dates("ke 2.6.2027") == ["2027-06-02"]
    assert dates("to 2.6.2027") == ["2.6.2027 is not that day of the week. Check the day and the year."]
