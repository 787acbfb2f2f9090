"""The watch page: what it says when, and to whom it gives the address."""

import datetime
import html
import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.actors import ANYONE
from events.models import Event, Session
from registrations.actions.answer import Answer
from registrations.actions.answer import answer as reply
from registrations.actions.details import Way
from registrations.actions.manage import leave
from registrations.models import Registration
from tests import world
from tests.webcast.cast import ADDRESS, afternoon, at, invited, join, look, morning, registered, stream
from webcast.models import Stream

pytestmark = pytest.mark.django_db
BUTTON = "Open the webcast"


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("minutes", "after", "says", "opens"),
    [
        (-16, "starts_at", "The webcast opens", False),
        (-14, "starts_at", "The webcast is open", True),
        (30, "starts_at", "The session is going on now", True),
        (14, "ends_at", "The session is going on now", True),
        (16, "ends_at", "This session is over", False),
    ],
)
def test_the_page_goes_by_the_clock(client: Client, minutes: int, after: str, says: str, opens: bool) -> None:
    session = afternoon()
    stream(session)
    token = registered(session)
    with time_machine.travel(at(session, minutes, after=after), tick=False):
        answer = look(client, session, token)
        joined = join(client, session, token)
    assert answer.status_code == 200
    assert says in words(answer)
    assert (BUTTON in words(answer)) is opens
    assert joined.status_code == (200 if opens else 409)
    assert ("Refresh" in joined) is opens


def test_before_the_time_the_page_tells_the_hour_and_offers_to_check_again(client: Client) -> None:
    session = afternoon()
    stream(session)
    with time_machine.travel(at(session, -60), tick=False):
        page = words(look(client, session, registered(session)))
    assert "12:45" in page
    assert "Check again" in page


def test_the_address_is_nowhere_but_in_the_answer_to_the_post(client: Client) -> None:
    session = afternoon()
    stream(session)
    token = registered(session)
    with time_machine.travel(at(session, 5), tick=False):
        asked = [look(client, session, token), client.get(f"/watch/{session.uuid}/state")]
        joined = join(client, session, token)
    for answer in asked:
        assert "meetup-join" not in words(answer)
        assert "meetup-join" not in str(answer.headers)
    assert joined["Refresh"] == f"0; url={ADDRESS}"
    assert f'href="{ADDRESS}" rel="noreferrer"' in words(joined)
    assert joined["Cache-Control"] == "private, no-store"
    assert joined["X-Robots-Tag"] == "noindex"


def in_the_room(session: Session) -> str:
    return registered(session, Way.IN_PERSON)


def in_line(session: Session) -> str:
    Session.objects.filter(pk=session.pk).update(in_person_capacity=0)
    return registered(Session.objects.whole().get(pk=session.pk), Way.QUEUE)


def in_line_and_on_the_web(session: Session) -> str:
    Session.objects.filter(pk=session.pk).update(in_person_capacity=0)
    return registered(Session.objects.whole().get(pk=session.pk), Way.QUEUE_AND_ONLINE)


def cancelled(session: Session) -> str:
    token = registered(session)
    leave(ANYONE, Registration.objects.whole().select_related("invitation").get(), session=session)
    return token


def struck_off(session: Session) -> str:
    token = registered(session)
    Registration.objects.update(cancelled_at=session.event.published_at)
    return token


def elsewhere(session: Session) -> str:
    return registered(world.afternoon_of(world.coming_tour(), "oulu"))


def stranger(session: Session) -> str:
    return ""


def forger(session: Session) -> str:
    return registered(session)[:-1] + "?"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (registered, 200),
        (in_the_room, 200),
        (in_line_and_on_the_web, 200),
        (in_line, 403),
        (cancelled, 403),
        (struck_off, 403),
        (elsewhere, 403),
        (stranger, 403),
        (forger, 403),
    ],
)
def test_the_address_goes_to_those_who_have_a_place(
    client: Client, who: Callable[[Session], str], status: int
) -> None:
    session = afternoon()
    stream(session)
    token = who(session)
    with time_machine.travel(at(session, 5), tick=False):
        page, joined = look(client, session, token), join(client, session, token)
    assert (page.status_code, joined.status_code) == (200, status)
    assert (BUTTON in words(page)) is (status == 200)
    assert ("meetup-join" in words(joined)) is (status == 200)


