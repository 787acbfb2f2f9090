"""The VCALENDAR around the entries, and its bytes."""

import re
from collections.abc import Iterable
from typing import Any

from icalendar import Calendar
from icalendar.parser_tools import to_unicode

from events.ical import zones
from events.ical.entry import Entry

# 74 octets after the space; never inside a character (RFC 5545 §3.1), nor inside an escape if avoidable.
_FOLD = re.compile(rb"(?s).{1,74}(?:(?<![\\^])|\Z)(?![\x80-\xbf])|.{1,74}(?![\x80-\xbf])")


def vcalendar(entries: Iterable[Entry], *, timezone: str = "") -> Calendar:
    """The zones that these entries need, and `timezone` if it can be written; the entries come later."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Kiertue//Kiertue//EN")
    calendar.add("calscale", "GREGORIAN")
    used = {entry.timezone for entry in entries if entry.starts and not entry.in_utc}
    for key in sorted(used | {timezone} if timezone and zones.exact(timezone) else used):
        calendar.add_component(zones.vtimezone(key))
    return calendar


def to_bytes(calendar: Calendar) -> bytes:
    """The calendar in UTF-8, folded, with CRLF. icalendar's own way goes letter by letter and is slower."""
    return b"".join(_content_line(name, value) for name, value in calendar.property_items())


def _content_line(name: str, value: Any) -> bytes:
    parameters = value.params.to_ical() if getattr(value, "params", None) else b""
    written = value if isinstance(value, bytes) else to_unicode(value.to_ical()).encode()
    line = name.encode() + (b";" + parameters if parameters else b"") + b":" + written
    return b"\r\n ".join(_FOLD.findall(line)) + b"\r\n"
