"""People of a table put on a contact list: a few at once, many by the worker, a hundred at a time."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import log, work
from events.actors import SYSTEM, Actor
from events.declared import actor_of
from events.models import Job
from events.refusals import Changed, Refused
from events.transactions import in_transaction
from events.work import Made
from registrations.actions.entries import SOURCE
from registrations.actions.imported import MOST_AT_ONCE, PER_STEP
from registrations.actions.invite import people_at
from registrations.actions.lists import for_the_whole
from registrations.actions.strangers import forget_strangers
from registrations.contacts import lifetime, merging
from registrations.contacts.merging import Known
from registrations.invitees import reading
from registrations.invitees.reading import Reading, Row
from registrations.models import ContactList, ListEntry, Person

TASK = "registrations.actions.listed.task"
WRITTEN = ("organisation_text", "job_title", "letters_to", "source", "invited_to", "dated", "kept_until")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What stands in the box, where it is from, and of which day."""

    text: str
    source: str
    dated: datetime.date

    def read(self) -> Reading:
        return reading.read(self.text)


@dataclass(slots=True)
class Merged:
    """What one slice has done: keys of entries and people that are new, and how many were put right."""

    entries: list[int]
    people: list[int]
    changed: int


def take_in(
    actor: Actor,
    contact_list: ContactList,
    table: Addresses,
    *,
    submission: UUID,
    mended: Job | None = None,
) -> Job:
    """The job that puts them on the list, over already where they are few. Nobody is written to.

    Raises NotAllowed, Refused for a table with mistakes.
    """
    for_the_whole(actor, contact_list.organiser_id)
    if job := work.known(actor, submission):
        return job
    return work.once(actor, submission, lambda: _begun(actor, contact_list, table, submission, mended))


