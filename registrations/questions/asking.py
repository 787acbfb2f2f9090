"""Which questions are asked where, and what one registration has said to them."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Exists, OuterRef, Prefetch, Q

from events.models import Event, Session
from registrations.models import Answer, Question, Registration
from venues.fields import in_language

Replies = Mapping[Question, Sequence[str]]
"""What is said to each: the keys of what is chosen, or the words as the only one; empty where nothing is said."""
Heard = tuple[Question, Sequence[Answer]]
"""A question with the answers of one registration."""


def anything_asked() -> Exists:
    """Of a session: whether its event or the tour asks something."""
    asked = Question.objects.asked()
    return Exists(asked.filter(Q(event=OuterRef("event")) | Q(tour=OuterRef("event__tour"))))


def asked_with(sessions: Sequence[Session]) -> list[Question]:
    """What the form of these sessions asks, in order; no statement where each says of itself that it is nothing."""
    if not any(getattr(session, "anything_asked", True) for session in sessions):
        return []
    return asked_at({session.event_id: session.event for session in sessions}.values())


def asked_at(events: Iterable[Event]) -> list[Question]:
    return list(Question.objects.asked().at(events))


def heard_from(registration: Registration) -> list[Heard]:
    """The questions that are still asked of this registration or that it has answered. Two statements, or one."""
    own = Prefetch("answers", Answer.objects.filter(registration=registration), to_attr="heard")
    rows = Question.objects.at([registration.event]).prefetch_related(own)
    return [(row, row.heard) for row in rows if row.heard or row.closed_at is None]  # type: ignore[attr-defined]  # the Prefetch's


def replies_in(heard: Iterable[Heard]) -> dict[Question, list[str]]:
    return {question: [row.choice or row.text for row in rows] for question, rows in heard}


def said(question: Question, answers: Iterable[Answer], language: str) -> str:
    """'Workshop A; Workshop C', or what was written."""
    rows = list(answers)
    if question.is_written:
        return " ".join(row.text for row in rows)
    chosen = {row.choice for row in rows}
    options = question.choices.items()
    return "; ".join(in_language(text, language)[0] for key, text in options if key in chosen)
