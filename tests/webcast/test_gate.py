"""When the gate stands open, and to whom."""

import datetime

import pytest

from events.models import Event, Session
from webcast.gate import State, Viewer, closes_at, entitled, opens_at, state
from webcast.models import Stream

DAY = datetime.date(2030, 6, 4)
EVENT = Event(date=DAY)
SESSION = Session(event=EVENT, starts_at=EVENT.at(datetime.time(13)), ends_at=EVENT.at(datetime.time(16)))
UNTIMED = Session(event=EVENT)
ENDLESS = Session(event=EVENT, starts_at=EVENT.at(datetime.time(13)))
CANCELLED = Session(event=EVENT, starts_at=SESSION.starts_at, ends_at=SESSION.ends_at, status="cancelled")
QUARTER, HOUR = Stream(), Stream(opens_minutes_before=60)


def clock(hour: int, minute: int = 0, second: int = 0) -> datetime.datetime:
    return EVENT.at(datetime.time(hour, minute, second))


@pytest.mark.parametrize(
    ("session", "streams", "now", "expected"),
    [
        (SESSION, [QUARTER], clock(12, 44, 59), State.BEFORE),
        (SESSION, [QUARTER], clock(12, 45), State.OPEN),
        (SESSION, [QUARTER], clock(12, 59, 59), State.OPEN),
        (SESSION, [QUARTER], clock(13), State.LIVE),
        (SESSION, [QUARTER], clock(16, 14, 59), State.LIVE),
        (SESSION, [QUARTER], clock(16, 15), State.OVER),
        (SESSION, [], clock(12, 44), State.BEFORE),
        (SESSION, [], clock(12, 45), State.OPEN),
        (SESSION, [QUARTER, HOUR], clock(11, 59), State.BEFORE),
        (SESSION, [QUARTER, HOUR], clock(12), State.OPEN),
        (ENDLESS, [QUARTER], clock(23, 59), State.LIVE),
        (ENDLESS, [QUARTER], clock(12) + datetime.timedelta(days=1), State.OVER),
        (UNTIMED, [QUARTER], clock(12), State.UNKNOWN),
        (UNTIMED, [QUARTER], clock(12) + datetime.timedelta(days=1), State.OVER),
        (CANCELLED, [QUARTER], clock(14), State.CANCELLED),
        (CANCELLED, [QUARTER], clock(14) + datetime.timedelta(days=1), State.CANCELLED),
    ],
)
def test_the_gate_goes_by_the_clock(
    session: Session, streams: list[Stream], now: datetime.datetime, expected: State
) -> None:
    assert state(session, streams, now) is expected


def test_the_gate_lets_people_in_only_while_it_is_open_or_live() -> None:
    assert {each for each in State if each.lets_in} == {State.OPEN, State.LIVE}


def test_a_rehearsal_is_as_if_it_were_now_until_the_day_comes() -> None:
    event = Event(date=DAY, rehearsing_since=clock(9))
    rehearsed = Session(event=event, starts_at=SESSION.starts_at, ends_at=SESSION.ends_at)
    weeks_before = clock(13) - datetime.timedelta(weeks=3)
    assert state(rehearsed, [QUARTER], weeks_before) is State.LIVE
    rehearsed.status = Session.Status.CANCELLED
    assert state(rehearsed, [QUARTER], weeks_before) is State.CANCELLED


def test_an_unknown_time_opens_never_and_closes_with_the_day() -> None:
    assert opens_at(UNTIMED, [QUARTER]) is None
    assert closes_at(UNTIMED) == clock(23, 59, 59).replace(microsecond=999_999)


@pytest.mark.parametrize(
    ("access", "stranger", "attending", "invited"),
    [
        (Stream.Access.PUBLIC, True, True, True),
        (Stream.Access.REGISTERED, False, True, False),
        (Stream.Access.INVITED, False, False, True),
        ("something new", False, False, False),
    ],
)
def test_a_stream_is_for_whom_its_access_says(
    access: str, stranger: bool, attending: bool, invited: bool
) -> None:
    viewers = (Viewer(), Viewer(attends=True), Viewer(invited=True))
    assert tuple(entitled(access, viewer) for viewer in viewers) == (stranger, attending, invited)
