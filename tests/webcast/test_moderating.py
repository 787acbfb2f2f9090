"""The moderator's page, and what is left of the questions afterwards: numbers and texts without names."""

import html
import uuid
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.actors import ANYONE, SYSTEM
from events.models import LogEntry, Session
from events.refusals import NotAllowed
from registrations.models import Participation
from tests import world
from tests.webcast.cast import afternoon, asked, at, registered, stream
from tests.webcast.test_screen import Editor, desk, editor
from webcast import questions
from webcast.actions import take_questions
from webcast.models import AudienceQuestion, Webcast

__all__ = ["editor"]
pytestmark = pytest.mark.django_db


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def press(client: Client, session: Session, question: AudienceQuestion, state: str) -> Any:
    """The button with what stood beside it on the page: the state that `question` had when it was read."""
    sent = {"state": state, "was": question.state}
    return client.post(desk(session, f"questions/{question.uuid}/"), sent, follow=True)


def test_of_two_moderators_the_later_is_told_and_overrules_nobody(editor: Client) -> None:
    session = afternoon()
    row = asked(session, "Who was first?")
    page = words(editor.get(desk(session, "questions/")))
    assert 'name="was" value="new"' in page.partition("Who was first?")[2]
    questions.move(SYSTEM, AudienceQuestion.objects.get(), "taken_up")
    late = press(editor, session, row, "left_out")
    assert late.status_code == 409
    told = words(late).partition('id="told"')[2]
    assert (
        "has changed this question meanwhile. Its state is now: Taken up. Your press changed nothing." in told
    )
    assert "It has been answered" in told.partition("Who was first?")[2], "with the buttons of now"
    forged = editor.post(desk(session, f"questions/{row.uuid}/"), {"state": "left_out"})
    assert forged.status_code == 409
    assert press(editor, session, row, "taken_up").status_code == 200, (
        "what is so already is nothing to tell of"
    )
    row.refresh_from_db()
    assert row.state == "taken_up"
    assert LogEntry.objects.filter(target="audiencequestion").count() == 1
    assert "meanwhile" not in words(editor.get(desk(session, "questions/")))


def test_an_editor_takes_questions_and_moves_them_by_one_press_each(editor: Client) -> None:
    session = afternoon()
    stream(session)
    assert "No questions are taken." in words(editor.get(desk(session)))
    landed = editor.post(desk(session, "do/"), {"verb": "questions"}, follow=True)
    assert landed.redirect_chain[-1][0] == desk(session, "questions/")
    assert Webcast.objects.get().takes_questions
    first, second = asked(session, "The first one?"), asked(session, "The second one?", now=at(session, 6))
    page = words(editor.get(desk(session, "questions/")))
    assert page.index("The second one?") < page.index("The first one?"), "newest first"
    for state, button in (
        ("taken_up", "It has been answered"), ("answered", "Put back"), ("new", "Take up"), ("left_out", "Put back"),
    ):  # fmt: skip
        page = words(press(editor, session, first, state))
        assert button in page.partition("The first one?")[2].partition("</li>")[0]
        first.refresh_from_db()
        assert first.state == state
    press(editor, session, first, "left_out")
    press(editor, session, second, "nonsense")
    second.refresh_from_db()
    assert second.state == "new"
    verbs = LogEntry.objects.filter(target="audiencequestion").order_by("pk").values_list("verb", "details")
    assert list(verbs) == [
        ("take up question", {}), ("answer question", {}), ("put question back", {}), ("leave out question", {}),
    ]  # fmt: skip
    log = words(editor.get(f"/organiser/events/{session.event.slug}/log/"))
    assert "A question from the audience was left out" in log
    assert "Another change" not in log
    editor.post(desk(session, "do/"), {"verb": "no_questions"})
    assert "No questions are taken now." in words(editor.get(desk(session, "questions/")))


def test_the_name_that_may_be_said_stands_with_the_question(editor: Client) -> None:
    session = afternoon()
    registered(session)
    asked(session, "Mine?", named=Participation.objects.get())
    asked(session, "Whose?")
    page = words(editor.get(desk(session, "questions/")))
    assert "Viivi Viewer: the name may be said" in page
    assert "Without a name" in page.partition("Whose?")[2]


def test_the_list_is_sent_again_only_when_it_has_changed(editor: Client) -> None:
    session = afternoon()
    door, row = desk(session, "questions/now/"), asked(session, "New?")
    first = editor.get(door)
    assert editor.get(door, headers={"If-None-Match": first["ETag"]}).status_code == 304
    for change in (lambda: asked(session, "Newer?"), lambda: questions.move(SYSTEM, row, "taken_up")):
        change()
        fresh = editor.get(door, headers={"If-None-Match": first["ETag"]})
        assert (fresh.status_code, "<html" in words(fresh)) == (200, False)
        first = fresh


