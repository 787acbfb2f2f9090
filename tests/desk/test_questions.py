"""Questions to participants at the desk: written, put in order, closed, removed; and what was answered."""

import csv
import datetime
import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Event, LogEntry, Session, TeamMember, Tour
from events.refusals import NotAllowed
from registrations.actions import manage, questions
from registrations.actions.carrying_on import next_meeting
from registrations.models import Answer, Question, Registration
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn
from tests.desk.filled import opened, refused, send
from tests.registrations.asking import ask, said

Queries = Callable[..., Any]
WORKSHOPS = ("Schools and reading", "Work")


def at(of: Tour | Event, page: str = "questions") -> str:
    return f"/organiser/{'tours' if isinstance(of, Tour) else 'events'}/{of.slug}/{page}/"


def do(client: Client, question: Question, what: str) -> str:
    answer = client.post(f"/organiser/questions/{question.uuid}/do/", {"do": what}, follow=True)
    return answer.content.decode()


def order(of: Tour | Event) -> list[str]:
    return [row.text.localize("en") for row in of.questions.all()]


def written(client: Client, path: str, **changes: Any) -> dict[str, Any]:
    """The form of a question, filled in."""
    text = {"text_0": "Mihin työpajaan?", "text_1": "Vilken verkstad?", "text_2": "Which workshop?"}
    return opened(client, path) | text | {"kind": "one"} | changes


OPTIONS = {
    "option-new0_0": "Koulut",
    "option-new0_1": "Skolor",
    "option-new1_0": "Työ",
    "option-new1_1": "Arbete",
}


def test_a_question_is_written_in_three_languages_and_asked_at_once(
    session: Session, sign_in: SignIn
) -> None:
    client, stop = sign_in(), session.event
    new = f"{at(stop)}new/"
    assert f'href="{new}"' in client.get(at(stop)).content.decode()
    fields = written(client, new, required="on", **OPTIONS)
    assert "It is saved." in send(client, new, fields)
    send(client, new, fields)
    question = Question.objects.get()
    assert (question.kind, question.required, question.event) == ("one", True, stop)
    assert [each["text"] for each in question.options] == [
        {"fi": "Koulut", "sv": "Skolor"},
        {"fi": "Työ", "sv": "Arbete"},
    ]
    assert "Vilken verkstad?" in Client().get(f"/sv/events/{stop.slug}/register/").content.decode()
    assert "Which workshop?" in client.get(at(stop)).content.decode()
    assert LogEntry.objects.get(verb="add question").details == {}
    assert "A question to participants was added" in client.get(at(stop, "log")).content.decode()


def test_what_is_missing_in_a_question_is_said_and_nothing_is_written(
    session: Session, sign_in: SignIn
) -> None:
    client, new = sign_in(), f"{at(session.event)}new/"
    for changes, words in [
        ({}, "Write at least two options."),
        ({"text_1": ""}, "Write this in Swedish too."),
        (OPTIONS | {"option-new1_1": ""}, "Write each option in the languages that the form must speak."),
        ({"text_0": "x" * 251}, "at most 250"),
        ({"kind": "essay"}, "valid choice"),
    ]:
        assert words in refused(client, new, written(client, new), status=422, **changes), words
    assert not Question.objects.exists()


def test_a_draft_may_lack_a_language_and_what_is_missing_names_it(db: None, sign_in: SignIn) -> None:
    tour = world.draft_tour(
        "lape-2030", timezone.localdate() + datetime.timedelta(days=30), cities=("vaasa",)
    )
    stop, client = world.stop_of(tour, "vaasa"), sign_in()
    send(client, f"{at(stop)}new/", written(client, f"{at(stop)}new/", **OPTIONS | {"option-new1_1": ""}))
    ask(tour)
    missing = client.get(at(stop, "missing")).content.decode()
    assert "The option “Työ” of the question “Which workshop?” is missing in Swedish." in missing
    assert f"/organiser/questions/{stop.questions.get().uuid}/" in missing
    assert "What should we hear?" not in missing
    assert (
        "The question “What should we hear?” is missing in Swedish."
        in client.get(at(tour, "missing")).content.decode()
    )


