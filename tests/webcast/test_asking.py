"""Questions from the audience: who may ask, what is kept of it, and who reads it."""

import datetime
import html
import json
import re
import uuid
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import Settings

from config.management.commands.audit_invariants import breaches
from events import limits
from events.actors import SYSTEM
from events.models import Event, LogEntry, RateBucket, Session
from registrations.actions.details import Way
from registrations.models import Participation, Person
from tests.webcast.cast import afternoon, asked, at, invited, look, morning, registered, stream
from webcast import asking, questions
from webcast.actions import take_no_questions, take_questions
from webcast.models import AudienceQuestion, Presence
from webcast.organiser.person.held import held_about

pytestmark = pytest.mark.django_db
TEXT = "Who pays for the rehabilitation?"
FORM = "Send the question"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def asked_about(**fields: Any) -> Session:
    """The afternoon with a stream, where questions are taken."""
    session = afternoon()
    stream(session, **fields)
    take_questions(SYSTEM, session)
    return Session.objects.whole().get(pk=session.pk)


def ask(client: Client, session: Session, token: str = "", **fields: str) -> Any:
    """POST of the form, as somebody sends it who took their time."""
    sent = {"text": TEXT, "submission": str(uuid.uuid4()), "made": signing.dumps(0, salt="form")}
    sent |= {"r": token} if token else {}
    return client.post(f"/en/watch/{session.uuid}/ask", sent | fields)


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_a_question_goes_from_the_form_to_the_moderator_and_back_to_the_viewers(client: Client) -> None:
    session = asked_about()
    token = registered(session)
    with time_machine.travel(at(session, 5), tick=False):
        page = words(look(client, session, token))
        assert "The moderator reads the questions; not all are taken up." in page
        form = dict(re.findall(r'name="(submission|made|r)" value="([^"]*)"', page))
        with time_machine.travel(at(session, 6), tick=False):
            answer = ask(client, session, **form)
        assert answer.status_code == 200
        assert "Your question has gone to the moderator." in words(answer)
        assert f">{TEXT}<" not in words(answer), "nobody reads it before it is taken up"
        assert 'id="gate"' in words(answer)
        row = AudienceQuestion.objects.get()
        assert (row.text, row.language, row.state, row.participation) == (TEXT, "en", "new", None)
        questions.move(SYSTEM, row, "taken_up")
        page = words(look(client, session, token))
        assert page.index("Taken up now") < page.index(TEXT) < page.index(FORM)
        questions.move(SYSTEM, row, "answered")
        assert "Answered" in words(look(client, session, token))
        questions.move(SYSTEM, row, "left_out")
        page = words(look(client, session, token))
        assert (TEXT in page, "Questions from the audience" in page) == (False, False)
    with time_machine.travel(at(session, 60, after="ends_at"), tick=False):
        questions.move(SYSTEM, row, "answered")
        assert TEXT not in words(look(client, session, token))


def test_a_name_is_kept_only_of_whoever_says_so(client: Client) -> None:
    session = asked_about()
    token = registered(session)
    with time_machine.travel(at(session, 5), tick=False):
        assert 'name="named"' in words(look(client, session, token))
        assert "checked" not in words(look(client, session, token)).partition('id="ask"')[2]
        ask(client, session, token)
        ask(client, session, token, named="on", text="And who decides?")
    silent, named = AudienceQuestion.objects.order_by("pk")
    assert (silent.participation, silent.name) == (None, "")
    assert (named.participation, named.name) == (Participation.objects.get(), "Viivi Viewer")
    assert not LogEntry.objects.filter(target="audiencequestion").exists()


def test_the_same_form_twice_is_one_question(client: Client) -> None:
    session = asked_about(access="public")
    with time_machine.travel(at(session, 5), tick=False):
        same = {"submission": str(uuid.uuid4())}
        for text in (TEXT, TEXT, "Changed meanwhile"):
            assert "has gone to the moderator" in words(ask(client, session, text=text, **same))
    assert AudienceQuestion.objects.get().text == TEXT


