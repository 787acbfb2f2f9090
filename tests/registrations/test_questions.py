"""An organiser's own questions: asked on the forms, answered with the registration, changed until the event begins."""

import datetime
import uuid
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actors import ANYONE
from events.models import LogEntry, Session, Tour
from events.refusals import Changed, Over
from registrations import retention
from registrations.actions import questions
from registrations.actions.invite import invite, person_at, send
from registrations.actions.manage import leave_all
from registrations.actions.replies import change_own, correct
from registrations.models import Answer, Invitation, OutgoingMail, Person, Question, Registration
from tests import world
from tests.registrations.asking import ask, named, said
from tests.registrations.conftest import Fill, hidden
from tests.registrations.test_register import BRACKETS, signed_long_ago

pytestmark = pytest.mark.django_db
WORKSHOPS = ("Schools and reading", "Health at home", "Work")


@pytest.fixture
def tour(afternoon: Session) -> Tour:
    assert afternoon.event.tour
    return afternoon.event.tour


def form_of(session: Session, language: str = "en") -> str:
    return Client().get(f"/{language}/events/{session.event.slug}/register/").content.decode()


def test_the_tours_and_the_events_own_are_asked_and_answered_once(
    afternoon: Session, tour: Tour, fill: Fill
) -> None:
    hear = ask(tour, kind="text", required=True)
    which = ask(afternoon.event, "Which workshops?", "several", WORKSHOPS, help_text={"en": "Up to two."})
    dinner = ask(afternoon.event, "Do you stay for dinner?", "yes_no")
    page = form_of(afternoon)
    assert (
        page.index("What should we hear?") < page.index("Which workshops?") < page.index("stay for dinner?")
    )
    for words in ("Up to two.", "Health at home", "Ministry stm and by those who arrange the event"):
        assert words in page
    answers = {named(hear): " Trains.\r\nBuses. ", named(which): ["work", "schools"], named(dinner): "no"}
    same = str(uuid.uuid4())
    fill(afternoon, submission=same, **answers)
    fill(afternoon, submission=same, **answers)
    assert said(hear) == ["Trains.\nBuses."]
    assert sorted(said(which)) == ["schools", "work"]
    assert said(dinner) == ["no"]
    assert "Trains" not in str(list(LogEntry.objects.values())) + str(list(OutgoingMail.objects.values()))


def test_what_must_be_answered_or_cannot_be_is_said_at_the_question(afternoon: Session, fill: Fill) -> None:
    hear = ask(afternoon.event, required=True)
    which = ask(afternoon.event, "Which workshop?", "one", WORKSHOPS)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({}, "Answer the question “What should we hear?”."),
        ({named(hear): "\x00 "}, "Answer the question “What should we hear?”."),
        ({named(hear): "x" * 301}, "at most 300"),
        ({named(hear): "Trains", named(which): "forged"}, "Choose among these."),
        ({named(hear): "Trains", named(which): "Work"}, "Choose among these."),
    ]
    for answers, words in wrong:
        response = fill(afternoon, **answers)
        page = response.content.decode()
        assert response.status_code == 422
        assert words in page
        assert '<a href="#id_question-' in page, "the summary leads to the field"
    assert not Registration.objects.exists()
    assert not Answer.objects.exists()
    fill(afternoon, **{named(hear): "Trains", named(which): ""})
    assert (said(hear), said(which)) == (["Trains"], [])


def test_a_question_is_read_in_the_language_that_it_speaks(afternoon: Session) -> None:
    ask(afternoon.event, "Which workshop?", "one", WORKSHOPS)
    page = form_of(afternoon, "sv")
    assert '<span lang="fi">Which workshop? fi</span>' in page
    assert '<span lang="fi">Work fi</span>' in page
    assert "Work fi" not in form_of(afternoon)


def test_the_language_switch_and_the_way_back_keep_the_answers(afternoon: Session, fill: Fill) -> None:
    hear, which = ask(afternoon.event), ask(afternoon.event, "Which workshops?", "several", WORKSHOPS)
    answers = {named(hear): "Trains", named(which): ["work", "schools"]}
    for button in ("switch", "back"):
        page = fill(afternoon, language="fi", way="online", **{button: "fi"}, **answers).content.decode()
        assert 'value="Trains"' in page
        assert page.count(" checked") == 3, "the way and two workshops"
    done = fill(afternoon, **answers).content.decode()
    assert done.count(f'name="{named(which)}"') == 2, "the form that mends an address holds them"
    assert said(hear) == ["Trains"]


