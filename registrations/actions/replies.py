"""What people answer to the organisers' questions: told with the registration, changed until the event begins."""

from collections.abc import Iterator

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Session
from events.refusals import Over
from events.transactions import in_transaction
from registrations.models import Answer, Registration
from registrations.questions.asking import Replies


def rows_of(registration: Registration, replies: Replies) -> Iterator[Answer]:
    """Unsaved answers to those of the questions that are asked at the registration's event."""
    for question, said in replies.items():
        column = "text" if question.is_written else "choice"
        if question.is_asked_at(registration.event):
            yield from (
                Answer(registration=registration, question=question, **{column: each}) for each in said
            )


def may_change(registration: Registration) -> bool:
    """Whether it is still the participant's to change: until the first part of the event begins."""
    event = registration.event
    if registration.cancelled_at or event.is_over:
        return False
    return not any(part.has_begun for part in event.sessions.filter(status=Session.Status.SCHEDULED))


@in_transaction
def change_own(actor: Actor, registration: Registration, replies: Replies) -> None:
    """What the participant says now. Raises Over once the event has begun."""
    if not may_change(registration):
        raise Over
    keep(actor, registration, replies)


@in_transaction
def correct(actor: Actor, registration: Registration, replies: Replies) -> None:
    """What the organiser has been told otherwise. Raises NotAllowed."""
    editor_only(actor, registration.event)
    keep(actor, registration, replies)


@in_transaction
def keep(actor: Actor, registration: Registration, replies: Replies, *, empty_leaves: bool = False) -> None:
    """Put this in the place of what was said to the same questions; with `empty_leaves` only where anything is said.

    The log tells that the answers changed, and not what they are.
    """
    Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    asked = {question: said for question, said in replies.items() if said or not empty_leaves}
    stored = Answer.objects.filter(registration=registration, question__in=[each.pk for each in asked])
    rows = list(rows_of(registration, asked))
    wanted = {(row.question_id, row.choice, row.text) for row in rows}
    if set(stored.values_list("question", "choice", "text")) == wanted:
        return
    stored.delete()
    Answer.objects.bulk_create(rows)
    log.write(actor, "change answers", registration, registration.event.organiser_id)