def test_anybody_asks_where_the_stream_is_for_everybody_and_no_name_is_asked_for(client: Client) -> None:
    session = asked_about(access="public")
    with time_machine.travel(at(session, 5), tick=False):
        page = words(look(client, session))
        assert "No name goes with your question." in page
        assert 'name="named"' not in page
        ask(client, session, named="on")
    assert AudienceQuestion.objects.get().participation is None


@pytest.mark.parametrize(
    ("way", "may"),
    [(Way.ONLINE, True), (Way.IN_PERSON, True), (None, False)],
    ids=["web", "room", "stranger"],
)
def test_who_may_follow_may_ask_and_reads_what_is_taken_up(
    client: Client, way: Way | None, may: bool
) -> None:
    session = asked_about()
    token = registered(session, way) if way else ""
    questions.move(SYSTEM, asked(session, "Taken up before"), "taken_up")
    with time_machine.travel(at(session, 5), tick=False):
        page = words(look(client, session, token))
        answer = ask(client, session, token)
    assert (FORM in page, "Taken up before" in page) == (may, may)
    assert ("Taken up before" in words(answer), answer.status_code) == (may, 200 if may else 403)
    assert AudienceQuestion.objects.filter(text=TEXT).exists() is may
    assert not Presence.objects.exists(), "to ask is not to be counted as a viewer"


def test_an_invited_webcast_is_asked_about_by_its_invited_only(client: Client) -> None:
    session = morning()
    stream(session, access="invited")
    take_questions(SYSTEM, session)
    invited(session)
    with time_machine.travel(at(session, 5), tick=False):
        assert ask(client, session).status_code == 404
    assert not AudienceQuestion.objects.exists()


@pytest.mark.parametrize(
    ("minutes", "after", "taken"),
    [(-16, "starts_at", False), (-14, "starts_at", True), (14, "ends_at", True), (16, "ends_at", False)],
)
def test_questions_are_taken_while_the_gate_is_open(
    client: Client, minutes: int, after: str, taken: bool
) -> None:
    session = asked_about(access="public")
    with time_machine.travel(at(session, minutes, after=after), tick=False):
        page, answer = words(look(client, session)), ask(client, session)
    assert (FORM in page) is taken
    assert answer.status_code == (200 if taken else 409)
    assert AudienceQuestion.objects.exists() is taken
    if not taken:
        assert TEXT in words(answer), "what was written is kept"


def test_nothing_is_asked_where_the_organiser_takes_no_questions(client: Client) -> None:
    session = afternoon()
    stream(session, access="public")
    for prepare in (
        lambda: None,
        lambda: (take_questions(SYSTEM, session), take_no_questions(SYSTEM, session)),
    ):
        prepare()
        with time_machine.travel(at(session, 5), tick=False):
            assert FORM not in words(look(client, session))
            refused = ask(client, session)
        assert refused.status_code == 409
        assert "No questions are taken now. What you wrote is still here." in words(refused)
    assert not AudienceQuestion.objects.exists()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": " \x00\u202e\n"}, "Write your question."),
        ({"text": "x" * 501}, "500"),
        ({"website": "https://spam.example.org"}, "Everything you wrote is still here."),
        ({"made": "forged"}, "Everything you wrote is still here."),
        ({"submission": "not one"}, "UUID"),
    ],
    ids=["nothing", "too long", "a machine", "too quick", "forged"],
)
def test_what_cannot_be_sent_is_said_and_kept(client: Client, fields: dict[str, str], says: str) -> None:
    session = asked_about(access="public")
    with time_machine.travel(at(session, 5), tick=False):
        answer = ask(client, session, **fields)
    assert answer.status_code == 422
    assert says in words(answer)
    assert not AudienceQuestion.objects.exists()
    kept = fields.get("text", TEXT).strip(" \x00\u202e\n")
    assert kept in words(answer)


def test_lines_are_counted_as_they_are_kept(client: Client) -> None:
    session = asked_about(access="public")
    with time_machine.travel(at(session, 5), tick=False):
        assert ask(client, session, text="a\r\n" * 250).status_code == 200
    assert AudienceQuestion.objects.get().text == ("a\n" * 250).strip()