def test_the_order_is_moved_and_what_is_answered_can_only_be_closed(
    session: Session, sign_in: SignIn
) -> None:
    stop, client = session.event, sign_in()
    one, two, three = (ask(stop, words) for words in ("One?", "Two?", "Three?"))
    do(client, three, "up")
    do(client, one, "up")
    assert order(stop) == ["One?", "Three?", "Two?"]
    do(client, one, "down")
    assert order(stop) == ["Three?", "One?", "Two?"]
    comes(session, "Aino", replies={one: ["Trains"]})
    assert "it can be closed, but not removed" in do(client, one, "remove")
    assert "It is closed" in do(client, one, "close")
    assert "It is removed." in do(client, two, "remove")
    assert "One?" not in Client().get(f"/en/events/{stop.slug}/register/").content.decode()
    do(client, one, "again")
    do(client, one, "nonsense")
    assert "One?" in Client().get(f"/en/events/{stop.slug}/register/").content.decode()
    assert order(stop) == ["Three?", "One?"]


def test_an_answered_question_keeps_how_it_is_answered_and_what_was_chosen(
    session: Session, sign_in: SignIn
) -> None:
    client, which = sign_in(), ask(session.event, "Which?", "several", WORKSHOPS)
    page = f"/organiser/questions/{which.uuid}/"
    comes(session, "Aino", replies={which: ["work"]})
    fields = opened(client, page) | {
        "text_1": "Vilken?",
        "option-schools_1": "Skolor",
        "option-work_1": "Arb.",
    }
    gone = {"option-work_0": "", "option-work_1": "", "option-work_2": ""} | OPTIONS
    assert "cannot be removed" in refused(client, page, fields, status=422, **gone)
    assert "can no longer be changed" in refused(client, page, fields, status=422, kind="one")
    send(client, page, fields, **{"option-work_2": "Working life"})
    which.refresh_from_db()
    assert [each["key"] for each in which.options] == ["schools", "work"]
    stale = refused(client, page, fields, status=409, text_2="Something else?")
    assert "Somebody has changed this in the meantime." in stale
    assert "Working life" in client.get(at(session.event, "answers")).content.decode()


def test_answers_are_counted_by_option_and_listed_without_names(session: Session, sign_in: SignIn) -> None:
    stop, client = session.event, sign_in()
    which, hear = ask(stop, "Which?", "several", WORKSHOPS), ask(stop, kind="text")
    comes(session, "Aino Österman", replies={which: ["work", "schools"], hear: ["Trains\nand buses"]})
    comes(session, "Bo Berg", replies={which: ["work"], hear: ["<b>Ferries</b>"]})
    comes(session, "Cecilia Ceder")
    gone = comes(session, "Dan Dahl", replies={which: ["schools"], hear: ["Planes"]})
    manage.leave(world.editor(), gone.registration, session=session)
    page = " ".join(client.get(at(stop, "answers")).content.decode().split())
    assert page.count("Answered: 2 of 3 registered.") == 2
    bar = '<span class="soft">({0} %)</span> <progress class="bar" max="100" value="{0}"'
    assert f"Work: <strong>2</strong> {bar.format(100)}" in page
    assert f"Schools and reading: <strong>1</strong> {bar.format(50)}" in page
    assert "&lt;b&gt;Ferries" in page
    for absent in ("Planes", "Österman", "Bo Berg"):
        assert absent not in page
    table = client.get(at(stop, "answers")[:-1] + ".csv")
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] + "/" + row[3] + "/" + row[4] for row in rows[1:]] == [
        "Which?/Schools and reading/1",
        "Which?/Work/2",
        "What should we hear?/<b>Ferries</b>/1",
        "What should we hear?/Trains\nand buses/1",
    ]
    assert LogEntry.objects.get(verb="export answers").details == {"format": "csv", "count": 4}
    assert sign_in("viewer").get(at(stop, "answers")).status_code == 200
    assert sign_in("viewer").get(at(stop, "answers")[:-1] + ".csv").status_code == 404


