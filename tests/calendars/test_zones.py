"""Our VTIMEZONE says what tzdata says."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical

from events.ical.zones import VERIFIED_YEARS, ZoneNotExact, exact, vtimezone

ZONES = (
    "Europe/Helsinki",
    "Europe/Mariehamn",
    "Europe/Stockholm",
    "Europe/London",
    "Europe/Tallinn",
    "Asia/Tokyo",
    "America/New_York",
)


def probes(zone: ZoneInfo) -> Iterator[datetime]:
    """Every hour of the days on which the clock changes, and each seventh day besides, 2008–2037."""
    first = datetime(VERIFIED_YEARS.start, 1, 1, tzinfo=UTC)
    days = (datetime(VERIFIED_YEARS.stop, 1, 1, tzinfo=UTC) - first).days
    for number in range(days):
        day = first + timedelta(days=number)
        if day.astimezone(zone).utcoffset() != (day + timedelta(days=1)).astimezone(zone).utcoffset():
            yield from (day + timedelta(hours=hour) for hour in range(25))
        elif not number % 7:
            yield day


@pytest.mark.parametrize("key", ZONES)
def test_every_hour_from_2008_to_2037_is_as_in_tzdata(key: str) -> None:
    ours, theirs = tzical(io.StringIO(vtimezone(key).to_ical().decode())).get(key), ZoneInfo(key)
    wrong = [
        at for at in probes(theirs) if at.astimezone(ours).utcoffset() != at.astimezone(theirs).utcoffset()
    ]
    assert wrong == []


def test_helsinki_changes_at_three_and_at_four_by_rules_that_outlook_reads() -> None:
    lines = vtimezone("Europe/Helsinki").to_ical().decode().split("\r\n")
    assert "DTSTART:19700329T030000" in lines
    assert "DTSTART:19701025T040000" in lines
    assert sum(line.startswith("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=") for line in lines) == 2
    assert not any(line.startswith("RDATE") for line in lines)


@pytest.mark.parametrize(
    "key",
    [
        "Europe/Dublin",  # winter time is its daylight saving time
        "Europe/Moscow",  # followed other rules until 2014
        "America/Godthab",  # changes on the evening before
        "Africa/Casablanca",  # follows the moon
        "Europe/Nowhere",
        "../../etc/passwd",
        "",
    ],
)
def test_a_zone_that_two_yearly_rules_cannot_express_is_refused(key: str) -> None:
    assert not exact(key)
    with pytest.raises(ZoneNotExact):
        vtimezone(key)


def test_a_machine_without_tzdata_writes_the_same_zone() -> None:
    script = "from events.ical.zones import vtimezone; print(vtimezone('Europe/Helsinki').to_ical().decode())"
    bare = os.environ | {"PYTHONTZPATH": ""}
    written = subprocess.run(
        [sys.executable, "-c", script], env=bare, capture_output=True, text=True, check=True
    )
    assert written.stdout.split() == vtimezone("Europe/Helsinki").to_ical().decode().split()
