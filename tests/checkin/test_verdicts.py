"""The table of verdicts, without a database."""

import datetime
import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.utils import translation
from i18nfield.strings import LazyI18nString

from events.models import Event, Session
from registrations.checkin.verdicts import Colour, Facts, Kind, Presence, judge, lets_in, tell, verdict
from registrations.models import Invitation, Participation, Person, Registration
from venues.models import Room

HELSINKI = datetime.timezone(datetime.timedelta(hours=3))
State, Status = Invitation.State, Participation.Status
NAME = "Elle-Máret Näkkäläjärvi"


def event(title: str = "Vaasa", day: int = 2) -> Event:
    return Event(title=LazyI18nString(title), date=datetime.date(2027, 6, day))


def session(title: str, hour: int, **fields: Any) -> Session:
    starts_at = datetime.datetime(2027, 6, 2, hour, tzinfo=HELSINKI)
    names = {"short_title": LazyI18nString(title), "room": Room(name=LazyI18nString("Hall X"))}
    return Session(event=event(), starts_at=starts_at, in_person_capacity=80, **names | fields)


HERE = session("Afternoon", 13, in_person_taken=68)
FULL = session("Afternoon", 13, in_person_taken=80, in_person_waiting=2)
ENDLESS = session("Afternoon", 13)
ENDLESS.in_person_capacity = None
INVITED_ONLY = session("Morning", 9, admission=Session.Admission.INVITATION)
WHO = Registration(person=Person(name=NAME), organisation_text="Saamelaiskäräjät")
ALICE = Facts(HERE, WHO)
NOON = datetime.datetime(2027, 6, 2, 9, 42, tzinfo=HELSINKI)


def part(status: str, mode: str = "in_person") -> Participation:
    return Participation(status=status, mode=mode)


def asked(state: str) -> Invitation:
    return Invitation(person=Person(name=NAME), organisation_text="Saamelaiskäräjät", state=state)


@dataclass
class Row:
    facts: Facts
    kind: Kind
    colour: Colour
    about: str
    button: str = ""


INVITEE = Facts(HERE, invitation=asked(State.SENT), invited_here=True)
ROOM = "The room has 12 free places."
TABLE = {
    "attending": Row(
        replace(ALICE, participation=part("attending")), Kind.EXPECTED, Colour.GO, "Afternoon", "Check in"
    ),
    "on the web": Row(
        replace(ALICE, participation=part("attending", "online")), Kind.WEB, Colour.AMBER, ROOM, "Let in"
    ),
    "on the web, room full": Row(
        Facts(FULL, WHO, part("attending", "online")),
        Kind.WEB,
        Colour.AMBER,
        "All the places in the room are taken or promised.",
        "Let in although the room is full",
    ),
    "on the web, no limit": Row(
        Facts(ENDLESS, WHO, part("attending", "online")), Kind.WEB, Colour.AMBER, "There is room.", "Let in"
    ),
    "in line": Row(replace(ALICE, participation=part("waiting")), Kind.WAITING, Colour.AMBER, ROOM, "Let in"),
    "pending": Row(replace(ALICE, participation=part("pending")), Kind.PENDING, Colour.AMBER, ROOM, "Let in"),
    "cancelled": Row(
        replace(ALICE, participation=part("cancelled")), Kind.CANCELLED, Colour.AMBER, ROOM, "Let in"
    ),
    "said no": Row(
        replace(ALICE, participation=part("declined")), Kind.DECLINED, Colour.AMBER, ROOM, "Let in"
    ),
    "invited, no answer": Row(INVITEE, Kind.INVITED, Colour.AMBER, ROOM, "Let in"),
    "invited, delivery failed": Row(
        replace(INVITEE, invitation=asked(State.FAILED)), Kind.INVITED, Colour.AMBER, ROOM, "Let in"
    ),
    "invited, said no": Row(
        replace(INVITEE, invitation=asked(State.DECLINED)), Kind.DECLINED, Colour.AMBER, ROOM, "Let in"
    ),
    "sends a substitute": Row(
        replace(INVITEE, invitation=asked(State.SUBSTITUTED), participation=part("cancelled")),
        Kind.SUBSTITUTED,
        Colour.AMBER,
        "The substitute has the place.",
    ),
    "was a substitute": Row(
        replace(INVITEE, registration=WHO, invitation=asked(State.EXPIRED), participation=part("cancelled")),
        Kind.CANCELLED,
        Colour.AMBER,
        "The place belongs to somebody else now.",
    ),
    "of the morning, at the open afternoon": Row(
        replace(ALICE, elsewhere=(INVITED_ONLY,)),
        Kind.ANOTHER_SESSION,
        Colour.AMBER,
        "Expected at: Morning, …09:00, Hall X",
        "Let in",
    ),
    "of the afternoon, at the invited morning": Row(
        Facts(INVITED_ONLY, WHO, elsewhere=(HERE,)),
        Kind.ANOTHER_SESSION,
        Colour.AMBER,
        "Expected at: Afternoon, …13:00, Hall X",
    ),
    "of another event": Row(
        replace(ALICE, foreign=event("Kuopio", 8)),
        Kind.ANOTHER_EVENT,
        Colour.RED,
        "This ticket is for Kuopio Tue 8 June",
    ),
    "in already": Row(
        replace(ALICE, participation=part("attending"), presence=Presence(NOON, "Door A")),
        Kind.ALREADY_IN,
        Colour.AMBER,
        "Came in at 09:42, Door A",
    ),
    "in by the paper list": Row(
        replace(ALICE, participation=part("attending"), presence=Presence(NOON)),
        Kind.ALREADY_IN,
        Colour.AMBER,
        "Marked as present at 09:42",
    ),
    "unknown": Row(
        Facts(HERE), Kind.UNKNOWN, Colour.RED, "Scan once more, type the code, or search by name."
    ),
    "mistyped": Row(
        Facts(HERE, mistyped=True),
        Kind.UNKNOWN,
        Colour.RED,
        "There is a slip in the code. Check it and type it again.",
    ),
}


@pytest.mark.parametrize("case", TABLE)
def test_everybody_who_may_turn_up_has_a_verdict_and_one_button(case: str) -> None:
    row = TABLE[case]
    with translation.override("en"):
        said = verdict(row.facts)
    assert (said.kind, said.colour, said.button) == (row.kind, row.colour, row.button)
    assert re.fullmatch(".*".join(map(re.escape, row.about.split("…"))), said.about)
    assert said.name == ("" if said.colour == Colour.RED else NAME)
    assert said.organisation == ("" if said.colour == Colour.RED else "Saamelaiskäräjät")


@pytest.mark.parametrize("kind", Kind)
def test_no_case_is_without_words(kind: Kind) -> None:
    said = tell(kind, Facts(HERE))
    assert said.heading
    assert said.about or kind in (Kind.ALREADY_IN, Kind.ANOTHER_SESSION)


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_a_part_by_invitation_opens_only_to_who_was_invited_to_it(state: str) -> None:
    stranger = Facts(INVITED_ONLY, WHO, invitation=asked(state), elsewhere=(HERE,))
    assert not lets_in(judge(stranger), stranger)
    once = replace(stranger, participation=part("cancelled"))
    assert not lets_in(judge(once), once)
    assert lets_in(judge(once), replace(once, session=HERE))


def test_a_door_undoes_only_what_doors_have_done() -> None:
    by_door = replace(ALICE, participation=part("attending"), presence=Presence(NOON, "Door A"))
    assert verdict(by_door).can_undo
    assert not verdict(replace(by_door, presence=Presence(NOON))).can_undo
