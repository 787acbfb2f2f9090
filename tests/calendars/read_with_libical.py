"""Reads a calendar from standard input with libical (Evolution, GNOME, KDE) and prints its entries as JSON.

Run by the system's Python, which has the bindings; so it imports nothing of ours.
"""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402  # the version must be asked for first


def time(moment: "ICalGLib.Time") -> dict[str, str]:
    return {"wall": moment.as_ical_string(), "zone": moment.get_tzid() or ""}


def entry(event: "ICalGLib.Component") -> dict[str, object]:
    return {
        "uid": event.get_uid(),
        "sequence": event.get_sequence(),
        "status": event.get_first_property(ICalGLib.PropertyKind.STATUS_PROPERTY).get_value_as_string(),
        "summary": event.get_summary(),
        "description": event.get_description(),
        "location": event.get_location(),
        "start": time(event.get_dtstart()),
        "end": time(event.get_dtend()),
    }


calendar = ICalGLib.Component.new_from_string(sys.stdin.buffer.read().decode())
if calendar is None or not calendar.is_valid():
    sys.exit("libical cannot read this calendar at all.")
ICalGLib.restriction_check(calendar)
if calendar.count_errors():
    sys.exit(f"libical found errors: {calendar.as_ical_string()}")

entries, event = [], calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
while event:
    entries.append(entry(event))
    event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
json.dump(entries, sys.stdout)