def test_who_is_in_line_is_told_so_and_may_choose_the_web(client: Client) -> None:
    session = afternoon()
    stream(session)
    token = in_line(session)
    page = words(look(client, session, token))
    assert "You are in line" in page
    assert f"/en/my/{token}/parts/{session.uuid}/" in page


def test_a_stranger_is_shown_the_form_while_it_is_open_and_then_the_way_to_the_links(client: Client) -> None:
    session = afternoon()
    stream(session)
    form = f"/en/events/{session.event.slug}/register/"
    page = words(look(client, session))
    assert form in page
    assert "/en/my/" in page
    with time_machine.travel(at(session, 5), tick=False):
        page = words(look(client, session))
    assert form not in page
    assert "/en/my/" in page


def test_a_public_webcast_opens_to_anybody(client: Client) -> None:
    session = afternoon()
    stream(session, access="public")
    with time_machine.travel(at(session, 5), tick=False):
        assert join(client, session)["Refresh"] == f"0; url={ADDRESS}"


def test_an_invited_morning_is_there_for_its_invited_only(client: Client) -> None:
    session = morning()
    stream(session, access="invited")
    invitation = invited(session)
    reply(ANYONE, invitation, answer=Answer.ATTENDS, answered_by="invitee", language="en")
    token = Registration.objects.get().manage_token
    with time_machine.travel(at(session, 5), tick=False):
        assert look(client, session).status_code == 404
        assert join(client, session).status_code == 404
        assert client.get(f"/watch/{session.uuid}/state").status_code == 404
        assert look(client, session, token).status_code == 200
        assert join(client, session, token)["Refresh"] == f"0; url={ADDRESS}"
        state = client.get(f"/watch/{session.uuid}/state", {"r": token})
    assert state.status_code == 200
    assert "private" in state["Cache-Control"]


def test_what_is_hidden_a_draft_or_only_in_the_room_has_no_page(client: Client) -> None:
    session = afternoon(listing="hidden")
    assert look(client, session).status_code == 404
    session = afternoon(listing="outline", attendance="in_person")
    assert look(client, session).status_code == 404
    session = afternoon(attendance="mixed")
    assert look(client, session).status_code == 200
    Event.objects.filter(pk=session.event_id).update(status="draft")
    assert look(client, session).status_code == 404


def test_a_rehearsal_opens_the_gate_under_a_yellow_band(client: Client) -> None:
    session = afternoon()
    stream(session)
    token = registered(session)
    assert 'class="band"' not in words(look(client, session, token))
    Event.objects.filter(pk=session.event_id).update(rehearsing_since=at(session, -60 * 24 * 20))
    page = words(look(client, session, token))
    assert 'class="band"' in page
    assert BUTTON in page
    assert join(client, session, token).status_code == 200


def test_without_an_address_the_page_says_who_is_late(client: Client) -> None:
    session = afternoon()
    token = registered(session)
    with time_machine.travel(at(session, 5), tick=False):
        page = words(look(client, session, token))
        assert join(client, session, token).status_code == 409
    assert "the organiser has not given the address" in page
    assert "Check again" in page


def test_of_two_streams_each_has_its_button_and_the_chosen_one_opens(client: Client) -> None:
    session = afternoon()
    stream(session, language="fi")
    swedish = stream(session, language="sv", url="https://meet.example.org/svenska", order=1)
    token = registered(session)
    with time_machine.travel(at(session, 5), tick=False):
        page = words(look(client, session, token))
        joined = join(client, session, token, stream=str(swedish.uuid))
        assert join(client, session, token, stream="none of them").status_code == 409
    assert "Open the webcast, Finnish" in page
    assert "Open the webcast, Swedish" in page
    assert joined["Refresh"] == "0; url=https://meet.example.org/svenska"


