"""Calendar parts of letters: iTIP messages to one person about one session (RFC 5546), and a file to keep."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from icalendar import Event
from icalendar.prop import vCalAddress

from events.ical.entry import Entry, vevent
from events.ical.envelope import to_bytes, vcalendar
from events.ical.text import line


class OrganizerIsAttendee(ValueError):
    """Outlook hides a message that somebody sends to themselves: the organizer must be another mailbox."""


@dataclass(frozen=True)
class Mailbox:
    """A name, which may be empty, and an e-mail address."""

    name: str
    address: str


def request(
    entry: Entry,
    *,
    organizer: Mailbox,
    attendee: Mailbox,
    sequence: int,
    stamp: datetime,
    accepted: bool = True,
) -> bytes:
    """METHOD:REQUEST: put the session into this person's calendar, or change it there.

    `sequence` is the person's own for this session, `stamp` the moment of sending. No reply is asked for.
    Raises OrganizerIsAttendee, and ValueError for a cancelled session.
    """
    if entry.status == "CANCELLED":
        raise ValueError(f"{entry.uid} is cancelled: nobody can be asked to it.")
    event = vevent(entry, sequence=sequence, stamp=stamp)
    answer = "ACCEPTED" if accepted else "NEEDS-ACTION"
    _address(event, organizer, attendee, PARTSTAT=answer, CUTYPE="INDIVIDUAL", ROLE="REQ-PARTICIPANT")
    return _message(entry, event, "REQUEST")


def cancel(
    entry: Entry, *, organizer: Mailbox, attendee: Mailbox, sequence: int, stamp: datetime, whole_event: bool
) -> bytes:
    """METHOD:CANCEL: the session is cancelled (`whole_event`), or only this person no longer comes to it.

    In the second case STATUS must be absent (RFC 5546 §3.2.5). Raises OrganizerIsAttendee.
    """
    entry = replace(entry, status="CANCELLED" if whole_event else "CONFIRMED")
    event = vevent(entry, sequence=sequence, stamp=stamp)
    if not whole_event:
        del event["status"]
    _address(event, organizer, attendee)
    return _message(entry, event, "CANCEL")


def hold(entry: Entry) -> bytes:
    """A file to keep the date free with, not a message: no METHOD, nobody in it, tentative until answered."""
    if entry.status == "CONFIRMED":
        entry = replace(entry, status="TENTATIVE")
    return _message(entry, vevent(entry))


def _address(event: Event, organizer: Mailbox, attendee: Mailbox, **parameters: str) -> None:
    if organizer.address.casefold() == attendee.address.casefold():
        raise OrganizerIsAttendee(f"{organizer.address} cannot be both the organizer and the attendee.")
    event.add("organizer", _person(organizer))
    event.add("attendee", _person(attendee, RSVP="FALSE", **parameters))


def _person(mailbox: Mailbox, **parameters: str) -> vCalAddress:
    name = line(mailbox.name)
    return vCalAddress(
        "mailto:" + quote(mailbox.address, safe="@!$&'*+/=^`{|}~"),
        params=parameters | ({"CN": name} if name else {}),
    )


def _message(entry: Entry, event: Event, method: str = "") -> bytes:
    calendar = vcalendar([entry])
    if method:
        calendar.add("method", method)
    calendar.add_component(event)
    return to_bytes(calendar)