def test_the_pages_cost_the_same_for_one_question_as_for_three(editor: Client) -> None:
    session = afternoon()
    part = registered(session) and Participation.objects.get()
    pages = (desk(session, "questions/"), f"/organiser/events/{session.event.slug}/audience/")
    costs: dict[str, list[int]] = {page: [] for page in pages}
    for number in (1, 3):
        while AudienceQuestion.objects.count() < number:
            asked(session, "How?", named=part)
        for page in pages:
            editor.get(page)
            with CaptureQueriesContext(connection) as statements:
                editor.get(page)
            costs[page].append(len(statements))
    assert [one == three for one, three in costs.values()] == [True, True]


@pytest.mark.parametrize(("role", "of", "status"), [
    ("viewer", "stm", 200), ("door", "stm", 200), ("editor", "stm", 200), ("editor", "thl", 404),
])  # fmt: skip
def test_the_team_reads_and_editors_act(client: Client, role: str, of: str, status: int) -> None:
    session = afternoon()
    row = asked(session, "Who reads this?")
    client.force_login(world.member(world.organiser(of), role))
    answer = client.get(desk(session, "questions/"))
    assert answer.status_code == status
    assert ("Who reads this?" in words(answer)) is (status == 200)
    may = role == "editor" and status == 200
    assert ("<button" in words(answer).partition('id="questions"')[2].partition("</main>")[0]) is may
    assert press(client, session, row, "taken_up").status_code == (200 if may else 404)
    row.refresh_from_db()
    assert (row.state == "taken_up") is may
    table = client.get(f"/organiser/events/{session.event.slug}/audience.csv")
    assert table.status_code == (200 if may else 404)


def test_the_action_asks_who_acts(db: None) -> None:
    row = asked(afternoon(), "Who may?")
    for actor in (ANYONE, world.editor(world.organiser(), "viewer"), world.editor(world.organiser("thl"))):
        with pytest.raises(NotAllowed):
            questions.move(actor, row, "taken_up")
    questions.move(world.editor(world.organiser()), row, "taken_up")


def test_a_question_of_another_session_is_not_there(editor: Client) -> None:
    session = afternoon()
    other = world.afternoon_of(world.coming_tour(), "oulu")
    row = asked(Session.objects.whole().get(pk=other.pk), "Elsewhere?", now=at(session, 5))
    assert press(editor, session, row, "taken_up").status_code == 404


def test_the_feedback_tells_numbers_and_texts_by_stop_and_no_names(editor: Client) -> None:
    session = afternoon()
    assert session.event.tour
    registered(session)
    part = Participation.objects.get()
    answered = asked(session, "=What was asked?", named=part)
    questions.move(SYSTEM, answered, "answered")
    asked(session, "What was not?", now=at(session, 6))
    AudienceQuestion.objects.create(
        session=session, text="Tried out?", language="fi", asked_at=at(session, 0), rehearsal=True,
        submission=uuid.uuid4(),
    )  # fmt: skip
    slug, tour = session.event.slug, session.event.tour.slug
    of_stop = words(editor.get(f"/organiser/events/{slug}/audience/"))
    of_tour = words(editor.get(f"/organiser/tours/{tour}/audience/"))
    for page in (of_stop, of_tour):
        assert page.index("=What was asked?") < page.index("What was not?")
        assert "2 questions" in page
        assert "Tried out?" not in page
        assert "Viivi" not in page
    assert of_tour.count('class="num" data-head="Questions">0<') == session.event.tour.stops.count() - 1
    assert f"/organiser/tours/{tour}/audience/" in words(editor.get(f"/organiser/tours/{tour}/reach/"))
    for path in (f"/organiser/events/{slug}/audience.csv", f"/organiser/tours/{tour}/audience.csv"):
        table = editor.get(path).content.decode("utf-8-sig")
        assert table.count("\r\n") == 3
        assert "Answered;'=What was asked?\r\n" in table
        assert "Viivi" not in table
    exports = LogEntry.objects.filter(verb="export questions").values_list("target", "details")
    assert set(exports.values_list("target", flat=True)) == {"event", "tour"}
    assert all(details == {"format": "csv", "count": 2} for _target, details in exports)


def test_the_viewer_of_a_team_finds_the_way_from_the_stop(client: Client) -> None:
    session = afternoon()
    client.force_login(world.member(world.organiser(), "viewer"))
    assert desk(session, "questions/") in words(client.get(f"/organiser/events/{session.event.slug}/"))


def test_an_editor_finds_the_way_when_the_day_is_over(editor: Client) -> None:
    session = afternoon()
    page = f"/organiser/events/{session.event.slug}/"
    assert isinstance(editor, Editor)
    assert desk(session, "questions/") not in words(editor.get(page))
    with time_machine.travel(at(session, 60 * 24 * 2), tick=False):
        assert desk(session, "questions/") in words(editor.get(page))


def test_take_questions_is_for_editors(client: Client) -> None:
    session = afternoon()
    client.force_login(world.member(world.organiser(), "viewer"))
    client.post(desk(session, "do/"), {"verb": "questions"})
    assert not Webcast.objects.filter(takes_questions=True).exists()
    take_questions(SYSTEM, session)
    assert Webcast.objects.get().takes_questions
