"""What an organiser asks on the registration form: add, edit, put in order, close, and remove while unanswered."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import log, stamps
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Tour
from events.refusals import Changed, Refused
from events.transactions import in_transaction
from registrations.models import Answer, Question

FACTS = ("text", "help_text", "kind", "options", "required")
MOST = 20
"""So many of one tour or event, that the form stays one page."""


class TooMany(Refused):
    sentence = _("There are as many questions as one form can hold. Close or remove one first.")


class Answered(Refused):
    sentence = _("This question has been answered: it can be closed, but not removed.")


class OptionChosen(Refused):
    sentence = _("An option that somebody has chosen cannot be removed. Its words can be corrected.")


class KindFixed(Refused):
    sentence = _("This question has been answered: how it is answered can no longer be changed.")


@in_transaction
def add(actor: Actor, of: Tour | Event, *, submission: UUID, **facts: Any) -> Question:
    """The last of the tour's or the event's; the same `submission` twice is one, whose uuid it is.

    Raises NotAllowed, TooMany.
    """
    editor_only(actor, of)
    rows = _locked(of)
    known = rows.filter(uuid=submission).first()
    if known:
        return known
    if rows.filter(closed_at=None).count() >= MOST:
        raise TooMany
    last = rows.aggregate(last=Max("position"))["last"] or 0
    taken = Question.objects.filter(uuid=submission).exists()
    question = Question(uuid=uuid4() if taken else submission, position=last + 1, **_owner(of), **facts)
    question.save()
    _log(actor, "add question", question)
    return question


def stamp(question: Question) -> str:
    """Of what stands in the row, for a form to bring back."""
    return stamps.short(stamps.values_of(question, FACTS))


@in_transaction
def edit(actor: Actor, question: Question, *, seen: str, **facts: Any) -> None:
    """Raises NotAllowed; Changed when another row was `seen`; OptionChosen, KindFixed once there are answers."""
    editor_only(actor, question.of)
    row = _locked(question.of).get(pk=question.pk)
    if seen != stamp(row):
        raise Changed
    if not stamps.differing(row, facts):
        return
    chosen = set(row.answers.order_by().values_list("choice", flat=True).distinct())
    if chosen and facts["kind"] != row.kind:
        raise KindFixed
    gone = {option["key"] for option in row.options} - {option["key"] for option in facts["options"]}
    if row.kind in Question.LISTED and chosen & gone:
        raise OptionChosen
    for name in FACTS:
        setattr(row, name, facts[name])
    row.save(update_fields=FACTS)
    _log(actor, "edit question", row)


@in_transaction
def move(actor: Actor, question: Question, *, up: bool) -> None:
    """One place up or down among those of the same tour or event; at the end it stays. Raises NotAllowed."""
    editor_only(actor, question.of)
    rows = list(_locked(question.of))
    here = next(at for at, row in enumerate(rows) if row.pk == question.pk)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for place, row in enumerate(rows, 1):
        row.position = place
    Question.objects.bulk_update(rows, ["position"])
    _log(actor, "order question", question)


@in_transaction
def close(actor: Actor, question: Question) -> None:
    """Ask it no more; what was answered stays. Raises NotAllowed."""
    _set_closed(actor, question, "close question", closed=True)


@in_transaction
def ask_again(actor: Actor, question: Question) -> None:
    """Raises NotAllowed, TooMany."""
    _set_closed(actor, question, "ask question again", closed=False)


def remove(actor: Actor, question: Question) -> None:
    """Raises NotAllowed; Answered, also where the first answer comes at the same moment."""
    try:
        _remove(actor, question)
    except (ProtectedError, IntegrityError) as error:
        raise Answered from error


@in_transaction
def _remove(actor: Actor, question: Question) -> None:
    editor_only(actor, question.of)
    row = _locked(question.of).select_for_update(of=("self",)).get(pk=question.pk)
    if Answer.objects.filter(question=row).exists():
        raise Answered
    _log(actor, "remove question", row)
    row.delete()


def copies(old: Tour | Event, new: Tour | Event) -> Iterator[Question]:
    """The questions that are still asked, unsaved, for the copy of a tour or an event; nobody has answered them."""
    for row in Question.objects.asked().filter(**_owner(old)):
        row.pk, row.uuid, row._state.adding = None, uuid4(), True
        row.tour, row.event = (new, None) if isinstance(new, Tour) else (None, new)
        yield row


def _set_closed(actor: Actor, question: Question, verb: str, *, closed: bool) -> None:
    editor_only(actor, question.of)
    rows = _locked(question.of)
    row = rows.get(pk=question.pk)
    if closed == (row.closed_at is not None):
        return
    if not closed and rows.filter(closed_at=None).count() >= MOST:
        raise TooMany
    row.closed_at = timezone.now() if closed else None
    row.save(update_fields=["closed_at"])
    _log(actor, verb, row)


def _owner(of: Tour | Event) -> dict[str, Any]:
    return {of._meta.model_name or "": of}


def _locked(of: Tour | Event) -> Any:
    """The questions of a tour or an event, whose row is locked so that one at a time changes them."""
    of._meta.model._default_manager.select_for_update(no_key=True).get(pk=of.pk)
    return Question.objects.filter(**_owner(of))


def _log(actor: Actor, verb: str, question: Question) -> None:
    log.write(actor, verb, question, question.of.organiser_id)