def test_a_tours_answers_are_summed_and_each_stop_told(tour: Tour, session: Session, sign_in: SignIn) -> None:
    which = ask(tour, "Which?", "one", WORKSHOPS)
    ask(session.event, "Only in Vaasa?")
    for city, key in (("vaasa", "work"), ("oulu", "work"), ("oulu", "schools")):
        comes(world.afternoon_of(tour, city), f"{city} {key}", replies={which: [key]})
    assert f'href="{at(tour, "answers")}"' in sign_in().get(at(tour, "reach")).content.decode()
    page = " ".join(sign_in().get(at(tour, "answers")).content.decode().split())
    assert "Answered: 3 of 3 registered." in page
    assert "Helsinki 0 · Oulu 1 · Vaasa 1" in page
    assert "Work: <strong>2</strong>" in page
    assert f"/organiser/events/{session.event.slug}/answers/" in page
    table = sign_in().get(at(tour, "answers")[:-1] + ".csv").content.decode("utf-8-sig")
    assert table.count("\r\n") == 1 + 2 * 3
    TeamMember.objects.get(role="editor").events.add(session.event)
    own = sign_in().get(at(tour, "answers")).content.decode()
    assert "Answered: 1 of 1 registered." in own
    assert "Oulu" not in own
    assert sign_in().get(at(tour)).status_code == 404, "the tour's questions are not the stop's editor's"


def test_the_panel_shows_the_answers_and_an_editor_corrects_one(session: Session, sign_in: SignIn) -> None:
    hear, which = ask(session.event, required=True), ask(session.event, "Which?", "several", WORKSHOPS)
    part = comes(session, "Aino", replies={hear: ["Trains"], which: ["work", "schools"]})
    client, person = sign_in(), f"/organiser/registrations/{part.registration.uuid}/"
    page = client.get(person).content.decode()
    assert "Trains" in page
    assert "Schools and reading; Work" in page
    fields = opened(client, f"{person}answers/")
    send(client, f"{person}answers/", fields | {f"question-{hear.uuid}": "Buses"})
    assert (said(hear), said(which)) == (["Buses"], ["schools", "work"])
    assert "The answers to the organiser&#x27;s questions were changed" in client.get(person).content.decode()
    assert sign_in("viewer").get(f"{person}answers/").status_code == 404


def test_answers_are_columns_of_the_list_and_of_the_file(session: Session, sign_in: SignIn) -> None:
    hear, which = ask(session.event), ask(session.event, "Which?", "several", WORKSHOPS)
    comes(session, "Aino", replies={hear: ["=1+1"], which: ["work", "schools"]})
    comes(session, "Bo")
    client, asked = sign_in(), f"?columns=role&columns=question-{hear.uuid}&columns=question-{which.uuid}"
    table = at(session.event, "participants")
    assert "=1+1" not in client.get(table).content.decode(), "chosen like the others"
    page = client.get(f"{table}{asked}").content.decode()
    assert "Schools and reading; Work" in page
    answer = client.post(f"{table}export/{asked}", {"kind": "csv", "purpose": "report"})
    rows = b"".join(answer).decode("utf-8-sig").split("\r\n")
    assert rows[0] == "Name;Role;What should we hear?;Which?"
    assert rows[1:3] == ['Aino;participant;\'=1+1;"Schools and reading; Work"', "Bo;participant;;"]
    book = client.post(f"{table}export/{asked}", {"kind": "xlsx", "purpose": "report"})
    assert b"".join(book)[:2] == b"PK"
    others = client.post(f"{table}export/{asked}", {"kind": "csv", "purpose": "others"})
    assert b"Which" not in b"".join(others)


@pytest.mark.parametrize("more", [0, 4])
def test_the_pages_take_the_same_statements_for_few_and_many(
    session: Session, more: int, sign_in: SignIn, django_assert_num_queries: Queries
) -> None:
    tour = session.event.tour
    assert tour
    every = [ask(of, f"{n}?", "several", WORKSHOPS) for of in (tour, session.event) for n in range(1 + more)]
    for number in range(1 + more):
        comes(session, f"Somebody {number}", replies={each: ["work", "schools"] for each in every})
    client, columns = sign_in(), "&".join(f"columns=question-{each.uuid}" for each in every)
    for page, number in (
        (at(session.event), 10),
        (at(tour), 7),
        (at(session.event, "answers"), 13),
        (at(tour, "answers"), 16),
        (f"{at(session.event, 'participants')}?{columns}", 18),
    ):
        with django_assert_num_queries(number):
            assert client.get(page).status_code == 200


