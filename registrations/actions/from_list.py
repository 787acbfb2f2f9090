"""People of a contact list invited to an event: drafts as a table makes them, and the entries live on."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events import log, work
from events.actions.permission import editor_only
from events.actors import Actor
from events.declared import actor_of
from events.models import Event, Job, Session
from events.refusals import Changed, Refused
from events.transactions import in_transaction
from events.work import Made
from registrations.actions.entries import renew
from registrations.actions.imported import MOST_AT_ONCE, PER_STEP, invited_parts, undo
from registrations.actions.invite import invite_all
from registrations.actions.lists import for_the_whole
from registrations.contacts import standing
from registrations.contacts.standing import CHOSEN
from registrations.models import ContactList, Invitation, ListEntry

TASK = "registrations.actions.from_list.task"


class InTheArchive(Refused):
    sentence = _("This list is in the archive. Take it into use again before you invite from it.")


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom of a list, by the keys of their entries, and to which sessions."""

    contact_list: ContactList
    entries: tuple[int, ...]
    sessions: tuple[Session, ...]


def invite_from(actor: Actor, event: Event, choice: Choice, *, submission: UUID) -> Job:
    """The job that makes the drafts, over already where they are few. Nobody is written to.

    Raises NotAllowed, InTheArchive, Changed, Refused for another organiser's list and where nothing would be opened.
    """
    editor_only(actor, event)
    for_the_whole(actor, choice.contact_list.organiser_id)
    if choice.contact_list.organiser_id != event.organiser_id or not choice.sessions:
        raise Refused
    if choice.contact_list.archived_at:
        raise InTheArchive
    if job := work.known(actor, submission):
        return job
    return work.once(actor, submission, lambda: _begun(actor, event, choice, submission))


@in_transaction
def _begun(actor: Actor, event: Event, choice: Choice, submission: UUID) -> Job:
    sessions = [session.pk for session in choice.sessions]
    if len(invited_parts(event, sessions)) != len(sessions):
        raise Changed
    wanted = {
        "event": event.pk,
        "sessions": sessions,
        "list": choice.contact_list.pk,
        "entries": list(choice.entries),
    }
    number = len(choice.entries)
    many = number > MOST_AT_ONCE
    total = -(-number // PER_STEP) if many else 1
    asked = work.Asked(submission, Job.Kind.INVITE_CONTACTS, TASK, wanted, total, number)
    if many:
        return work.begin(actor, event.organiser, asked)
    return work.at_once(actor, event.organiser, asked, Inviting(actor, event, choice, total))


def task(pk: int) -> None:
    """Make the drafts of a job, or go on with it. Cancelled, they go again as those from a table do."""
    work.carry_out(pk, _inviting, undo)


def _inviting(job: Job) -> "Inviting":
    event = Event.objects.select_related("organiser").filter(pk=job.wanted["event"]).first()
    sessions = tuple(invited_parts(event, job.wanted["sessions"])) if event else ()
    contact_list = ContactList.objects.select_related("organiser").filter(pk=job.wanted["list"]).first()
    if event is None or contact_list is None or len(sessions) != len(job.wanted["sessions"]):
        raise Changed
    choice = Choice(contact_list, tuple(job.wanted["entries"]), sessions)
    return Inviting(actor_of(job.user), event, choice, job.total)


class Inviting:
    """A slice of the entries in each step; `made` holds what would have to go again."""

    def __init__(self, actor: Actor, event: Event, choice: Choice, total: int) -> None:
        self.actor, self.event, self.choice, self.total = actor, event, choice, total

    def step(self, number: int, made: Made) -> None:
        keys = self.choice.entries
        first, last = (len(keys) * at // self.total for at in (number, number + 1))
        drafts = draft_all(self.actor, self.event, self.choice, keys[first:last])
        made["invitations"] = [*made.get("invitations", ()), *(row.pk for row in drafts)]
        if number + 1 == self.total:
            drafted = len(made["invitations"])
            numbers = {"drafts": drafted, "left": len(keys) - drafted}
            log.write(self.actor, "invite from list", self.event, self.event.organiser_id, **numbers)

    def result(self, _made: Made) -> str:
        return f"{reverse('desk_invitations', args=[self.event.slug])}?state=draft"


@in_transaction
def draft_all(actor: Actor, event: Event, choice: Choice, keys: Sequence[int]) -> list[Invitation]:
    """Drafts for those who can be invited still; their entries live on from today."""
    entries = list(ListEntry.objects.whole().filter(pk__in=keys, contact_list=choice.contact_list).sorted())
    now = standing.of(event, entries)
    wanted = [entry for entry in entries if now[entry.pk] in CHOSEN]
    invitations = [
        Invitation(
            person=entry.person,
            event=event,
            letters_to=entry.letters_to,
            job_title=entry.job_title,
            organisation_text=entry.organisation_text,
        )
        for entry in wanted
    ]
    renew(choice.contact_list, wanted)
    return invite_all(actor, event=event, sessions=choice.sessions, invitations=invitations)
