"""An invited session that is held in the room and on the web: who is invited comes, follows online, or sends either."""

import datetime
import html
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from events.actions.sessions import change_attendance
from events.actors import SYSTEM
from events.models import LogEntry, Session
from events.models.session import Mode
from registrations.actions import seating
from registrations.actions.invite import invite, person_at, send
from registrations.letters import layout, letter_for
from registrations.models import Invitation, OutgoingMail, Participation, Registration
from tests import world
from tests.harness.audit import assert_house_is_true
from tests.registrations.conftest import Fill, signed_in
from tests.registrations.test_answer import INSTEAD, invited, kinds, state_of

pytestmark = pytest.mark.django_db
Reply = Callable[..., HttpResponse]
BOTH = {"attendance": "mixed", "in_person_capacity": 1}


def held(session: Session, **columns: Any) -> Session:
    """The session arranged otherwise before anybody is invited."""
    if attendance := columns.pop("attendance", ""):
        change_attendance(SYSTEM, session, attendance=attendance)
    Session.objects.filter(pk=session.pk).update(**columns)
    return Session.objects.whole().get(pk=session.pk)


@pytest.fixture
def both(morning: Session) -> Session:
    """Helsinki's invited morning, with one place in the room and a web without limit."""
    return held(morning, **BOTH)


@pytest.fixture
def raija(both: Session) -> Invitation:
    return invited(both, "Raija Esimerkki", "raija@example.org")


@pytest.fixture
def reply(client: Client) -> Reply:
    def send(row: Invitation, answer: str, by: str = "invitee", **fields: Any) -> HttpResponse:
        afternoon = row.event.sessions.get(admission="open")
        sent = {"answer": answer, "answered_by": by, f"session-{afternoon.uuid}": "no"}
        return client.post(address(row), sent | fields)  # type: ignore[return-value]  # as the client has it

    return send


def address(row: Invitation) -> str:
    return f"/en/invitation/{row.token}/"


def words(page: Any) -> str:
    """The text of an answered page, on one line."""
    return " ".join(html.unescape(page.content.decode()).split())


def chosen(client: Client, row: Invitation) -> tuple[str, str]:
    """The answer, and the substitute's way, that the page has ticked."""
    form = client.get(address(row)).context["form"]
    return form["answer"].value(), form["substitute_way"].value()


def ways(session: Session) -> dict[str, tuple[str, str]]:
    """By name: how and in what state each takes part; the counts of the session agree."""
    assert_house_is_true()
    parts = Participation.objects.live().filter(session=session).select_related("registration__person")
    return {part.registration.person.name: (part.mode, part.status) for part in parts}


ONLINE, ROOM = ("online", "attending"), ("in_person", "attending")


def test_the_page_offers_the_room_and_the_web_in_the_third_person(raija: Invitation, client: Client) -> None:
    page = words(client.get(address(raija)))
    for said in ("attends in person", "follows online", "sends a substitute", "cannot attend"):
        assert f"Raija Esimerkki {said}" in page
    assert "How does the one who comes instead take part?" in page
    assert "stands in line" not in page


def test_who_follows_online_gets_the_web_and_may_come_after_all(
    raija: Invitation, both: Session, reply: Reply, client: Client
) -> None:
    assert "Raija Esimerkki takes part online." in words(reply(raija, "online"))
    assert ways(both) == {"Raija Esimerkki": ONLINE}
    assert state_of(raija) == "accepted"
    assert chosen(client, raija)[0] == "online"
    letter = letter_for(OutgoingMail.objects.get(kind="confirmed"))
    text = layout.plain(letter)
    assert text.startswith("Osallistut etänä.")
    assert "paina ”Siirry lähetyssivulle”" in text
    assert not letter.ticket
    assert letter.calendar
    assert b"Verkossa" in letter.calendar.content.replace(b"\r\n ", b"")
    token = Registration.objects.get().manage_token
    own = client.get(f"/en/my/{token}/").content.decode()
    watch = f"/en/watch/{both.uuid}/?r={token}"
    assert f'href="{watch}"' in own
    assert client.get(watch).status_code == 200
    reply(raija, "attends")
    assert ways(both) == {"Raija Esimerkki": ROOM}
    assert chosen(client, raija)[0] == "attends"
    assert kinds("raija@example.org") == ["invited", "confirmed", "confirmed"]