def test_one_person_waits_after_a_while_and_their_neighbours_do_not(
    client: Client, settings: Settings
) -> None:
    settings.LIMITS = settings.LIMITS | {"ask": (2, 0.0), "ask_address": (1, 0.0)}
    session = asked_about(access="public")
    first, other = registered(session), registered(session, email="other@example.org")
    with time_machine.travel(at(session, 5), tick=False):
        found = [ask(client, session, token).status_code for token in (first, first, first, other, "", "")]
        assert "Wait a minute" in words(ask(client, session))
    assert found == [200, 200, 422, 200, 200, 422]


def test_nothing_in_the_database_leads_from_a_question_to_its_asker(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = asked_about(access="public")
    token = registered(session)
    before = {*RateBucket.objects.values_list("key", flat=True)}

    def spent() -> set[str]:
        return {*RateBucket.objects.values_list("key", flat=True)} - before

    with time_machine.travel(at(session, 5) + datetime.timedelta(seconds=31.4), tick=False):
        ask(client, session, token)
        ask(client, session)
        now = spent()
        for limit, who in (("ask", token), ("ask_address", "127.0.0.1")):
            limits.allow(limit, who)
        assert len(now) == 2
        assert len(spent()) == 4, "whoever knows link and address does not know the bucket"
        monkeypatch.setattr(asking, "_SECRET", "of another process")
        ask(client, session, token)
        assert len(spent()) == 5, "nor does the next process"
    assert {row.asked_at for row in AudienceQuestion.objects.all()} == {at(session, 5)}


def test_the_webcast_that_was_shown_is_shown_again_without_scripts(client: Client) -> None:
    session = asked_about(access="public", url=VIDEO)
    with time_machine.travel(at(session, 5), tick=False):
        here = client.post(f"/en/watch/{session.uuid}/here")
        shown = dict(re.findall(r'name="(shown)" value="([^"]*)"', words(here)))
        answer = ask(client, session, **shown)
        plain = ask(client, session)
    assert "<iframe" in words(answer)
    assert "frame-src https://www.youtube-nocookie.com" in answer["Content-Security-Policy"]
    assert "<iframe" not in words(plain)
    assert "frame-src" not in plain["Content-Security-Policy"]


def test_the_state_tells_that_the_list_changed_and_costs_nothing_more(client: Client) -> None:
    session = asked_about()
    token = registered(session)
    door = f"/watch/{session.uuid}/state"
    with time_machine.travel(at(session, 5), tick=False):
        first = client.get(door)
        before = first.json()
        row = asked(session, TEXT)
        assert client.get(door).json() == before, "a new question is no news to viewers"
        questions.move(SYSTEM, row, "taken_up")
        with CaptureQueriesContext(connection) as statements:
            answer = client.get(door, headers={"If-None-Match": first["ETag"]})
        page = words(look(client, session, token))
    assert len(statements) <= 2
    assert answer.json() | {"asked": before["asked"]} == before, "the page itself need not be fetched again"
    assert answer.json()["asked"] != before["asked"]
    assert f'data-asked="{answer.json()["asked"]}"' in page
    assert TEXT not in json.dumps(answer.json())


def listed(client: Client, session: Session, token: str = "") -> Any:
    """GET of the list alone, which a page fetches when the state tells that it has changed."""
    return client.get(f"/en/watch/{session.uuid}/asked", {"r": token} if token else {})


def test_the_list_alone_is_for_those_who_may_follow(client: Client) -> None:
    session = asked_about()
    token = registered(session)
    questions.move(SYSTEM, asked(session, TEXT), "taken_up")
    with time_machine.travel(at(session, 5), tick=False):
        mine, strangers = listed(client, session, token), listed(client, session)
        mark = client.get(f"/watch/{session.uuid}/state").json()["asked"]
        assert words(mine).strip() in words(look(client, session, token)), "it is the part of the page"
    assert TEXT in words(mine)
    assert TEXT not in words(strangers)
    for answer in (mine, strangers):
        assert f'data-asked="{mark}"' in words(answer)
        assert "<html" not in words(answer)
    assert "no-store" in mine["Cache-Control"]
    assert ("public" in strangers["Cache-Control"], "max-age=5" in strangers["Cache-Control"]) == (True, True)
    with time_machine.travel(at(session, 60, after="ends_at"), tick=False):
        assert TEXT not in words(listed(client, session, token))


def test_a_list_that_nobody_uninvited_may_see_is_not_there(client: Client) -> None:
    session = morning()
    stream(session, access="invited")
    questions.move(SYSTEM, asked(session, TEXT), "taken_up")
    assert listed(client, session).status_code == 404


def test_a_crowd_reads_the_list_once_a_second_and_each_in_their_language(
    client: Client, settings: Settings
) -> None:
    settings.PAGE_SECONDS = 5
    session = asked_about(access="public")
    token = registered(session)
    questions.move(SYSTEM, asked(session, TEXT), "taken_up")
    with time_machine.travel(at(session, 5), tick=False):
        assert TEXT in words(listed(client, session))
        with CaptureQueriesContext(connection) as of_strangers:
            assert TEXT in words(listed(client, session))
        listed(client, session, token)
        with CaptureQueriesContext(connection) as of_one:
            assert TEXT in words(listed(client, session, token))
        assert "Taken up now" not in words(client.get(f"/fi/watch/{session.uuid}/asked"))
    assert len(of_strangers) == 0
    assert len(of_one) <= 4
    assert not any("audiencequestion" in query["sql"] for query in of_one), (
        "the list is the same to all who follow"
    )


def test_the_page_costs_one_statement_for_any_number_of_questions_and_none_without(client: Client) -> None:
    session, costs = asked_about(access="public"), []
    with time_machine.travel(at(session, 5), tick=False):
        for number in (0, 1, 3):
            while AudienceQuestion.objects.count() < number:
                questions.move(SYSTEM, asked(session, TEXT), "taken_up")
            with CaptureQueriesContext(connection) as statements:
                look(client, session)
            costs.append(len(statements))
    assert costs == [costs[0], costs[0] + 1, costs[0] + 1]


def test_a_rehearsals_questions_are_seen_in_it_and_vanish_when_the_day_begins(client: Client) -> None:
    session = asked_about(access="public")
    rehearsing = Event.objects.filter(pk=session.event_id)
    rehearsing.update(rehearsing_since=at(session, -60 * 24 * 20))
    assert ask(client, session).status_code == 200
    row = AudienceQuestion.objects.get()
    assert row.rehearsal
    row.session = Session.objects.whole().get(pk=session.pk)
    questions.move(SYSTEM, row, "taken_up")
    assert TEXT in words(look(client, session))
    assert not AudienceQuestion.objects.counted().exists()
    with time_machine.travel(at(session, 5), tick=False):
        assert TEXT not in words(look(client, session))
        questions.sweep()
    assert not AudienceQuestion.objects.exists()


def test_whoever_is_in_the_room_finds_the_form_on_their_own_page_while_it_goes_on(client: Client) -> None:
    session = asked_about()
    token = registered(session, Way.IN_PERSON)
    link = f"/en/watch/{session.uuid}/?r={token}#ask"
    for minutes, there in ((-60, False), (5, True), (60 * 8, False)):
        with time_machine.travel(at(session, minutes), tick=False):
            assert (link in words(client.get(f"/en/my/{token}/"))) is there


def test_whoever_is_erased_has_asked_without_a_name(client: Client) -> None:
    session = asked_about()
    token = registered(session)
    with time_machine.travel(at(session, 5), tick=False):
        ask(client, session, token, named="on")
    with translation.override("en"):
        told = str(held_about(Person.objects.get()))
    assert TEXT in told
    assert "Questions from the audience" in told
    call_command("erase", "viivi@example.org", verbosity=0)
    row = AudienceQuestion.objects.with_names().get()
    assert (row.name, row.text) == ("", TEXT)
    questions.sweep()
    assert AudienceQuestion.objects.get().participation is None
    assert breaches() == []


def test_texts_go_with_the_names_of_their_event_and_the_number_stays() -> None:
    session = asked_about()
    asked(session, TEXT)
    for days, kept in ((364, True), (370, False)):
        with time_machine.travel(at(session, 60 * 24 * days), tick=False):
            if not kept:
                assert [line.split(":")[0] for line in breaches()] == ["12 no question outlives its lifetime"]
            questions.sweep()
            assert breaches() == []
        assert (AudienceQuestion.objects.get().text == TEXT) is kept
    assert AudienceQuestion.objects.counted().count() == 1
