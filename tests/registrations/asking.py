"""Questions of an organiser, as their action leaves them."""

import uuid
from typing import Any

from events.models import Event, Tour
from registrations.actions import questions
from registrations.models import Answer, Question
from tests import world


def ask(
    of: Tour | Event,
    words: str = "What should we hear?",
    kind: str = "line",
    options: tuple[str, ...] = (),
    **facts: Any,
) -> Question:
    """A question in Finnish and English; the key of an option is its first word in small letters."""
    listed = [{"key": each.split()[0].lower(), "text": {"fi": f"{each} fi", "en": each}} for each in options]
    given = {"text": {"fi": f"{words} fi", "en": words}, "help_text": "", "required": False}
    actor = world.editor(of.organiser)
    return questions.add(actor, of, submission=uuid.uuid4(), kind=kind, options=listed, **given | facts)


def named(question: Question) -> str:
    return f"question-{question.uuid}"


def said(question: Question) -> list[str]:
    """What is answered to it, by anybody."""
    rows = Answer.objects.filter(question=question).order_by("pk")
    return [row.choice or row.text for row in rows]