def test_the_same_answer_again_writes_to_nobody(raija: Invitation, both: Session, reply: Reply) -> None:
    for _press in range(2):
        reply(raija, "online")
    assert ways(both) == {"Raija Esimerkki": ONLINE}
    assert kinds("raija@example.org") == ["invited", "confirmed"]


def test_a_substitute_follows_online_and_then_comes(
    raija: Invitation, both: Session, reply: Reply, client: Client
) -> None:
    done = reply(raija, "substitute", **INSTEAD, substitute_way="online")
    assert "Tuomas Sijainen takes part online instead of Raija Esimerkki." in words(done)
    assert ways(both) == {"Tuomas Sijainen": ONLINE}
    assert chosen(client, raija) == ("substitute", "online")
    reply(raija, "substitute", **INSTEAD, substitute_way="in_person")
    assert ways(both) == {"Tuomas Sijainen": ROOM}
    assert chosen(client, raija) == ("substitute", "in_person")
    assert kinds("tuomas@example.org") == ["confirmed", "confirmed"]
    assert kinds("raija@example.org") == ["invited", "substituted"]


def test_a_full_room_offers_the_line_and_the_web(
    raija: Invitation, both: Session, reply: Reply, client: Client
) -> None:
    first, third = invited(both, "Eka Ensin", "eka@example.org"), invited(both, "Kolmas", "k@example.org")
    reply(first, "attends")
    page = words(client.get(address(raija)))
    for said in ("stands in line for the room", "follows online, and stands in line for the room"):
        assert f"Raija Esimerkki {said}" in page
    assert "Raija Esimerkki attends in person" not in page
    assert "Eka Ensin attends in person" in words(client.get(address(first))), "whose the place is"
    done = words(reply(raija, "queue_and_online"))
    assert "Raija Esimerkki takes part online." in done
    assert "On the web, and in line for the room." in done
    assert "Kolmas is in line for a place." in words(reply(third, "attends"))
    assert ways(both) == {"Eka Ensin": ROOM, "Raija Esimerkki": ONLINE, "Kolmas": ("in_person", "waiting")}
    assert (chosen(client, raija)[0], chosen(client, third)[0]) == ("queue_and_online", "attends")
    reply(first, "online")
    assert ways(both) == {"Eka Ensin": ONLINE, "Raija Esimerkki": ROOM, "Kolmas": ("in_person", "waiting")}
    assert chosen(client, raija)[0] == "attends"


def test_a_full_web_says_that_there_is_a_line(both: Session, reply: Reply, client: Client) -> None:
    held(both, online_capacity=0)
    row = invited(both, "Raija Esimerkki", "raija@example.org")
    assert "The web is full: this is a place in line." in words(client.get(address(row)))
    assert "In line for a place on the web." in words(reply(row, "online"))
    assert ways(both) == {"Raija Esimerkki": ("online", "waiting")}
    assert kinds("raija@example.org") == ["invited", "waiting"]


def test_the_own_page_and_the_answer_agree(
    raija: Invitation, both: Session, reply: Reply, client: Client
) -> None:
    reply(raija, "attends")
    token = Registration.objects.get().manage_token
    client.post(f"/en/my/{token}/parts/{both.uuid}/", {"way": "online"})
    assert ways(both) == {"Raija Esimerkki": ONLINE}
    assert (chosen(client, raija)[0], state_of(raija)) == ("online", "accepted")
    reply(raija, "attends")
    page = client.get(f"/en/my/{token}/parts/{both.uuid}/")
    assert page.context["form"]["way"].value() == "in_person"


def test_a_session_of_the_room_alone_asks_as_before(morning: Session, reply: Reply, client: Client) -> None:
    row = invited(morning, "Raija Esimerkki", "raija@example.org")
    page = words(client.get(address(row)))
    assert "Does Raija Esimerkki come?" in page
    assert "Raija Esimerkki attends <" in page.replace("</b>", " <")
    for said in ("online", "How does the one who comes instead"):
        assert said not in page.split("The open part of the same day")[0].split("<h1>")[1]
    refused = reply(row, "online")
    assert (refused.status_code, ways(morning)) == (422, {})
    assert "This part cannot be followed in that way." in words(refused)
    assert state_of(row) == "sent"


