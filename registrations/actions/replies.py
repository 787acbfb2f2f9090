"""What people answer to the organisers' questions: told with the registration, changed until the event begins."""

from collections.abc import Iterator, Sequence

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Session
from events.refusals import Changed, Over
from events.transactions import in_transaction
from registrations.models import Answer, Question, Registration
from registrations.questions.asking import Replies


def rows_of(registration: Registration, replies: Replies) -> Iterator[Answer]:
    """Unsaved answers to those of the questions that are asked at the registration's event."""
    for question, said in replies.items():
        column = "text" if question.is_written else "choice"
        if question.is_asked_at(registration.event):
            yield from (
                Answer(registration=registration, question=question, **{column: each}) for each in said
            )


def standing(replies: Replies) -> dict[Question, Sequence[str]]:
    """Without those to questions that were removed meanwhile; none of the others is, until the transaction ends."""
    rows = Question.objects.filter(pk__in=[each.pk for each in replies]).order_by("pk")
    there = set(rows.select_for_update(no_key=True).values_list("pk", flat=True))
    return {question: said for question, said in replies.items() if question.pk in there}


def is_open(event: Event) -> bool:
    """Whether answers are the participants' to change: until the first part of the event begins."""
    if event.is_over:
        return False
    return not any(part.has_begun for part in event.sessions.filter(status=Session.Status.SCHEDULED))


def may_change(registration: Registration) -> bool:
    return not registration.cancelled_at and is_open(registration.event)


@in_transaction
def change_own(actor: Actor, registration: Registration, replies: Replies) -> None:
    """What the participant says now. Raises Over once the event has begun, Changed when it was cancelled meanwhile."""
    row = _locked(registration)
    if row.cancelled_at:
        raise Changed
    if not is_open(row.event):
        raise Over
    keep(actor, row, replies)


@in_transaction
def correct(actor: Actor, registration: Registration, replies: Replies) -> None:
    """What the organiser has been told otherwise. Raises NotAllowed, Changed."""
    editor_only(actor, registration.event)
    keep(actor, registration, replies)


@in_transaction
def keep(actor: Actor, registration: Registration, replies: Replies, *, only_new: bool = False) -> None:
    """Put this in the place of what was said to the same questions; with `only_new` only where nothing was said.

    The log tells that the answers changed, and not what they are. Raises Changed when the person was erased meanwhile.
    """
    row, asked = _locked(registration), standing(replies)
    stored = Answer.objects.filter(registration=row, question__in=list(asked))
    before = set(stored.values_list("question", "choice", "text"))
    if only_new:
        known = {question for question, _choice, _text in before}
        asked = {question: said for question, said in asked.items() if question.pk not in known}
        stored, before = stored.none(), set()
    rows = list(rows_of(row, asked))
    if before == {(each.question_id, each.choice, each.text) for each in rows}:
        return
    stored.delete()
    Answer.objects.bulk_create(rows)
    log.write(actor, "change answers", row, row.event.organiser_id)


def _locked(registration: Registration) -> Registration:
    """The row as it stands now."""
    row = Registration.objects.select_for_update(no_key=True, of=("self",)).whole().get(pk=registration.pk)
    if row.erased_at:
        raise Changed
    return row