@in_transaction
def _begun(
    actor: Actor, contact_list: ContactList, table: Addresses, submission: UUID, mended: Job | None
) -> Job:
    read = table.read()
    if read.mistakes:
        raise Refused(str(read.mistakes[0]))
    wanted = {
        "list": contact_list.pk,
        "text": table.text,
        "source": table.source,
        "dated": table.dated.isoformat(),
        "mend": reverse("desk_list_import", args=[contact_list.uuid]),
    }
    number = len(read.rows)
    many = number > MOST_AT_ONCE
    total = -(-number // PER_STEP) if many else 1
    asked = work.Asked(submission, Job.Kind.IMPORT_CONTACTS, TASK, wanted, total, number)
    if mended:
        Job.objects.filter(pk=mended.pk).update(wanted={})
    if many:
        return work.begin(actor, contact_list.organiser, asked)
    steps = Merging(actor, contact_list, table, read.rows, total)
    return work.at_once(actor, contact_list.organiser, asked, steps)


def task(pk: int) -> None:
    """Take in the table of a job, or go on with it."""
    work.carry_out(pk, _merging, undo)


def _merging(job: Job) -> "Merging":
    contact_list = ContactList.objects.select_related("organiser").filter(pk=job.wanted["list"]).first()
    dated = datetime.date.fromisoformat(job.wanted["dated"])
    table = Addresses(job.wanted["text"], job.wanted["source"], dated)
    rows = table.read().rows
    if contact_list is None or len(rows) != job.rows:
        raise Changed
    return Merging(actor_of(job.user), contact_list, table, rows, job.total)


class Merging:
    """A slice of the rows in each step; `made` holds what would have to go again, and the numbers."""

    def __init__(
        self, actor: Actor, contact_list: ContactList, table: Addresses, rows: Sequence[Row], total: int
    ) -> None:
        self.actor, self.contact_list, self.table = actor, contact_list, table
        self.rows, self.total = rows, total

    def step(self, number: int, made: Made) -> None:
        first, last = (len(self.rows) * at // self.total for at in (number, number + 1))
        merged = merge(self.actor, self.contact_list, self.rows[first:last], self.table)
        made["entries"] = [*made.get("entries", ()), *merged.entries]
        made["people"] = [*made.get("people", ()), *merged.people]
        made["changed"] = made.get("changed", 0) + merged.changed
        if number + 1 == self.total:
            numbers = {"added": len(made["entries"]), "changed": made["changed"]}
            log.write(
                self.actor, "import contacts", self.contact_list, self.contact_list.organiser_id, **numbers
            )

    def result(self, _made: Made) -> str:
        return reverse("desk_list", args=[self.contact_list.uuid])


@in_transaction
def merge(actor: Actor, contact_list: ContactList, rows: Sequence[Row], table: Addresses) -> Merged:
    """Whoever is there lives on and is put right; the others are added. One row for each address; the first counts."""
    for_the_whole(actor, contact_list.organiser_id)
    wanted = list({row.key: row for row in reversed(rows)}.values())[::-1]
    there = merging.known(contact_list, wanted)
    changed = {row.row for row in wanted if _put_right(actor, there, row)}
    own = {row.key: there.person(row) or _person(contact_list, row) for row in wanted}
    readers = [
        _stranger(contact_list, row.reader_name or row.reader_email, row.reader_email, row.language)
        for row in wanted
        if row.reader_email
    ]
    ours = {person.uuid for person in (*own.values(), *readers) if person.pk is None}
    unwritten = [person for person in own.values() if not person.email and person.pk is None]
    for person in unwritten:
        person.put_in_order()
    Person.objects.bulk_create(unwritten)
    unsaved = [person for person in own.values() if person.pk is None]
    known = people_at(contact_list.organiser, [*unsaved, *readers])
    before = [(entry, row.row in changed) for row in wanted if (entry := there.entry(row))]
    read = {entry.letters_to_id for entry, _otherwise in before if entry.letters_to_id}
    entries = [
        _entry(contact_list, actor, there.entry(row), table, row, known, own[row.key]) for row in wanted
    ]
    new = _saved(contact_list, entries)
    if gone := read - {entry.letters_to_id for entry in entries}:
        forget_strangers(sorted(gone))
    verbs = {True: "change entry", False: "confirm entry"}
    log.write_all(
        log.entry(actor, verbs[otherwise], entry, contact_list.organiser_id) for entry, otherwise in before
    )
    people = [person.pk for person in (*known.values(), *unwritten) if person.uuid in ours]
    return Merged(new, sorted(people), len(changed))


def _put_right(actor: Actor, there: Known, row: Row) -> bool:
    """Whether the row says something otherwise; a name and a language are the person's own, everywhere."""
    person = there.person(row)
    if person is None:
        return False
    otherwise = any(merging.changes(person, there.entry(row), row))
    name = row.name if merging.is_other_name(person, row) else person.name
    language = row.language or person.language
    if (name, language) == (person.name, person.language):
        return otherwise
    person.name, person.language = name, language
    person.save(update_fields=["name", "language", "search_text", "sort_key"])
    log.write(actor, "put right", person, person.organiser_id)
    return True


def _entry(
    contact_list: ContactList,
    actor: Actor,
    entry: ListEntry | None,
    table: Addresses,
    row: Row,
    known: dict[str, Person],
    own: Person,
) -> ListEntry:
    """The entry as the row has it, not saved yet; an empty cell leaves what there is."""
    person = own if own.pk else known[row.email]
    entry = entry or ListEntry(contact_list=contact_list, person=person, added_by=actor.user)
    entry.organisation_text = row.organisation or entry.organisation_text
    entry.job_title = row.job_title or entry.job_title
    reader = known.get(row.reader_email)
    if reader:
        entry.letters_to = None if reader == person else reader
    entry.source, entry.invited_to, entry.dated = table.source, None, table.dated
    entry.kept_until = lifetime.of(contact_list.organiser)
    entry.put_in_order()
    return entry


def _saved(contact_list: ContactList, entries: Sequence[ListEntry]) -> list[int]:
    """Keys of those that are new. Somebody else may add the same people meanwhile: they stand there once."""
    new = [entry for entry in entries if entry.pk is None]
    ListEntry.objects.bulk_create(new, ignore_conflicts=True)
    ListEntry.objects.bulk_update(
        [entry for entry in entries if entry.pk], [*WRITTEN, "search_text"], batch_size=500
    )
    made = contact_list.entries.filter(uuid__in=[entry.uuid for entry in new])
    return list(made.order_by("pk").values_list("pk", flat=True))


def _person(contact_list: ContactList, row: Row) -> Person:
    return _stranger(contact_list, row.name, row.email, row.language)


def _stranger(contact_list: ContactList, name: str, email: str, language: str) -> Person:
    organiser = contact_list.organiser
    return Person(organiser=organiser, name=name, email=email or None, language=language, source=SOURCE)


def undo(job: Job) -> None:
    """Whoever was new goes again, and is forgotten unless known for anything else; what was put right stays."""
    new = ListEntry.objects.filter(pk__in=job.made.get("entries", ()))
    contact_list = ContactList.objects.filter(entries__in=new).first()
    number = new.delete()[0]
    forget_strangers(job.made.get("people", ()))
    if contact_list:
        log.write(SYSTEM, "take back contacts", contact_list, job.organiser_id, added=number)
    if changed := job.made.get("changed", 0):
        Job.objects.filter(pk=job.pk).update(refusal=_what_stays(job, changed))


def _what_stays(job: Job, changed: int) -> str:
    """Why it was not done, and what is left of it all the same."""
    state, why = Job.objects.values_list("state", "refusal").get(pk=job.pk)
    if state == Job.State.CANCELLED:
        why = _("It was cancelled.")
    elif why in (str(work.WRONG), str(work.IN_VAIN)):
        why = _("It could not be done to the end.")
    stays = ngettext(
        "Whoever was new is not on the list. The details of %(number)d person had been put right before that, and "
        "stay so: the log tells of whom.",
        "Whoever was new is not on the list. The details of %(number)d people had been put right before that, and "
        "stay so: the log tells of whom.",
        changed,
    )
    return f"{why} {stays % {'number': changed}}"
