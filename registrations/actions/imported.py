"""People of a table invited: a few at once, many by the worker, a hundred at a time. The same form twice is one import."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import ngettext

from events import log, work
from events.actions.permission import editor_only
from events.actors import SYSTEM, Actor
from events.declared import actor_of
from events.models import Event, Job, Session
from events.refusals import Changed, Refused
from events.transactions import in_transaction
from events.work import Made
from registrations.actions.invite import invite_all, people_at
from registrations.actions.strangers import forget_strangers
from registrations.invitees import reading, standing
from registrations.invitees.reading import Reading, Row
from registrations.invitees.standing import DRAFTED
from registrations.models import Invitation, InvitedSession, Person

MOST_AT_ONCE = 50
"""Rows that are taken in while somebody waits for the page."""
PER_STEP = 100
SOURCE = "import"
TASK = "registrations.actions.imported.task"


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in the box, and the sessions that its people are invited to."""

    text: str
    sessions: tuple[Session, ...]

    def read(self) -> Reading:
        return reading.read(self.text)


def take_in(actor: Actor, event: Event, table: Table, *, submission: UUID, mended: Job | None = None) -> Job:
    """The job that makes the drafts, over already where they are few. Nobody is written to.

    `mended`: the refused job that this one puts right; what was pasted for it is forgotten.
    Raises NotAllowed, Refused for a table with mistakes or without rows.
    """
    editor_only(actor, event)
    if job := work.known(actor, submission):
        return job
    return work.once(actor, submission, lambda: _begun(actor, event, table, submission, mended))


@in_transaction
def _begun(actor: Actor, event: Event, table: Table, submission: UUID, mended: Job | None) -> Job:
    read = table.read()
    if read.mistakes:
        raise Refused(str(read.mistakes[0]))
    wanted = {
        "event": event.pk,
        "sessions": [session.pk for session in table.sessions],
        "text": table.text,
        "mend": reverse("desk_invitations_import", args=[event.slug]),
    }
    number = len(read.rows)
    many = number > MOST_AT_ONCE
    total = -(-number // PER_STEP) if many else 1
    asked = work.Asked(submission, Job.Kind.IMPORT_INVITATIONS, TASK, wanted, total, number)
    if mended:
        Job.objects.filter(pk=mended.pk).update(wanted={})
    if many:
        return work.begin(actor, event.organiser, asked)
    return work.at_once(
        actor, event.organiser, asked, Importing(actor, event, table.sessions, read.rows, total)
    )


def task(pk: int) -> None:
    """Take in the table of a job, or go on with it."""
    work.carry_out(pk, _importing, undo)


def _importing(job: Job) -> "Importing":
    event = Event.objects.select_related("organiser").filter(pk=job.wanted["event"]).first()
    sessions = tuple(invited_parts(event, job.wanted["sessions"])) if event else ()
    if event is None or len(sessions) != len(job.wanted["sessions"]):
        raise Changed
    rows = reading.read(job.wanted["text"]).rows
    if len(rows) != job.rows:
        raise Changed
    return Importing(actor_of(job.user), event, sessions, rows, job.total)


def invited_parts(event: Event, keys: Sequence[int]) -> list[Session]:
    """Those of the sessions that still want an invitation."""
    by_invitation = event.sessions.filter(admission=Session.Admission.INVITATION)
    return [each for each in by_invitation.filter(pk__in=keys).order_by("pk") if not each.is_cancelled]


class Importing:
    """A slice of the rows in each step; `made` holds what would have to go again, and the numbers."""

    def __init__(
        self, actor: Actor, event: Event, sessions: Sequence[Session], rows: Sequence[Row], total: int
    ) -> None:
        self.actor, self.event, self.sessions = actor, event, sessions
        self.rows, self.total = rows, total

    def step(self, number: int, made: Made) -> None:
        first, last = (len(self.rows) * at // self.total for at in (number, number + 1))
        part = self.rows[first:last]
        invitations, people = draft_all(self.actor, self.event, self.sessions, part)
        made["invitations"] = [*made.get("invitations", ()), *(row.pk for row in invitations)]
        made["people"] = [*made.get("people", ()), *people]
        if number + 1 == self.total:
            drafted = len(made["invitations"])
            numbers = {"drafts": drafted, "left": len(self.rows) - drafted}
            log.write(self.actor, "import invitations", self.event, self.event.organiser_id, **numbers)

    def result(self, _made: Made) -> str:
        return f"{reverse('desk_invitations', args=[self.event.slug])}?state=draft"


@in_transaction
def draft_all(
    actor: Actor, event: Event, sessions: Sequence[Session], rows: Sequence[Row]
) -> tuple[list[Invitation], list[int]]:
    """Drafts for those who are neither invited yet nor known by another name; and the ids of the people new here."""
    now = standing.of(event, rows)
    wanted = list({row.key: row for row in reversed(rows) if now[row.row] in DRAFTED}.values())[::-1]
    own = [_person(event, row.name, row.email, row.language) for row in wanted]
    readers = [
        _person(event, row.reader_name or row.reader_email, row.reader_email, row.language)
        for row in wanted
        if row.reader_email
    ]
    unwritten = [person for person in own if not person.email]
    for person in unwritten:
        person.put_in_order()
    Person.objects.bulk_create(unwritten)
    known = people_at(event.organiser, [*own, *readers])
    invitations = [
        _invitation(row, event, known[person.email] if person.email else person, known.get(row.reader_email))
        for row, person in zip(wanted, own, strict=True)
    ]
    made = invite_all(actor, event=event, sessions=sessions, invitations=invitations)
    ours = {person.uuid for person in (*own, *readers)}
    return made, sorted(person.pk for person in (*known.values(), *unwritten) if person.uuid in ours)


def _person(event: Event, name: str, email: str, language: str) -> Person:
    return Person(organiser=event.organiser, name=name, email=email or None, language=language, source=SOURCE)


def _invitation(row: Row, event: Event, person: Person, reader: Person | None) -> Invitation:
    return Invitation(
        person=person,
        event=event,
        letters_to=None if reader == person else reader,
        job_title=row.job_title,
        organisation_text=row.organisation,
        role=row.role,
    )


def undo(job: Job) -> None:
    """Take the drafts away again, and the people who were new with them. What has been sent meanwhile stays."""
    made = Invitation.objects.filter(pk__in=job.made.get("invitations", ()))
    event = made.values_list("event", flat=True).first()
    if event is None:
        return
    taken = made.filter(state=Invitation.State.DRAFT, registration=None)
    InvitedSession.objects.filter(invitation__in=taken.values("pk")).delete()
    number = taken.delete()[0]
    forget_strangers(job.made.get("people", ()))
    log.write(SYSTEM, "take back import", Event.objects.get(pk=event), job.organiser_id, drafts=number)
    if stay := made.count():
        words = ngettext(
            "%(number)d invitation had been sent already and stays. Nothing else is left of it.",
            "%(number)d invitations had been sent already and stay. Nothing else is left of it.",
            stay,
        )
        Job.objects.filter(pk=job.pk).update(refusal=words % {"number": stay})
