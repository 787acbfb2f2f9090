"""Who stands on a contact list: added, put right, confirmed, moved to another, taken off."""

import datetime
from dataclasses import asdict, dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import log
from events.actors import Actor
from events.refusals import Changed, Refused
from events.transactions import in_transaction
from registrations.actions.invite import AnothersAddress, person_at
from registrations.actions.lists import for_the_whole, locked
from registrations.actions.readdress import lock_what_is_read_by, move_mailbox
from registrations.contacts import lifetime, said
from registrations.models import ContactList, ListEntry, Person
from registrations.models.person import normal_email
from registrations.retention import let_go
from venues.text import fold

SOURCE = "list"
Chosen = QuerySet[ListEntry]


class OnTheList(Refused):
    sentence = _("This person is on the list already.")


class NotThereAnyMore(Refused):
    sentence = _("This person is not on the list any more.")


class KeepsTheAddress(Refused):
    sentence = _(
        "This person has an address of their own. Write another one, or take the person off the list."
    )


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who somebody is, and where the address is from. With `reader_email` letters go there; else `email` is needed."""

    name: str
    email: str = ""
    organisation_text: str = ""
    job_title: str = ""
    language: str = ""
    reader_email: str = ""
    reader_name: str = ""
    source: str = ""
    dated: datetime.date | None = None


@in_transaction
def add(actor: Actor, contact_list: ContactList, who: Contact) -> ListEntry:
    """Raises OnTheList, AnothersAddress, NotAllowed."""
    row = locked(actor, contact_list)
    reader = _reader(row, who)
    if not who.email and _alone(row, who.name, reader):
        raise OnTheList
    person = person_at(row.organiser, name=who.name, email=who.email, language=who.language, source=SOURCE)
    if fold(person.name) != fold(who.name):
        raise AnothersAddress
    if row.entries.filter(person=person).exists():
        raise OnTheList
    entry = ListEntry(contact_list=row, person=person, added_by=actor.user)
    _put(entry, who, reader)
    entry.save()
    log.write(actor, "add to list", entry, row.organiser_id)
    return entry


@in_transaction
def change(actor: Actor, entry: ListEntry, who: Contact, *, seen: str | None = None) -> ListEntry:
    """Put an entry right, which confirms it too. A new address moves the person's whole mailbox (readdress.py).

    `seen`: the stamp of what stood there when the form was made; None does not ask.
    Raises Changed, NotThereAnyMore, OnTheList, AnothersAddress, KeepsTheAddress, NotAllowed.
    """
    for_the_whole(actor, entry.contact_list.organiser_id)
    lock_what_is_read_by(entry.person)
    row = locked(actor, entry.contact_list)
    entry = _as_seen(row, entry, who, seen)
    before = {entry.person_id, entry.letters_to_id}
    entry.person = _same_or_other(actor, entry, who)
    _put(entry, who, _reader(row, who))
    entry.save()
    log.write(actor, "change entry", entry, row.organiser_id)
    let_go([key for key in before - {entry.person_id, entry.letters_to_id} if key])
    return entry


@in_transaction
def confirm(actor: Actor, contact_list: ContactList, chosen: Chosen) -> int:
    """The addresses are right today: they live on from now. Returns how many. Raises NotAllowed."""
    row = locked(actor, contact_list)
    entries = list(chosen.filter(contact_list=row))
    renew(row, entries, dated=timezone.localdate())
    log.write_all(log.entry(actor, "confirm entry", entry, row.organiser_id) for entry in entries)
    return len(entries)


@in_transaction
def move(actor: Actor, contact_list: ContactList, chosen: Chosen, to: ContactList) -> int:
    """To another list of the same organiser; whoever is there already leaves this one only. Raises NotAllowed."""
    if to.organiser_id != contact_list.organiser_id:
        raise Refused
    first, second = sorted((contact_list, to), key=lambda each: each.pk)
    locked(actor, first)
    locked(actor, second)
    there = {entry.person_id: entry for entry in to.entries.all()}
    entries = list(chosen.filter(contact_list=contact_list))
    twice = [entry for entry in entries if entry.person_id in there]
    _live_on([(there[entry.person_id], entry) for entry in twice])
    ListEntry.objects.filter(pk__in=[entry.pk for entry in twice]).delete()
    ListEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(contact_list=to)
    log.write_all(log.entry(actor, "move entry", entry, to.organiser_id) for entry in entries)
    let_go([entry.letters_to_id for entry in twice if entry.letters_to_id])
    return len(entries)


@in_transaction
def remove(actor: Actor, contact_list: ContactList, chosen: Chosen) -> int:
    """Off the list; whoever is known for nothing else is forgotten. Returns how many. Raises NotAllowed."""
    row = locked(actor, contact_list)
    entries = list(chosen.filter(contact_list=row))
    people = [key for entry in entries for key in (entry.person_id, entry.letters_to_id) if key]
    log.write_all(log.entry(actor, "remove from list", entry, row.organiser_id) for entry in entries)
    ListEntry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
    let_go(people)
    return len(entries)


def renew(contact_list: ContactList, entries: list[ListEntry], *, dated: datetime.date | None = None) -> None:
    """They live on from today; `dated`: the address is known to be right since then."""
    facts: dict[str, datetime.date] = {"kept_until": lifetime.of(contact_list.organiser)}
    if dated:
        facts["dated"] = dated
    ListEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(**facts)


def _as_seen(contact_list: ContactList, entry: ListEntry, who: Contact, seen: str | None) -> ListEntry:
    """The entry as it is now; what somebody else has written meanwhile is not overwritten unseen."""
    now = contact_list.entries.whole().filter(pk=entry.pk).first()
    if now is None:
        raise NotThereAnyMore
    if seen not in (None, said.stamp(now)) and said.of(now) != asdict(who):
        raise Changed
    return now


def _live_on(pairs: list[tuple[ListEntry, ListEntry]]) -> None:
    """Of somebody who stands on both lists the one that stays keeps the later days."""
    for stays, goes in pairs:
        stays.kept_until, stays.dated = max(stays.kept_until, goes.kept_until), max(stays.dated, goes.dated)
    ListEntry.objects.bulk_update([stays for stays, _goes in pairs], ["kept_until", "dated"], batch_size=500)


def _put(entry: ListEntry, who: Contact, reader: Person | None) -> None:
    entry.organisation_text, entry.job_title = who.organisation_text, who.job_title
    entry.letters_to = None if reader == entry.person else reader
    entry.invited_to = entry.invited_to if who.source == entry.source else None
    entry.source, entry.dated = who.source, who.dated or timezone.localdate()
    entry.kept_until = lifetime.of(entry.contact_list.organiser)
    entry.put_in_order()


def _reader(contact_list: ContactList, who: Contact) -> Person | None:
    if not who.reader_email:
        return None
    name = who.reader_name or who.reader_email
    return person_at(
        contact_list.organiser, name=name, email=who.reader_email, language=who.language, source=SOURCE
    )


def _alone(contact_list: ContactList, name: str, reader: Person | None) -> bool:
    """Whether somebody of this name without an address stands there, with the same reader."""
    rows = contact_list.entries.filter(person__email=None, letters_to=reader).select_related("person")
    return any(fold(entry.person.name) == fold(name) for entry in rows)


def _same_or_other(actor: Actor, entry: ListEntry, who: Contact) -> Person:
    """The same person, put right; or whoever is behind another address."""
    person, address = entry.person, normal_email(who.email) if who.email else None
    if address != person.email:
        if address is None:
            raise KeepsTheAddress
        known = Person.objects.filter(organiser=person.organiser_id, email=address).first()
        if known:
            return _another(entry, known, who)
        move_mailbox(actor, person, address)
    if (person.name, person.language) != (who.name, who.language):
        person.name, person.language = who.name, who.language
        person.save(update_fields=["name", "language", "search_text", "sort_key"])
    return person


def _another(entry: ListEntry, known: Person, who: Contact) -> Person:
    if fold(known.name) != fold(who.name):
        raise AnothersAddress
    if entry.contact_list.entries.filter(person=known).exists():
        raise OnTheList
    return known
