"""All drafts of an event sent, or all asked again who have not answered: a few at once, many by the worker.

So nobody else waits for the database meanwhile.
"""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from events import work
from events.actions.permission import editor_only
from events.actors import Actor
from events.declared import actor_of
from events.models import Event, Job
from events.refusals import Changed
from events.transactions import in_transaction
from events.work import Made
from registrations import silent
from registrations.actions.invite import send_all
from registrations.models import Invitation
from registrations.models.invitation import InvitationQuerySet

MOST_AT_ONCE = 200
PER_STEP = 100
TASK = "registrations.actions.sent_out.task"
DRAFTS, SILENT = "drafts", "silent"


def drafts_of(event: Event) -> InvitationQuerySet:
    """Those with somebody to write to."""
    reader = Q(letters_to__email__isnull=False, letters_to__do_not_write_at=None)
    person = Q(letters_to=None, person__email__isnull=False, person__do_not_write_at=None)
    return Invitation.objects.filter(reader | person, event=event, state=Invitation.State.DRAFT)


WHOM: dict[str, Callable[[Event], QuerySet[Invitation]]] = {DRAFTS: drafts_of, SILENT: silent.due}
"""To whom letters go: each looks anew, so who has answered meanwhile, or was written to, gets none."""


def send_out(actor: Actor, event: Event, *, submission: UUID, whom: str = DRAFTS) -> Job | int:
    """Send to those that there are now: the number of letters, or the job that writes them. Raises NotAllowed."""
    editor_only(actor, event)
    if job := work.known(actor, submission):
        return job
    rows = WHOM[whom](event)
    number = rows.count()
    if number <= MOST_AT_ONCE:
        return send_all(actor, rows)
    last = rows.aggregate(last=Max("pk"))["last"]
    wanted = {"event": event.pk, "last": last, "whom": whom}
    asked = work.Asked(submission, Job.Kind.SEND_INVITATIONS, TASK, wanted, -(-number // PER_STEP), number)
    return work.once(actor, submission, lambda: _begun(actor, event, asked))


@in_transaction
def _begun(actor: Actor, event: Event, asked: work.Asked) -> Job:
    return work.begin(actor, event.organiser, asked)


def task(pk: int) -> None:
    """Write the letters of a job, or go on with it."""
    work.carry_out(pk, SendingOut, undo)


class SendingOut:
    """As many letters a step as its slice holds; what has become a draft since it was asked for stays one."""

    def __init__(self, job: Job) -> None:
        event = Event.objects.select_related("organiser").filter(pk=job.wanted["event"]).first()
        if event is None:
            raise Changed
        self.job, self.event, self.actor = job, event, actor_of(job.user)

    def step(self, number: int, made: Made) -> None:
        editor_only(self.actor, self.event)
        first, last = self.job.slice(number)
        rows = WHOM[self.job.wanted.get("whom", DRAFTS)](self.event)
        coming = rows.filter(pk__gt=made.get("after", 0), pk__lte=self.job.wanted["last"])
        keys = list(coming.order_by("pk").values_list("pk", flat=True)[: last - first])
        made["sent"] = made.get("sent", 0) + send_all(self.actor, rows.filter(pk__in=keys))
        made["after"] = max(keys, default=made.get("after", 0))

    def result(self, _made: Made) -> str:
        return reverse("desk_invitations", args=[self.event.slug])


def undo(job: Job) -> None:
    """Letters cannot be taken back: the page says how many have left, and what the others are."""
    sent = job.made.get("sent", 0)
    if job.wanted.get("whom") == SILENT:
        words = ngettext(
            "It ended before all had left: %(number)d letter was sent, the others were not written to.",
            "It ended before all had left: %(number)d letters were sent, the others were not written to.",
            sent,
        )
    else:
        words = ngettext(
            "It ended before all had left: %(number)d invitation was sent, the others are drafts still.",
            "It ended before all had left: %(number)d invitations were sent, the others are drafts still.",
            sent,
        )
    Job.objects.filter(pk=job.pk).update(refusal=words % {"number": sent})