def test_several_stops_are_asked_the_tours_once_and_each_its_own_where_it_is_chosen(
    afternoon: Session, tour: Tour, client: Client
) -> None:
    vaasa, oulu = world.afternoon_of(tour, "vaasa"), world.afternoon_of(tour, "oulu")
    hear = ask(tour, required=True)
    by_train = ask(vaasa.event, "Do you come by train?", "yes_no", required=True)
    bus = ask(oulu.event, "Do you take the bus?", "yes_no", required=True)
    at = f"/en/tours/{tour.slug}/register/"
    page = client.get(at).content.decode()
    assert page.count("What should we hear?") == 1
    assert page.index("<legend>Vaasa") < page.index("Do you come by train?")
    sent = {
        "submission": hidden(page, "submission"),
        "made": signed_long_ago(),
        "name": "Aino Österman",
        "email": "aino@example.org",
        "is_private_person": "on",
        **{f"session-{each.uuid}": "in_person" for each in (afternoon, vaasa)},
        f"session-{oulu.uuid}": "no",
        named(hear): "Trains",
        named(bus): "yes",
    }
    refused = client.post(at, sent)
    assert refused.status_code == 422
    assert refused.content.decode().count("Answer the question “") == 2, "in the summary and at the field"
    assert "Answer the question “Do you come by train?”." in refused.content.decode()
    assert client.post(at, sent | {named(by_train): "yes", named(bus): ""}).status_code == 200
    assert said(hear) == ["Trains", "Trains"], "of each stop chosen"
    assert said(by_train) == ["yes"]
    assert said(bus) == [], "the stop was not chosen"


def test_where_nothing_is_asked_nothing_is_asked_of_the_database(
    afternoon: Session, tour: Tour, fill: Fill
) -> None:
    ask(world.stop_of(tour, "oulu"))
    questions.close(world.editor(), ask(tour))
    with CaptureQueriesContext(connection) as asked:
        fill(afternoon)
    tables = [query["sql"] for query in asked.captured_queries]
    assert not [
        sql for sql in tables if 'FROM "registrations_question"' in sql and "events_session" not in sql
    ]
    assert not [sql for sql in tables if "registrations_answer" in sql]


def test_a_registration_with_questions_takes_at_most_fifteen_statements(
    afternoon: Session, tour: Tour, fill: Fill
) -> None:
    every = [
        ask(of, f"{kind}?", kind, WORKSHOPS if kind in ("one", "several") else ())
        for of in (tour, afternoon.event)
        for kind in Question.Kind.values
    ]
    words = {"line": "x", "text": "x", "one": "work", "several": ["work", "health"], "yes_no": "yes"}
    with CaptureQueriesContext(connection) as page_and_post:
        fill(afternoon, **{named(each): words[each.kind] for each in every})
    sql = [each["sql"] for each in page_and_post.captured_queries if not each["sql"].startswith(BRACKETS)]
    post = sql[[each.startswith("SELECT") and "events_session" in each for each in sql].index(True, 1) :]
    assert len(post) <= 15, "\n".join(each[:150] for each in post)
    assert Answer.objects.count() == 12


def guest(session: Session) -> str:
    """The page of an invitation to Raija Esimerkki."""
    person = person_at(session.event.organiser, name="Raija Esimerkki", email="raija@example.org")
    row = invite(world.editor(), event=session.event, sessions=[session], person=person)
    send(world.editor(), row)
    return f"/en/invitation/{row.token}/"