def test_a_session_of_the_web_alone_is_taken_part_in_online(
    morning: Session, reply: Reply, client: Client
) -> None:
    online = held(morning, attendance="online", in_person_capacity=None)
    row = invited(online, "Raija Esimerkki", "raija@example.org")
    page = words(client.get(address(row)))
    assert "Raija Esimerkki takes part online" in page
    assert "attends in person" not in page
    for answer in ("attends", "online"):  # the page may be older than the closing of the room
        assert "Raija Esimerkki takes part online." in words(reply(row, answer))
    assert ways(online) == {"Raija Esimerkki": ONLINE}
    reply(row, "substitute", **INSTEAD)
    assert ways(online) == {"Tuomas Sijainen": ONLINE}


@pytest.fixture
def two(both: Session) -> tuple[Invitation, Session]:
    """An invitation to the morning of both ways, and to a lunch in the room."""
    lunch = world.morning(both.event, short_title={"en": "Lunch"})
    row = invited(both, "Raija Esimerkki", "raija@example.org")
    row.opens.create(session=lunch)
    return row, lunch


def test_who_follows_online_is_not_expected_where_there_is_no_web(
    two: tuple[Invitation, Session], both: Session, reply: Reply, client: Client
) -> None:
    row, lunch = two
    assert "Not possible at: Lunch." in words(client.get(address(row)))
    reply(row, "attends")
    assert (ways(both), ways(lunch)) == ({"Raija Esimerkki": ROOM}, {"Raija Esimerkki": ROOM})
    reply(row, "online")
    assert (ways(both), ways(lunch), state_of(row)) == ({"Raija Esimerkki": ONLINE}, {}, "accepted")
    token = Registration.objects.get().manage_token
    client.post(f"/en/my/{token}/parts/{lunch.uuid}/", {"way": "in_person"})
    reply(row, "online")
    assert ways(lunch) == {"Raija Esimerkki": ROOM}, "the same answer changes nothing arranged since"
    client.post(f"/en/my/{token}/cancel/{lunch.uuid}/")
    assert (state_of(row), chosen(client, row)[0]) == ("accepted", "online")
    client.post(f"/en/my/{token}/cancel/{both.uuid}/")
    assert (state_of(row), chosen(client, row)[0]) == ("declined", "cannot")


def test_an_answer_by_telephone_knows_the_web(raija: Invitation, both: Session) -> None:
    desk = signed_in("editor")
    page = f"/organiser/events/{both.event.slug}/invitations/{raija.uuid}/"
    afternoon = {f"session-{raija.event.sessions.get(admission='open').uuid}": "no"}
    assert "Raija Esimerkki follows online" in words(desk.get(f"{page}answer/"))
    desk.post(f"{page}answer/", {"answer": "online"} | afternoon)
    assert ways(both) == {"Raija Esimerkki": ONLINE}
    for shown in (desk.get(page), desk.get(f"/organiser/events/{both.event.slug}/invitations/")):
        assert "Takes part online" in words(shown)
    stop = words(desk.get(f"/organiser/events/{both.event.slug}/"))
    assert "Of the invited, 1 take part, 0 do not, and 0 have not answered." in stop
    logged = LogEntry.objects.get(verb="answer: attends")
    assert logged.details == {"answered_by": "organiser", "mode": "online"}
    log = words(desk.get(f"/organiser/events/{both.event.slug}/log/"))
    assert "An invitation was accepted" in log
    assert "online · answered by the organiser" in log


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (BOTH, "whether you come, follow online, somebody takes part in your place"),
        ({"attendance": "online", "in_person_capacity": None}, "whether you take part online, somebody"),
        ({}, "whether you come, somebody comes in your place, or you cannot come."),
    ],
    ids=["both", "web", "room"],
)
def test_the_invitation_says_what_can_be_answered(
    morning: Session, columns: dict[str, Any], said: str
) -> None:
    if columns:
        held(morning, **columns)
    person_at(world.organiser(), name="Raija Esimerkki", email="raija@example.org", language="en")
    row = invited(morning, "Raija Esimerkki", "raija@example.org")
    text = " ".join(layout.plain(letter_for(row.letters.get())).split())
    assert said in text
    assert ("Or on the web." in text) is (columns == BOTH)


def test_how_the_substitute_takes_part_must_be_said(raija: Invitation, both: Session, reply: Reply) -> None:
    answered = reply(raija, "substitute", **INSTEAD)
    assert (answered.status_code, ways(both)) == (422, {})
    assert "Choose how the one who comes instead takes part." in words(answered)


