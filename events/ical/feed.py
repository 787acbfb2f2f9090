"""A calendar to subscribe to: the same rows always give the same bytes, and their etag needs no rendering."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from icalendar.prop import vDuration

from events.ical.entry import Entry, vevent
from events.ical.envelope import to_bytes, vcalendar
from events.ical.text import line, uri

RENDERING = 1
"""Raise it when the same entries begin to give other bytes."""


class Color(NamedTuple):
    """A CSS3 name, which the standard wants, and the like in hex, which Apple wants."""

    name: str
    hex: str


SPRUCE = Color("teal", "#0a5c4c")


def feed(
    entries: Iterable[Entry],
    *,
    name: str,
    language: str,
    timezone: str,
    color: Color = SPRUCE,
    url: str = "",
    source: str = "",
) -> bytes:
    """A whole calendar: a snapshot without METHOD, people or a UID of its own (vdirsyncer would see one).

    `url` is the page that shows the same, `source` the feed's own address. Never give the source of a
    personal feed: it is a secret, and calendars are shared.
    """
    ordered = sorted(entries, key=lambda entry: (entry.day, entry.uid))
    calendar = vcalendar(ordered, timezone=timezone)
    calendar.add("name", line(name, language))
    calendar.add("x-wr-calname", line(name))
    calendar.add("x-wr-timezone", line(timezone))
    calendar.add("color", line(color.name))
    calendar.add("x-apple-calendar-color", line(color.hex))
    calendar.add("refresh-interval", vDuration(timedelta(hours=1), params={"VALUE": "DURATION"}))
    calendar.add("x-published-ttl", vDuration(timedelta(hours=1)))
    if url:
        calendar.add("url", uri(url))
    if source:
        calendar.add("source", uri(source, VALUE="URI"))
    for entry in ordered:
        calendar.add_component(vevent(entry))
    return to_bytes(calendar)


def etag(
    rows: Iterable[tuple[object, int, bytes | memoryview]],
    language: str,
    window: date | None = None,
    name: str = "",
) -> str:
    """A strong, quoted ETag from the (uid, sequence, digest) of every entry, in any order.

    Also of what else the bytes depend on: the feed's name, and the first day of its window.
    """
    entries = sorted(f"{uid} {sequence} {bytes(digest).hex()}" for uid, sequence, digest in rows)
    parts = "\n".join([str(RENDERING), language, str(window), line(name), *entries])
    return f'"{hashlib.sha256(parts.encode()).hexdigest()[:32]}"'
