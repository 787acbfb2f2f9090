"""Questions from the audience: asked, taken up or left out, and forgotten in time.

Whose question it is stands in the row only if the name may be said. The log tells what was done with a question; that
one was asked is in no log, and of its time only the minute is kept, so no clock leads back to anybody.
"""

import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Session
from events.refusals import Refused
from events.transactions import in_transaction
from registrations.models import Participation
from registrations.retention import with_the_names
from webcast.models import AudienceQuestion, Webcast
from webcast.models.question import SHOWN

State = AudienceQuestion.State
VERBS = {
    State.TAKEN_UP: "take up question",
    State.ANSWERED: "answer question",
    State.LEFT_OUT: "leave out question",
    State.NEW: "put question back",
}


class Overtaken(Refused):
    """Somebody else has decided about the question since it was read."""

    def __init__(self, state: AudienceQuestion.State) -> None:
        told = _(
            "Somebody else has changed this question meanwhile. Its state is now: %(state)s."
            " Your press changed nothing."
        )
        super().__init__(told % {"state": state.label})


@in_transaction
def ask(
    session: Session,
    *,
    text: str,
    language: str,
    submission: UUID,
    now: datetime.datetime,
    named: Participation | None = None,
) -> AudienceQuestion:
    """Keep a question for the moderator; the same form once more is the same question."""
    minute = now.replace(second=0, microsecond=0)
    asked = {
        "session": session,
        "text": text,
        "language": language,
        "asked_at": minute,
        "participation": named,
    }
    row, _new = AudienceQuestion.objects.get_or_create(
        submission=submission, defaults=asked | {"rehearsal": session.event.rehearsing}
    )
    return row


@in_transaction
def move(actor: Actor, question: AudienceQuestion, state: str, *, was: str | None = None) -> AudienceQuestion:
    """Take it up, mark it as answered, leave it out, or put it back among the new ones. Raises NotAllowed, Overtaken.

    `was`: the state in which whoever acts has seen it; if it has another now, they decide again.
    """
    session = question.session
    editor_only(actor, session)
    row = AudienceQuestion.objects.select_for_update().get(pk=question.pk)
    before, row.state = row.state, state
    if before == state:
        return row
    if was not in (None, before):
        raise Overtaken(State(before))
    row.moved_at = timezone.now()
    row.save(update_fields=["state", "moved_at"])
    if before in SHOWN or state in SHOWN:
        Webcast.objects.update_or_create(session=session, defaults={"questions_moved_at": row.moved_at})
    row.session = session
    log.write(actor, VERBS[State(state)], row, session.event.organiser_id)
    return row


def outlived(*, grace: datetime.timedelta = datetime.timedelta()) -> QuerySet[AudienceQuestion]:
    """Texts of events that are longer ago than their organiser keeps names."""
    return AudienceQuestion.objects.exclude(text="").filter(with_the_names("session__event", grace=grace))


def of_nobody(*, grace: datetime.timedelta = datetime.timedelta()) -> QuerySet[AudienceQuestion]:
    """Questions under the name of somebody who has been erased since."""
    return AudienceQuestion.objects.filter(
        participation__registration__person__erased_at__lte=timezone.now() - grace
    )


def rehearsed(*, grace: datetime.timedelta = datetime.timedelta()) -> QuerySet[AudienceQuestion]:
    """What was asked in a rehearsal whose day has come."""
    return AudienceQuestion.objects.filter(
        rehearsal=True, session__event__date__lte=timezone.localdate() - grace
    )


def sweep() -> None:
    """The nightly sweep: names go with the person, texts with the names of their event; how many there were stays."""
    rehearsed().delete()
    of_nobody().update(participation=None)
    outlived().update(text="", participation=None)


def outstanding(grace: datetime.timedelta) -> Q:
    """Rows that the sweep should have seen to by then."""
    return (
        Q(pk__in=outlived(grace=grace)) | Q(pk__in=of_nobody(grace=grace)) | Q(pk__in=rehearsed(grace=grace))
    )
