"""Questions that change, and people who are forgotten, while answers are on their way."""

import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from events.actors import ANYONE, SYSTEM
from events.models import Session
from registrations.actions import manage, questions
from registrations.actions.details import Choice, Details, Way
from registrations.actions.register import register
from registrations.actions.replies import change_own, correct
from registrations.erasure import erase_person
from registrations.models import Answer, Question, Registration
from tests import world
from tests.registrations.asking import ask, said
from tests.registrations.test_races import Beside

pytestmark = pytest.mark.serial


@pytest.fixture
def afternoon(transactional_db: None) -> Session:
    return world.afternoon_of(world.coming_tour())


def come(session: Session, replies: dict[Question, list[str]]) -> Registration:
    details = Details(name="Aino", language="fi", is_private_person=True, replies=replies)
    choices, email = [Choice(session, Way.IN_PERSON)], "aino@example.org"
    (made,) = register(choices=choices, details=details, email=email, submission=uuid.uuid4())
    return made


def test_whoever_answers_a_question_that_is_removed_meanwhile_registers_without_it(
    afternoon: Session,
) -> None:
    hear, bus = ask(afternoon.event), ask(afternoon.event, "Bus?", "yes_no")
    questions.remove(world.editor(), Question.objects.get(pk=hear.pk))
    registration = come(afternoon, {hear: ["Trains"], bus: ["yes"]})
    assert said(bus) == ["yes"]
    change_own(ANYONE, registration, {hear: ["Trains"], bus: ["no"]})
    assert said(bus) == ["no"]
    assert Answer.objects.count() == 1


def test_so_does_somebody_else_from_the_same_address(afternoon: Session) -> None:
    hear, bus = ask(afternoon.event), ask(afternoon.event, "Bus?", "yes_no")
    first = come(afternoon, {})
    questions.remove(world.editor(), Question.objects.get(pk=hear.pk))
    other = manage.register_another(
        ANYONE,
        first,
        session=afternoon,
        way=Way.IN_PERSON,
        details=Details(name="Eino", language="fi", replies={hear: ["Trains"], bus: ["yes"]}),
        submission=uuid.uuid4(),
    )
    assert other
    assert said(bus) == ["yes"]
    assert Answer.objects.count() == 1


def test_a_question_that_is_answered_while_it_is_removed_stays(
    afternoon: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear = ask(afternoon.event)
    come(afternoon, {hear: ["Trains"]})
    unseen: Any = SimpleNamespace(filter=lambda **_which: SimpleNamespace(exists=lambda: False))
    monkeypatch.setattr(questions, "Answer", SimpleNamespace(objects=unseen))
    with pytest.raises(questions.Answered):
        questions.remove(world.editor(), hear)
    assert said(hear) == ["Trains"]


def test_an_option_that_went_while_it_was_chosen_does_not_hold_the_question(afternoon: Session) -> None:
    which = ask(afternoon.event, "Which?", "several", ("Work", "Art", "Music"))
    come(afternoon, {which: ["work", "gone"]})
    facts = {name: getattr(which, name) for name in questions.FACTS}
    kept = [each for each in which.options if each["key"] != "music"]
    questions.edit(world.editor(), which, seen=questions.stamp(which), **facts | {"options": kept})
    which.refresh_from_db()
    assert [each["key"] for each in which.options] == ["work", "art"]
    with pytest.raises(questions.OptionChosen):
        questions.edit(world.editor(), which, seen=questions.stamp(which), **facts | {"options": kept[1:]})


def test_words_that_are_written_while_somebody_is_forgotten_go_too(afternoon: Session) -> None:
    hear = ask(afternoon.event)
    registration = come(afternoon, {})
    manage.leave_all(ANYONE, registration)
    with transaction.atomic():
        correct(world.editor(), registration, {hear: ["Trains"]})
        eraser = Beside(lambda: erase_person(SYSTEM, registration.person))
        assert eraser.begun.wait(5)
        assert not eraser.has_ended(0.5)
    assert eraser.has_ended(10)
    assert said(hear) == []
