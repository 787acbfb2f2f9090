"""How the rows of a table stand to a contact list: who is new, who is there, and what the table says otherwise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registrations.invitees.reading import Row
from registrations.models import ContactList, ListEntry, Person
from venues.text import fold

SLICE = 1000
"""Addresses that one statement asks for."""


class Standing(models.TextChoices):
    NEW = "new", gettext_lazy("New")
    KNOWN = "known", gettext_lazy("Known, new on this list")
    CHANGED = "changed", gettext_lazy("The details differ")
    HERE = "here", gettext_lazy("On the list already")
    REPEATED = "repeated", gettext_lazy("Here twice")


@dataclass(frozen=True, slots=True)
class Change:
    """What the table says otherwise: of what, as it is, as it would be."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Found:
    standing: Standing
    changes: tuple[Change, ...] = ()
    quiet: bool = False


@dataclass(slots=True)
class Known:
    """Whom the organiser knows: people by address, entries of the list by person, and those without an address."""

    people: dict[str, Person]
    entries: dict[int, ListEntry] = field(default_factory=dict)
    alone: dict[tuple[str, ...], ListEntry] = field(default_factory=dict)

    def person(self, row: Row) -> Person | None:
        if row.email:
            return self.people.get(row.email)
        entry = self.alone.get(row.key)
        return entry.person if entry else None

    def entry(self, row: Row) -> ListEntry | None:
        person = self.person(row)
        return self.entries.get(person.pk) if person else None


def known(contact_list: ContactList, rows: Iterable[Row]) -> Known:
    """One statement for the list, and one more for each SLICE of addresses."""
    addresses = sorted({row.email for row in rows if row.email})
    found = Known({str(person.email): person for person in _people(contact_list, addresses)})
    entries = contact_list.entries.whole()
    if len(addresses) <= SLICE:
        entries = entries.filter(Q(person__email__in=addresses) | Q(person__email=None))
    for entry in entries:
        found.entries[entry.person_id] = entry
        if not entry.person.email:
            reader = str(entry.letters_to.email or "") if entry.letters_to else ""
            found.alone[(fold(entry.person.name), reader)] = entry
    return found


def of(
    contact_list: ContactList, rows: Iterable[Row], repeated: frozenset[int] = frozenset()
) -> dict[int, Found]:
    """Row → how it stands, and what it would change."""
    rows = list(rows)
    there = known(contact_list, rows)
    return {row.row: Found(Standing.REPEATED) if row.row in repeated else _found(there, row) for row in rows}


def changes(person: Person, entry: ListEntry | None, row: Row) -> Iterator[Change]:
    """What the row says otherwise of them; an empty cell says nothing."""
    if is_other_name(person, row):
        yield Change(_("Name"), person.name, row.name)
    if row.language and person.language and row.language != person.language:
        names = dict(settings.LANGUAGES)
        yield Change(_("Language"), _(str(names[person.language])), _(str(names[row.language])))
    if entry is None:
        return
    told = [
        (_("Organisation"), entry.organisation_text, row.organisation),
        (_("Job title"), entry.job_title, row.job_title),
        (_("The letter goes to"), str(entry.addressee.email or ""), row.reader_email),
    ]
    for label, old, new in told:
        if new and old != new:
            yield Change(label, old, new)


def is_other_name(person: Person, row: Row) -> bool:
    """Whether it is written otherwise, apart from capitals and accents."""
    return fold(person.name) != fold(row.name)


def _found(there: Known, row: Row) -> Found:
    person, entry = there.person(row), there.entry(row)
    if person is None:
        return Found(Standing.NEW)
    otherwise = tuple(changes(person, entry, row))
    usual = Standing.HERE if entry else Standing.KNOWN
    return Found(Standing.CHANGED if otherwise else usual, otherwise, bool(person.do_not_write_at))


def _people(contact_list: ContactList, addresses: list[str]) -> Iterator[Person]:
    for at in range(0, len(addresses), SLICE):
        yield from Person.objects.filter(
            organiser=contact_list.organiser_id, email__in=addresses[at : at + SLICE]
        )
