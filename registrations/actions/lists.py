"""Contact lists as such: made, changed, put away. Who stands on them is for entries.py."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import log, stamps
from events.actors import SYSTEM, Actor
from events.models import Organiser
from events.refusals import NotAllowed, Refused
from events.transactions import in_transaction
from registrations.models import ContactList
from registrations.retention import let_go
from venues.models import Region


class SameName(Refused):
    sentence = _("There is a list of this name already.")


class ListIsGone(Refused):
    sentence = _("The list has been removed in the meantime.")


@in_transaction
def make_list(
    actor: Actor,
    organiser: Organiser,
    *,
    name: str,
    regions: Iterable[Region] = (),
    note: str = "",
    submission: UUID | None = None,
) -> ContactList:
    """An empty list; the same `submission` twice is one. Raises SameName, NotAllowed."""
    for_the_whole(actor, organiser.pk)
    known = ContactList.objects.filter(organiser=organiser, submission=submission).first()
    if submission and known:
        return known
    _refuse_the_same_name(organiser.pk, name)
    made = ContactList.objects.create(organiser=organiser, name=name, note=note, submission=submission)
    made.regions.set(regions)
    log.write(actor, "make list", made, organiser)
    return made


@in_transaction
def change_list(
    actor: Actor, contact_list: ContactList, *, seen: stamps.Seen | None = None, **facts: Any
) -> ContactList:
    """Its name, regions and note; what somebody else has changed since it was `seen` stays.

    Raises Changed, SameName, NotAllowed.
    """
    row = locked(actor, contact_list)
    changed = stamps.differing(row, stamps.together(row, facts, seen))
    texts = sorted(changed)
    if not changed:
        return row
    if "name" in changed:
        _refuse_the_same_name(row.organiser_id, changed["name"], but=row.pk)
    if "regions" in changed:
        row.regions.set(changed.pop("regions"))
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    log.write(actor, "change list", row, row.organiser_id, texts=texts)
    return row


@in_transaction
def put_away(actor: Actor, contact_list: ContactList, *, away: bool = True) -> None:
    """An archived list is offered to nobody; who is on it stays as long as anywhere. Or take it up again."""
    row = locked(actor, contact_list)
    if bool(row.archived_at) != away:
        row.archived_at = timezone.now() if away else None
        row.save(update_fields=["archived_at"])
        log.write(actor, "archive list" if away else "take up list", row, row.organiser_id)


@in_transaction
def remove_list(actor: Actor, contact_list: ContactList) -> None:
    """The list, and whoever is known for nothing else. Raises NotAllowed."""
    row = locked(actor, contact_list)
    people = [key for pair in row.entries.values_list("person", "letters_to") for key in pair if key]
    log.write(actor, "remove list", row, row.organiser_id)
    row.entries.all().delete()
    row.delete()
    let_go(people)


def locked(actor: Actor, contact_list: ContactList) -> ContactList:
    """The list as it is now, for the actor to change. Raises NotAllowed, ListIsGone."""
    for_the_whole(actor, contact_list.organiser_id)
    rows = ContactList.objects.select_for_update(of=("self",)).select_related("organiser")
    row = rows.filter(pk=contact_list.pk).first()
    if row is None:
        raise ListIsGone
    return row


def for_the_whole(actor: Actor, organiser: int) -> None:
    """Lists are for those who may change all that the organiser has. Raises NotAllowed."""
    if actor.kind != SYSTEM.kind and organiser not in actor.begins_for:
        raise NotAllowed


def _refuse_the_same_name(organiser: int, name: str, but: int = 0) -> None:
    if ContactList.objects.filter(organiser=organiser, name__iexact=name).exclude(pk=but).exists():
        raise SameName
