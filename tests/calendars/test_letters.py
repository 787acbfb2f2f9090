"""The calendar part of a letter: to one person, about one session."""

from dataclasses import replace

import pytest

from events.ical.entry import Entry
from events.ical.letter import Mailbox, OrganizerIsAttendee, cancel, hold, request
from tests.calendars.cast import AINO, OFFICE, SENT, VAASA
from tests.calendars.lint import complaints, unfolded


def asked(entry: Entry = VAASA) -> bytes:
    return request(entry, organizer=OFFICE, attendee=AINO, sequence=5, stamp=SENT)


def cancelled(whole_event: bool) -> bytes:
    return cancel(VAASA, organizer=OFFICE, attendee=AINO, sequence=6, stamp=SENT, whole_event=whole_event)


def values(calendar: bytes, name: str) -> list[str]:
    return [line for line in unfolded(calendar) if line.split(":")[0].split(";")[0] == name]


def test_a_request_is_accepted_already_and_asks_for_no_reply() -> None:
    lines = unfolded(asked())
    assert {"METHOD:REQUEST", "SEQUENCE:5"} <= set(lines)
    assert {"DTSTAMP:20160520T073000Z", "LAST-MODIFIED:20160518T082500Z"} <= set(lines)
    assert 'ORGANIZER;CN="Social- och hälsovårdsministeriet":mailto:lape@example.org' in lines
    (attendee,) = values(asked(), "ATTENDEE")
    assert ";PARTSTAT=ACCEPTED;" in attendee
    assert ";RSVP=FALSE:" in attendee
    assert attendee.endswith(":mailto:aino+vasa@example.org")
    assert complaints(asked()) == []


def test_a_name_with_quotes_and_commas_stays_one_name() -> None:
    (attendee,) = values(asked(), "ATTENDEE")
    assert """;CN="Aino ^'Ainu^' Öhman; Vasa, Åbo";""" in attendee


def test_an_address_cannot_carry_a_second_header() -> None:
    forged = Mailbox("A\r\nATTENDEE:mailto:eve@example.org", "a?cc=eve@example.org\r\nX:y")
    data = request(VAASA, organizer=OFFICE, attendee=forged, sequence=1, stamp=SENT)
    (attendee,) = values(data, "ATTENDEE")
    assert attendee.endswith(":mailto:a%3Fcc=eve@example.org%0D%0AX%3Ay")


def test_a_cancelled_session_says_so_in_its_status() -> None:
    lines = unfolded(cancelled(whole_event=True))
    assert {"METHOD:CANCEL", "SEQUENCE:6", "STATUS:CANCELLED", f"UID:{VAASA.uid}"} <= set(lines)
    assert len(values(cancelled(whole_event=True), "ATTENDEE")) == 1


def test_one_person_is_taken_off_without_cancelling_the_session() -> None:
    data = cancelled(whole_event=False)
    assert values(data, "METHOD") == ["METHOD:CANCEL"]
    assert values(data, "STATUS") == []
    assert values(data, "SUMMARY") == values(asked(), "SUMMARY")
    assert len(values(data, "ATTENDEE")) == 1


def test_the_organizer_is_never_the_attendee() -> None:
    myself = Mailbox("", OFFICE.address.upper())
    with pytest.raises(OrganizerIsAttendee):
        request(VAASA, organizer=OFFICE, attendee=myself, sequence=1, stamp=SENT)
    with pytest.raises(OrganizerIsAttendee):
        cancel(VAASA, organizer=OFFICE, attendee=myself, sequence=1, stamp=SENT, whole_event=False)


def test_nobody_is_asked_to_a_cancelled_session() -> None:
    with pytest.raises(ValueError, match="cancelled"):
        asked(replace(VAASA, status="CANCELLED"))


def test_a_hold_is_a_file_and_not_a_message() -> None:
    data = hold(VAASA)
    for absent in ("METHOD", "ORGANIZER", "ATTENDEE"):
        assert values(data, absent) == []
    kept = {f"UID:{VAASA.uid}", "SEQUENCE:2", "DTSTAMP:20160518T082500Z", "STATUS:TENTATIVE"}
    assert kept <= set(unfolded(data))


def test_letters_carry_the_zone_they_use_and_one_entry() -> None:
    for data in (asked(), cancelled(whole_event=True), hold(VAASA)):
        assert values(data, "TZID") == ["TZID:Europe/Helsinki"]
        assert unfolded(data).count("BEGIN:VEVENT") == 1
