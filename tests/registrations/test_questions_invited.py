"""An organiser's questions on the answer to an invitation: about whoever comes, and read by nobody else."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actors import ANYONE
from events.models import Session
from registrations.actions import manage
from registrations.actions.answer import Answer as Answered
from registrations.actions.answer import answer
from registrations.actions.replies import change_own
from registrations.models import Answer, Invitation, Question, Registration
from tests import world
from tests.registrations.asking import ask, named, said
from tests.registrations.conftest import Fill, hidden, signed_in
from tests.registrations.test_questions import guest

pytestmark = pytest.mark.django_db
TUOMAS = {
    "answer": "substitute",
    "answered_by": "proxy",
    "substitute_name": "Tuomas",
    "substitute_email": "tuomas@example.org",
}
COMES = {"answer": "attends", "answered_by": "proxy"}


def send(client: Client, at: str, sent: dict[str, Any], *, status: int = 200) -> str:
    """The form as it is opened, filled in and sent: what it showed at first is in it, but for what `sent` says."""
    form = client.get(at).context["form"]
    kept = {
        name: form.initial[name]
        for name in form.fields
        if name.startswith("question-") and name in form.initial
    }
    kept["shown_before"] = form.initial.get("shown_before", "")
    kept[f"session-{world.afternoon_of(world.coming_tour()).uuid}"] = "no"
    answer = client.post(at, kept | sent)
    assert answer.status_code == status
    return answer.content.decode()


def words_of(person: str, question: Question) -> list[str]:
    rows = Answer.objects.filter(registration__person__name=person, question=question)
    return [row.choice or row.text for row in rows.filter(registration__cancelled_at=None)]


def live(person: str) -> Registration:
    return Registration.objects.live().whole().get(person__name=person)


def test_a_substitute_does_not_get_the_answers_of_the_invited(morning: Session, client: Client) -> None:
    hear = ask(morning.event, required=True)
    at = guest(morning)
    send(client, at, COMES | {named(hear): "Trains"})
    assert "These questions are about whoever comes." in client.get(at).content.decode()
    send(client, at, TUOMAS)
    assert words_of("Tuomas", hear) == [], "they were Raija's, and nobody must answer for somebody else"
    send(client, at, TUOMAS | {named(hear): "Buses"})
    assert words_of("Tuomas", hear) == ["Buses"]
    assert "Buses" not in client.get(at).content.decode()
    assert "Answer the question" in send(client, at, COMES, status=422), "what Tuomas said is not Raija's"
    send(client, at, COMES | {named(hear): "Ferries"})
    assert words_of("Raija Esimerkki", hear) == ["Ferries"]


def test_what_a_substitute_has_said_on_their_own_stays_and_is_not_shown(
    afternoon: Session, morning: Session, fill: Fill, client: Client
) -> None:
    hear, bus = ask(morning.event), ask(morning.event, "Do you take the bus?", "yes_no")
    fill(afternoon, email="tuomas@example.org", name="Tuomas", **{named(hear): "Buses"})
    Registration.objects.update(created_at=timezone.now() - datetime.timedelta(hours=1))
    at = guest(morning)
    send(client, at, TUOMAS | {named(hear): "Trains", named(bus): "yes"})
    assert (words_of("Tuomas", hear), words_of("Tuomas", bus)) == (["Buses"], ["yes"])


def test_the_invited_link_shows_nothing_that_a_substitute_has_written(
    afternoon: Session, morning: Session, fill: Fill, client: Client
) -> None:
    hear = ask(morning.event)
    at = guest(morning)
    send(client, at, TUOMAS)
    tuomas = live("Tuomas")
    client.post(f"/en/my/{tuomas.manage_token}/answers/", {named(hear): "My own words"})
    assert said(hear) == ["My own words"]
    assert "My own words" not in client.get(at).content.decode()
    send(client, at, TUOMAS | {named(hear): "Other words"})
    assert said(hear) == ["My own words"]
    manage.leave_all(world.editor(), tuomas)
    fill(afternoon, email="tuomas@example.org", name="Tuomas", **{named(hear): "Once more"})
    assert words_of("Tuomas", hear) == ["Once more"]
    assert "Once more" not in client.get(at).content.decode()


@pytest.mark.parametrize("invited_first", [False, True])
def test_the_link_shows_and_changes_nothing_that_the_invited_said_on_the_public_form(
    afternoon: Session, morning: Session, fill: Fill, client: Client, invited_first: bool
) -> None:
    hear = ask(morning.event, required=True)
    at = guest(morning) if invited_first else ""
    fill(afternoon, email="raija@example.org", name="Raija Esimerkki", **{named(hear): "Trains"})
    if not invited_first:
        Registration.objects.update(created_at=timezone.now() - datetime.timedelta(hours=1))
        at = guest(morning)
    assert "What should we hear?" not in client.get(at).content.decode(), "she has answered already"
    for _twice in range(2):
        send(client, at, COMES | {named(hear): "Buses", f"session-{afternoon.uuid}": "in_person"})
        assert live("Raija Esimerkki").invitation
        page = client.get(at).content.decode()
        assert "Trains" not in page
        assert words_of("Raija Esimerkki", hear) == ["Trains"]


def test_an_answer_that_the_link_shows_is_taken_back_by_it_and_no_other(
    morning: Session, client: Client
) -> None:
    bus, which = (
        ask(morning.event, "Bus?", "yes_no"),
        ask(morning.event, "Which?", "several", ("Work", "Art")),
    )
    hear, at = ask(morning.event), guest(morning)
    early = COMES | {"shown_before": "", f"session-{world.afternoon_of(world.coming_tour()).uuid}": "no"}
    send(client, at, COMES | {named(bus): "yes", named(which): ["work"]})
    client.post(at, early)
    assert (said(bus), said(which)) == (["yes"], ["work"]), "the form sent now was opened before"
    change_own(world.editor(), live("Raija Esimerkki"), {hear: ["Trains"]})
    assert "No answer" in client.get(at).content.decode()
    send(client, at, COMES | {named(bus): "", named(which): []})
    assert (said(bus), said(which), said(hear)) == ([], [], ["Trains"])


def test_what_stood_in_an_older_form_does_not_undo_a_newer_answer(morning: Session, client: Client) -> None:
    hear, at = ask(morning.event), guest(morning)
    send(client, at, COMES | {named(hear): "Trains"})
    page = client.get(at).content.decode()
    change_own(world.editor(), live("Raija Esimerkki"), {hear: ["Buses"]})
    shown = {"shown_before": hidden(page, "shown_before"), named(hear): "Trains"}
    open_part = {f"session-{world.afternoon_of(world.coming_tour()).uuid}": "no"}
    assert client.post(at, COMES | shown | open_part).status_code == 200
    assert said(hear) == ["Buses"]


def test_the_language_switch_keeps_what_the_form_had_shown(morning: Session, client: Client) -> None:
    hear, at = ask(morning.event), guest(morning)
    send(client, at, COMES | {named(hear): "Trains"})
    shown = hidden(client.get(at).content.decode(), "shown_before")
    page = client.post(at, COMES | {"switch": "fi", "shown_before": shown, named(hear): "Half a w"})
    assert hidden(page.content.decode(), "shown_before") == shown
    assert 'value="Half a w"' in page.content.decode()
    for nonsense in ("\x00", "x" * 9000, "= == a=b"):
        send(client, at, COMES | {"shown_before": nonsense, named(hear): "Trains"})
    assert said(hear) == ["Trains"]


def test_the_link_asks_and_changes_nothing_once_the_event_has_begun_but_an_editor_may(
    afternoon: Session, morning: Session, client: Client
) -> None:
    hear, at = ask(afternoon.event, required=True), guest(afternoon)
    here = {f"session-{afternoon.uuid}": "in_person"}
    send(client, at, COMES | here | {named(hear): "Trains"})
    assert morning.starts_at
    row = Invitation.objects.get()
    told = {"answer": "attends", named(hear): "Told by telephone"} | here
    desk = f"/organiser/events/{morning.event.slug}/invitations/{row.uuid}/answer/"
    with time_machine.travel(morning.starts_at + datetime.timedelta(minutes=1)):
        assert "What should we hear?" not in client.get(at).content.decode()
        send(client, at, COMES | here | {named(hear): "Late"})
        late: dict[str, Any] = {"answer": Answered.ATTENDS, "answered_by": "invitee", "language": "en"}
        answer(ANYONE, row, **late, replies={hear: ["Late"]})
        assert said(hear) == ["Trains"]
        editor = signed_in("editor")
        assert "What should we hear?" in editor.get(desk).content.decode()
        assert editor.post(desk, told).status_code == 302
    assert said(hear) == ["Told by telephone"]


def test_where_nothing_is_asked_the_answer_and_a_colleague_take_no_statement_for_it(
    morning: Session, client: Client
) -> None:
    tour = morning.event.tour
    assert tour
    ask(world.stop_of(tour, "oulu"))
    at = guest(morning)
    send(client, at, COMES)
    mine = f"/en/my/{live('Raija Esimerkki').manage_token}/"
    for page in (at, f"{mine}another/"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        sql = [
            each["sql"] for each in asked.captured_queries if 'FROM "registrations_question"' in each["sql"]
        ]
        assert not [each for each in sql if "events_session" not in each]
    ask(morning.event)
    for page in (at, f"{mine}another/"):
        assert "What should we hear?" in client.get(page).content.decode()


def test_the_language_switch_keeps_what_is_half_written_on_the_own_pages(
    afternoon: Session, morning: Session, client: Client
) -> None:
    hear, which = ask(morning.event), ask(morning.event, "Which?", "several", ("Work", "Art"))
    send(client, guest(morning), COMES | {named(hear): "Trains"})
    mine = f"/my/{live('Raija Esimerkki').manage_token}/"
    for page in ("answers/", "another/"):
        assert f'formaction="/sv{mine}{page}"' in client.get(f"/en{mine}{page}").content.decode()
        half = {"switch": "sv", "name": "Aino", named(hear): "Half a w", named(which): ["work", "art"]}
        shown = client.post(f"/sv{mine}{page}", half)
        assert shown.status_code == 200
        assert 'value="Half a w"' in shown.content.decode()
        assert shown.content.decode().count(" checked") == 2
    assert 'value="Aino"' in shown.content.decode()
    assert Registration.objects.count() == 1
    assert said(hear) == ["Trains"]