def test_the_recording_is_for_whom_the_webcast_was(client: Client) -> None:
    session = afternoon()
    stream(session, recording_url="https://video.example.org/recording")
    token = registered(session)
    with time_machine.travel(at(session, 60, after="ends_at"), tick=False):
        assert "https://video.example.org/recording" in words(look(client, session, token))
        assert "https://video.example.org/recording" not in words(look(client, session))


def test_a_recording_without_captions_tells_when_they_come_and_then_that_they_are_late(
    client: Client,
) -> None:
    session = afternoon()
    due = session.event.date + datetime.timedelta(days=14)
    recording = {"recording_url": "https://video.example.org/recording", "captions_due": due}
    row = stream(session, access="public", **recording)
    late = "The captions of the recording, Finnish, are late."
    mail = f'{late} <a href="mailto:{session.event.organiser.mailbox}">Ask the organiser</a>.'
    for days, promised in ((1, True), (14, True), (15, False)):
        with time_machine.travel(at(session, 60 * 24 * days), tick=False):
            page = words(look(client, session))
        assert ("The recording, Finnish, gets captions by" in page) is promised
        assert (mail in page) is not promised
    Stream.objects.filter(pk=row.pk).update(captions_url="https://video.example.org/captions")
    with time_machine.travel(at(session, 60 * 24 * 15), tick=False):
        assert late not in words(look(client, session))


def test_a_cancelled_session_opens_to_nobody(client: Client) -> None:
    session = afternoon()
    stream(session, access="public")
    Session.objects.filter(pk=session.pk).update(status="cancelled")
    with time_machine.travel(at(session, 5), tick=False):
        assert "There is no webcast" in words(look(client, session))
        assert join(client, session).status_code == 409


def test_an_address_that_is_not_of_the_web_is_given_to_nobody(client: Client) -> None:
    session = afternoon()
    stream(session, access="public", url="javascript:alert(1)")
    with time_machine.travel(at(session, 5), tick=False):
        joined = join(client, session)
    assert joined.status_code == 409
    assert "javascript" not in words(joined)


def test_a_bookmark_of_the_post_and_a_nonsense_session_are_refused(client: Client) -> None:
    session = afternoon()
    assert client.get(f"/en/watch/{session.uuid}/join").status_code == 405
    assert client.get("/en/watch/not-a-session/").status_code == 404
    assert client.get("/en/watch/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_the_state_is_the_same_for_all_and_changes_with_the_gate(client: Client) -> None:
    session = afternoon()
    stream(session)
    token = registered(session)
    door = f"/watch/{session.uuid}/state"
    with time_machine.travel(at(session, -16), tick=False):
        before = client.get(door)
        assert json.loads(client.get(door, {"r": token}).content) == before.json()
        again = client.get(door, headers={"If-None-Match": before["ETag"]})
    with time_machine.travel(at(session, 0), tick=False):
        live = client.get(door, headers={"If-None-Match": before["ETag"]})
    assert before.json() | {"state": "before", "streams": 1, "open": 0, "recording": False} == before.json()
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", before["ETag"])
    assert live.status_code == 200
    assert live.json()["state"] == "live"
    assert live.json()["version"] != before.json()["version"]
    for answer in (before, again, live):
        assert "max-age=5" in answer["Cache-Control"]
        assert "public" in answer["Cache-Control"]
        assert "Vary" not in answer


def test_the_page_and_the_state_speak_of_the_same_version(client: Client) -> None:
    session = afternoon()
    stream(session)
    version = client.get(f"/watch/{session.uuid}/state").json()["version"]
    assert f'data-version="{version}"' in words(look(client, session))


def test_the_doors_cost_few_statements(client: Client) -> None:
    session = afternoon()
    stream(session)
    token = registered(session)
    with time_machine.travel(at(session, 5), tick=False):
        for most, ask in (
            (2, lambda: client.get(f"/watch/{session.uuid}/state")),
            (5, lambda: look(client, session, token)),
            (11, lambda: join(client, session, token)),
        ):
            with CaptureQueriesContext(connection) as asked:
                ask()
            assert len(asked) <= most, [query["sql"] for query in asked]