def test_an_invited_guest_is_asked_with_the_answer(
    afternoon: Session, morning: Session, client: Client
) -> None:
    hear = ask(morning.event, required=True)
    which = ask(morning.event, "Which workshops?", "several", WORKSHOPS)
    at, open_part = guest(morning), {f"session-{afternoon.uuid}": "no"}
    comes = {"answer": "attends", "answered_by": "invitee", **open_part}
    assert "What should we hear?" in client.get(at).content.decode()
    assert "Answer the question" in client.post(at, comes).content.decode()
    assert not Registration.objects.exists()
    kept = client.post(at, comes | {"switch": "en", named(hear): "Rail", named(which): ["work", "health"]})
    assert kept.content.decode().count(" checked") == 5, "two answers, the afternoon, two workshops"
    client.post(at, comes | {named(hear): "Trains", named(which): ["work"]})
    assert (said(hear), said(which)) == (["Trains"], ["work"])
    page = client.get(at).content.decode()
    assert 'value="Trains"' in page, "filled in when the link is followed again"
    client.post(at, comes | {named(hear): "Buses"})
    assert (said(hear), said(which)) == (["Buses"], ["work"]), "an empty answer leaves what was told"
    assert client.post(at, comes | {"answer": "cannot"}).status_code == 200, (
        "nothing is asked of who does not come"
    )


