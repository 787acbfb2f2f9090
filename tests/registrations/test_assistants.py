"""Assistants: told in confidence, counted for whoever sets out the chairs and cooks, seen by editors alone."""

import datetime
import html
import re

import pytest
import time_machine
from django.test import Client

from events.actors import ANYONE
from events.models import LogEntry, Session
from registrations.actions import manage
from registrations.actions.invite import invite, person_at, send
from registrations.models import Invitation, Participation, Registration, SensitiveAnswer
from tests import world
from tests.registrations.conftest import Fill, signed_in, with_places

TICK = "A personal assistant comes along"
PAGES = ("plan", "run-sheet")
each_paper = pytest.mark.parametrize("paper", PAGES)


def shown(client: Client, session: Session, paper: str) -> str:
    answer = client.get(f"/organiser/events/{session.event.slug}/{paper}/")
    words = re.sub(r"</?(b|span)\b[^>]*>", "", html.unescape(answer.content.decode()))
    return " ".join(words.split())


def told() -> dict[str, list[str]]:
    """The kinds of what was told, by name."""
    rows = SensitiveAnswer.objects.order_by("kind").values_list("registration__person__name", "kind")
    return {name: [kind for who, kind in rows if who == name] for name, _kind in rows}


@pytest.fixture
def full(afternoon: Session, fill: Fill) -> Session:
    """Five in the room, one of them with an assistant; assistants also of who is online, in line or gone."""
    for number in range(6):
        with_one = {"assistant": "on"} if number in (0, 5) else {}
        fill(afternoon, email=f"room{number}@example.org", name=f"Guest {number}", **with_one)
    manage.leave_all(ANYONE, Registration.objects.whole().get(person__email="room5@example.org"))
    with_places(afternoon, 5)
    fill(afternoon, email="web@example.org", way="online", assistant="on")
    fill(afternoon, email="line@example.org", way="queue", assistant="on")
    assert Participation.objects.filter(status="waiting").count() == 1
    return afternoon


@each_paper
def test_the_seats_of_a_session_hold_those_of_the_assistants(
    full: Session, editor: Client, paper: str
) -> None:
    seen = shown(editor, full, paper)
    line = "Afternoon, 13:00–16:00: 5 come to the room, 1 of them with an assistant: 6 seats</li>"
    assert line in seen
    assert "Morning, 09:30–11:30: nobody comes to the room so far</li>" in seen
    assert "Portions" not in seen, "no food is served"
    assert "Guest" not in seen
    full.refresh_from_db()
    assert full.in_person_taken == 5, "an assistant takes no place"


@each_paper
def test_the_kitchen_gets_the_portions_of_each_session(full: Session, editor: Client, paper: str) -> None:
    full.event.serves_food = True
    full.event.save()
    Participation.objects.filter(registration__person__name="Guest 1").update(seated=False)
    eats = Registration.objects.get(person__name="Guest 2")
    SensitiveAnswer.objects.create(registration=eats, kind="diet", text="No nuts")
    seen = shown(editor, full, paper)
    assert (
        "Afternoon, 13:00–16:00: 5 come to the room, 1 of them needs no seat, 1 of them with an assistant: 5 seats<"
    ) in seen
    portions = "Portions, the assistants included:</p> <ul"
    assert portions in seen
    assert "Afternoon, 13:00–16:00: 6 portions<" in seen.partition(portions)[2]
    assert "Morning, 09:30–11:30: 0 portions<" in seen.partition(portions)[2]
    assert "Diets and allergies of the day:</p> <ul" in seen
    assert "1 × No nuts" in seen


@each_paper
def test_only_editors_read_how_many_there_are(full: Session, paper: str) -> None:
    full.event.serves_food = True
    full.event.save()
    for role in ("viewer", "door"):
        seen = shown(signed_in(role), full, paper)
        assert "Programme" in seen
        assert not any(word in seen for word in ("assistant", "Portions", "come to the room"))


@each_paper
def test_none_is_said_only_while_it_can_be_known(
    afternoon: Session, fill: Fill, editor: Client, paper: str
) -> None:
    fill(afternoon)
    assert "1 comes to the room, nobody has told of an assistant: 1 seat<" in shown(editor, afternoon, paper)
    Session.objects.filter(event=afternoon.event, admission="invitation").update(status="cancelled")
    assert "Morning, 09:30–11:30:" not in shown(editor, afternoon, paper)
    with time_machine.travel(afternoon.event.at(datetime.time(12)) + datetime.timedelta(days=20), tick=False):
        later = shown(signed_in("editor"), afternoon, paper)
    assert "1 comes to the room: 1 seat<" in later, "what was told is removed by now"


def test_where_nobody_meets_nothing_is_counted(afternoon: Session, editor: Client) -> None:
    Session.objects.filter(event=afternoon.event).update(attendance="online", in_person_capacity=None)
    for paper in PAGES:
        assert "Seats</h2>" not in shown(editor, afternoon, paper)


@pytest.fixture
def guest(morning: Session) -> Invitation:
    person = person_at(morning.event.organiser, name="Raija Esimerkki", email="raija@example.org")
    row = invite(world.editor(), event=morning.event, sessions=[morning], person=person)
    send(world.editor(), row)
    return row


def test_an_invited_guest_or_the_substitute_tells_of_it_with_the_answer(
    guest: Invitation, afternoon: Session, client: Client, editor: Client
) -> None:
    at = f"/en/invitation/{guest.token}/"
    sent = {"answer": "attends", "answered_by": "invitee", f"session-{afternoon.uuid}": "no"}
    assert TICK in client.get(at).content.decode()
    client.post(at, sent)
    assert told() == {}
    for tick in ({"assistant": "on"}, {}):
        client.post(at, sent | tick)
        assert told() == {"Raija Esimerkki": ["assistant"]}, "an empty box leaves what was told"
    assert "checked" not in client.get(at).content.decode().partition(TICK)[0].rpartition("<input")[2]
    assert LogEntry.objects.filter(verb="change confidences").count() == 1
    line = "Morning, 09:30–11:30: 1 comes to the room, 1 of them with an assistant: 2 seats<"
    assert all(line in shown(editor, afternoon, paper) for paper in PAGES)
    instead = {"answer": "substitute", "substitute_name": "Tuomas", "substitute_email": "t@example.org"}
    client.post(at, sent | instead)
    plan = shown(editor, afternoon, "plan")
    assert "1 comes to the room, nobody has told of an assistant: 1 seat<" in plan, (
        "who stays away brings none"
    )
    client.post(at, sent | instead | {"assistant": "on", "diet": "No nuts"})
    assert told()["Tuomas"] == ["assistant"], "no food, no diet"
    assert line in shown(editor, afternoon, "plan")


def test_who_cannot_come_tells_nothing(guest: Invitation, afternoon: Session, client: Client) -> None:
    sent = {"answer": "cannot", "answered_by": "invitee", f"session-{afternoon.uuid}": "no"}
    client.post(f"/en/invitation/{guest.token}/", sent | {"assistant": "on"})
    assert told() == {}