def test_a_copy_takes_the_questions_along_and_no_answers(
    tour: Tour, session: Session, sign_in: SignIn
) -> None:
    hear, which = ask(tour), ask(session.event, "Which?", "one", WORKSHOPS)
    questions.close(world.editor(), ask(tour, "Closed?"))
    comes(session, "Aino", replies={hear: ["Trains"], which: ["work"]})
    client, page = sign_in(), at(tour, "repeat")
    chosen = {"first_day": "2033-06-01", "keep": "weekdays", "along": ["programme", "questions"]}
    assert "The questions on the registration form, without the answers" in client.get(page).content.decode()
    twice = chosen | {"submission": str(uuid.uuid4())}
    for _press in range(2):
        client.post(page, twice)
    copy = Tour.objects.get(repeats=tour)
    assert order(copy) == ["What should we hear?"]
    assert [order(stop) for stop in copy.stops.all()] == [[], [], ["Which?"]]
    assert [each.options for stop in copy.stops.all() for each in stop.questions.all()] == [which.options]
    assert Answer.objects.filter(question__in=[hear, which]).count() == Answer.objects.count() == 2
    client.post(page, chosen | {"along": ["programme"]})
    assert Question.objects.count() == 5
    meeting = world.meeting()
    ask(meeting)
    again, _drafts = next_meeting(world.editor(), meeting, date=meeting.date + datetime.timedelta(days=28))
    assert order(again) == ["What should we hear?"]


def test_only_who_may_edit_asks(session: Session, sign_in: SignIn) -> None:
    question = ask(session.event)
    for actor in (world.editor(role="viewer"), world.editor(world.organiser("thl"))):
        for act in (questions.close, questions.remove):
            with pytest.raises(NotAllowed):
                act(actor, question)
        with pytest.raises(NotAllowed):
            questions.add(actor, session.event, submission=uuid.uuid4(), text={"en": "?"})
    foreign = sign_in(of="thl")
    for page in ("", "do/"):
        assert (
            foreign.post(f"/organiser/questions/{question.uuid}/{page}", {"do": "close"}).status_code == 404
        )
    question.refresh_from_db()
    assert question.closed_at is None


def test_a_form_holds_twenty_questions(session: Session, sign_in: SignIn) -> None:
    client, new = sign_in(), f"{at(session.event)}new/"
    for number in range(questions.MOST):
        ask(session.event, f"{number}?")
    full = refused(client, new, written(client, new, **OPTIONS), status=422)
    assert "as many questions as one form can hold" in full
    questions.close(world.editor(), Question.objects.all()[0])
    send(client, new, written(client, new, **OPTIONS))


def test_another_organisers_id_of_a_form_makes_a_question_of_its_own(
    session: Session, sign_in: SignIn
) -> None:
    theirs = ask(world.meeting("foreign", organiser=world.organiser("thl")))
    client, new = sign_in(), f"{at(session.event)}new/"
    send(client, new, written(client, new, submission=str(theirs.uuid), **OPTIONS))
    assert session.event.questions.get().uuid != theirs.uuid
    assert Registration.objects.count() == 0


def test_the_host_of_one_stop_gets_no_link_to_the_questions_of_the_tour(
    tour: Tour, session: Session, sign_in: SignIn
) -> None:
    ask(tour)
    client, link = sign_in(), f'href="{at(tour)}"'
    assert link in client.get(at(session.event)).content.decode()
    TeamMember.objects.get(role="editor", organiser=tour.organiser).events.add(session.event)
    page = client.get(at(session.event)).content.decode()
    assert "What should we hear?" in page
    assert link not in page
    assert client.get(at(tour)).status_code == 404