def test_a_participant_sees_and_changes_the_answers_until_the_event_begins(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    hear = ask(afternoon.event, required=True)
    which = ask(afternoon.event, "Which workshops?", "several", WORKSHOPS)
    fill(afternoon, **{named(hear): "Trains", named(which): ["work", "health"]})
    registration = Registration.objects.get()
    mine = f"/en/my/{registration.manage_token}/"
    page = client.get(mine).content.decode()
    assert "Trains" in page
    assert "Health at home; Work" in page
    form = client.get(f"{mine}answers/").content.decode()
    assert 'value="Trains"' in form
    assert form.count(" checked") == 2
    assert client.post(f"{mine}answers/", {named(hear): ""}).status_code == 422
    done = client.post(f"{mine}answers/", {named(hear): "Buses", named(which): "schools"}, follow=True)
    assert "Your answers are saved." in done.content.decode()
    assert (said(hear), said(which)) == (["Buses"], ["schools"])
    client.post(f"{mine}answers/", {named(hear): "Buses", named(which): "schools"})
    assert LogEntry.objects.filter(verb="change answers", target_uuid=registration.uuid).count() == 1
    start = world.morning_of(world.coming_tour()).starts_at
    assert start
    with time_machine.travel(start + datetime.timedelta(minutes=1)):
        assert "Change my answers" not in client.get(mine).content.decode()
        assert client.post(f"{mine}answers/", {named(hear): "Late"}).status_code == 302
        with pytest.raises(Over):
            change_own(ANYONE, registration, {hear: ["Late"]})
    assert said(hear) == ["Buses"]


def test_a_closed_question_is_asked_no_more_and_its_answers_stay(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    hear = ask(afternoon.event, required=True)
    fill(afternoon, **{named(hear): "Trains"})
    questions.close(world.editor(), hear)
    assert "What should we hear?" not in form_of(afternoon)
    mine = f"/en/my/{Registration.objects.get().manage_token}/"
    page = client.get(mine).content.decode()
    assert "Trains" in page
    assert "Change my answers" not in page
    fill(afternoon, email="other@example.org", **{named(hear): "Buses"})
    assert Registration.objects.count() == 2
    assert said(hear) == ["Trains"]


def test_a_colleague_registered_from_the_same_address_is_asked_too(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    hear = ask(afternoon.event, required=True)
    fill(afternoon, **{named(hear): "Trains"})
    at = f"/en/my/{Registration.objects.get().manage_token}/another/"
    sent = {
        "submission": hidden(client.get(at).content.decode(), "submission"),
        "made": signed_long_ago(),
        "name": "Toinen",
        "is_private_person": "on",
        "way": "in_person",
    }
    assert client.post(at, sent).status_code == 422
    client.post(at, sent | {named(hear): "Buses"})
    assert said(hear) == ["Trains", "Buses"]


def test_the_words_go_with_the_names_and_what_was_chosen_stays_counted(
    afternoon: Session, tour: Tour, fill: Fill
) -> None:
    hear, dinner = ask(tour), ask(tour, "Do you stay for dinner?", "yes_no")
    for number in range(2):
        fill(afternoon, email=f"a{number}@example.org", **{named(hear): f"W{number}", named(dinner): "yes"})
    call_command("erase", "a0@example.org", verbosity=0)
    assert (said(hear), said(dinner)) == (["W1"], ["yes", "yes"])
    Person.objects.filter(email="a1@example.org").update(created_at=timezone.now())
    with time_machine.travel(timezone.now() + datetime.timedelta(days=30 + 364), tick=False):
        retention.sweep()
        assert said(hear) == ["W1"]
    with time_machine.travel(timezone.now() + datetime.timedelta(days=30 + 370), tick=False):
        retention.sweep()
    assert (said(hear), said(dinner)) == ([], ["yes", "yes"])


def test_words_about_an_old_event_go_though_the_person_comes_again(
    afternoon: Session, tour: Tour, fill: Fill
) -> None:
    hear = ask(afternoon.event)
    fill(afternoon, **{named(hear): "Trains"})
    last = timezone.now() + datetime.timedelta(days=30 + 370)
    later = world.afternoon(world.event("later", last.date()))
    registration = Registration.objects.get()
    again = Registration(person=registration.person, event=later.event, door_code="ABCDEFGH")
    again.save()
    with time_machine.travel(last, tick=False):
        retention.sweep()
    assert Person.objects.get().name == "Aino Österman"
    assert said(hear) == []


def test_an_answer_written_down_at_the_desk_may_leave_them_out(morning: Session, editor: Client) -> None:
    hear = ask(morning.event, required=True)
    guest(morning)
    row = Invitation.objects.get()
    at = f"/organiser/events/{morning.event.slug}/invitations/{row.uuid}/answer/"
    assert "What should we hear?" in editor.get(at).content.decode()
    open_part = {f"session-{world.afternoon_of(world.coming_tour()).uuid}": "no"}
    assert editor.post(at, {"answer": "attends", **open_part}).status_code == 302
    assert said(hear) == []
    editor.post(at, {"answer": "attends", named(hear): "Trains", **open_part})
    assert said(hear) == ["Trains"]


def test_a_second_form_from_the_same_address_changes_no_answer(afternoon: Session, fill: Fill) -> None:
    hear = ask(afternoon.event)
    first = fill(afternoon, **{named(hear): "Trains"})
    second = fill(afternoon, **{named(hear): "Buses"})
    assert first.status_code == second.status_code == 200
    assert said(hear) == ["Trains"]


def test_a_substitutes_own_answers_are_neither_shown_nor_taken_away(
    afternoon: Session, morning: Session, fill: Fill, client: Client
) -> None:
    hear = ask(morning.event)
    fill(afternoon, email="tuomas@example.org", name="Tuomas", **{named(hear): "Buses"})
    at, instead = guest(morning), {"substitute_name": "Tuomas", "substitute_email": "tuomas@example.org"}
    Registration.objects.update(created_at=timezone.now() - datetime.timedelta(hours=1))
    answer = {"answer": "substitute", "answered_by": "proxy", f"session-{afternoon.uuid}": "no"}
    assert client.post(at, answer | instead | {named(hear): ""}).status_code == 200
    assert said(hear) == ["Buses"]
    assert "Buses" not in client.get(at).content.decode()


def test_an_option_sent_twice_is_chosen_once(afternoon: Session, fill: Fill, client: Client) -> None:
    which = ask(afternoon.event, "Which workshops?", "several", WORKSHOPS)
    assert fill(afternoon, **{named(which): ["work", "work"]}).status_code == 200
    assert said(which) == ["work"]
    mine = f"/en/my/{Registration.objects.get().manage_token}/answers/"
    assert client.post(mine, {named(which): ["health", "work", "health"]}).status_code == 302
    assert said(which) == ["health", "work"]


@pytest.mark.parametrize("meanwhile", ["erased", "cancelled"])
def test_nothing_is_written_for_somebody_who_was_erased_or_cancelled_meanwhile(
    afternoon: Session, fill: Fill, meanwhile: str
) -> None:
    hear = ask(afternoon.event)
    fill(afternoon)
    stale = Registration.objects.whole().get()
    if meanwhile == "erased":
        call_command("erase", "aino.osterman@example.org", verbosity=0)
        with pytest.raises(Changed):
            correct(world.editor(), stale, {hear: ["Trains"]})
    else:
        leave_all(ANYONE, Registration.objects.whole().get())
    with pytest.raises(Changed):
        change_own(ANYONE, stale, {hear: ["Trains"]})
    assert said(hear) == []