@pytest.mark.parametrize("sent", ["\x00", "online" * 100, "queue"])
def test_a_forged_way_is_no_answer(raija: Invitation, both: Session, reply: Reply, sent: str) -> None:
    for fields in ({"answer": sent}, {"answer": "substitute", **INSTEAD, "substitute_way": sent}):
        answered = reply(raija, **fields)
        assert (answered.status_code, ways(both)) == (422, {})


def test_the_substitute_gets_a_place_on_a_full_web_and_stands_in_line_for_the_room(
    raija: Invitation, both: Session, reply: Reply
) -> None:
    Session.objects.filter(pk=both.pk).update(online_capacity=1)
    reply(invited(both, "Olli Toinen", "olli@example.org"), "attends")
    reply(raija, "online")
    reply(invited(both, "Pekka Jono", "pekka@example.org"), "online")
    reply(raija, "substitute", **INSTEAD, substitute_way="queue_and_online")
    assert ways(both) == {
        "Olli Toinen": ROOM,
        "Tuomas Sijainen": ONLINE,
        "Pekka Jono": ("online", "waiting"),
    }
    assert Participation.objects.get(registration__person__name="Tuomas Sijainen").waiting_since
    reply(raija, "cannot")
    assert ways(both) == {"Olli Toinen": ROOM, "Pekka Jono": ONLINE}


def test_whoever_gets_the_place_in_a_full_room_is_offered_it(
    raija: Invitation, both: Session, reply: Reply, client: Client
) -> None:
    reply(raija, "attends")
    for answer in ("attends", "substitute"):
        reply(raija, answer, **INSTEAD, substitute_way="in_person")
        form = client.get(address(raija)).context["form"]
        assert [value for value, _label in form.fields["substitute_way"].widget.choices] == [
            "in_person",
            "online",
        ]
        assert "stands in line" not in words(client.get(address(raija)))


def test_on_the_day_what_is_over_does_not_keep_from_answering_for_the_rest(
    morning: Session, afternoon: Session, reply: Reply
) -> None:
    held(afternoon, admission="invitation")
    person = person_at(
        morning.event.organiser, name="Raija Esimerkki", email="raija@example.org", language="fi"
    )
    row = invite(world.editor(), event=morning.event, sessions=[morning, afternoon], person=person)
    send(world.editor(), row)
    url, sent = address(row), {"answered_by": "invitee"}
    with time_machine.travel(morning.event.at(datetime.time(10)), tick=False):
        Client().post(url, sent | {"answer": "attends"})
    assert (set(ways(morning)), set(ways(afternoon))) == (set(), {"Raija Esimerkki"})
    with time_machine.travel(morning.event.at(datetime.time(12)), tick=False):
        Client().post(url, sent | {"answer": "cannot"})
        assert (state_of(row), ways(afternoon)) == ("declined", {})


def test_coming_after_all_keeps_the_own_afternoon(
    raija: Invitation, both: Session, afternoon: Session, fill: Fill, reply: Reply
) -> None:
    """The page shows the substitute's afternoon, so what it says of it takes nothing away."""
    fill(afternoon, email="raija@example.org", name="Raija Esimerkki")
    Registration.objects.update(created_at=raija.created_at - datetime.timedelta(days=1))
    own = {f"session-{afternoon.uuid}": "in_person"}
    reply(raija, "attends", **own)
    reply(raija, "substitute", **INSTEAD, substitute_way="in_person")
    reply(raija, "attends")
    assert (ways(both), ways(afternoon)) == ({"Raija Esimerkki": ROOM}, {"Raija Esimerkki": ROOM})


def test_nobody_is_their_own_substitute(raija: Invitation, both: Session, reply: Reply) -> None:
    reply(raija, "substitute", **INSTEAD, substitute_way="in_person")
    own = {"substitute_name": "Raija Esimerkki", "substitute_email": "raija@example.org"}
    page = reply(raija, "substitute", **own, substitute_way="in_person")
    assert page.status_code == 422
    assert "Name somebody else" in words(page)
    assert ways(both) == {"Tuomas Sijainen": ROOM}


def test_of_two_places_saved_in_one_session_one_is_given_back(both: Session) -> None:
    Session.objects.filter(pk=both.pk).update(in_person_taken=3, in_person_overflow=2)
    assert seating.together({both.pk: Mode.IN_PERSON}, {both.pk: Mode.IN_PERSON}) == {both.pk: "in_person"}
    both.refresh_from_db()
    assert (both.in_person_taken, both.in_person_overflow) == (2, 1)
