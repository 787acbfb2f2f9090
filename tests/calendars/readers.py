"""The programmes that subscribers use, each reading a calendar in its own way into the same `Seen`."""

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import vobject
from ical.calendar_stream import IcsCalendarStream

HERE = Path(__file__).parent
SYSTEM_PYTHON = os.environ.get("SYSTEM_PYTHON", "/usr/bin/python3")


@dataclass(frozen=True)
class Seen:
    """An entry as a reader shows it; times in UTC, a date for a whole day."""

    uid: str
    sequence: int
    status: str
    summary: str
    description: str
    location: str
    start: date
    end: date


def ical_js(calendar: bytes) -> list[Seen]:
    return _child(["node", "read_ics.mjs"], HERE.parent / "node", calendar)


def libical(calendar: bytes) -> list[Seen]:
    return _child([SYSTEM_PYTHON, "read_with_libical.py"], HERE, calendar)


def vobject_(calendar: bytes) -> list[Seen]:
    """Radicale's reader, which takes the times from our VTIMEZONE through dateutil."""
    events = vobject.readOne(calendar.decode()).contents.get("vevent", [])
    return [_seen({name: values[0].value for name, values in event.contents.items()}) for event in events]


def home_assistant(calendar: bytes) -> list[Seen]:
    stream = IcsCalendarStream.calendar_from_ics(calendar.decode())
    return [_seen(_texts(event) | {"status": event.status and event.status.value}) for event in stream.events]


READERS: tuple[Callable[[bytes], list[Seen]], ...] = (ical_js, libical, vobject_, home_assistant)


def _texts(event: Any) -> dict[str, Any]:
    names = ("uid", "sequence", "summary", "description", "location", "dtstart", "dtend")
    return {name: getattr(event, name) for name in names}


def _child(command: list[str], folder: Path, calendar: bytes) -> list[Seen]:
    done = subprocess.run(command, cwd=folder, input=calendar, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    entries = json.loads(done.stdout)
    times = [{"dtstart": _moment(entry["start"]), "dtend": _moment(entry["end"])} for entry in entries]
    return [_seen(entry | time) for entry, time in zip(entries, times, strict=True)]


def _moment(time: dict[str, str]) -> date:
    wall = time["wall"]
    if "T" not in wall:
        return datetime.strptime(wall, "%Y%m%d").replace(tzinfo=UTC).date()
    zone = UTC if wall.endswith("Z") else ZoneInfo(time["zone"])
    return datetime.strptime(wall.rstrip("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=zone)


def _seen(entry: dict[str, Any]) -> Seen:
    start, end = (_instant(entry[name]) for name in ("dtstart", "dtend"))
    texts = {name: entry.get(name) or "" for name in ("uid", "status", "summary", "description", "location")}
    return Seen(sequence=int(entry["sequence"]), start=start, end=end, **texts)


def _instant(moment: date) -> date:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
