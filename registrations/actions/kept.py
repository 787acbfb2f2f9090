"""The invited of an event kept as a contact list, for the next time."""

import enum
from collections.abc import Iterator

from django.utils import timezone

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event
from events.refusals import Refused
from events.transactions import in_transaction
from registrations.actions.entries import renew
from registrations.actions.lists import locked
from registrations.contacts import lifetime
from registrations.models import ContactList, Invitation, ListEntry

State = Invitation.State


class Who(enum.StrEnum):
    """Everybody invited, or those who said yes."""

    INVITED = "invited"
    ACCEPTED = "accepted"


@in_transaction
def keep(actor: Actor, event: Event, contact_list: ContactList, who: Who) -> tuple[int, int]:
    """How many are new on the list, and how many were there and live on. Raises NotAllowed, Refused.

    The event is said as their source; whoever is there keeps what stands there of them.
    """
    editor_only(actor, event)
    row = locked(actor, contact_list)
    if row.organiser_id != event.organiser_id:
        raise Refused
    there = {entry.person_id: entry for entry in row.entries.all()}
    wanted = {invitation.person_id: invitation for invitation in _invited(event, who)}
    new = [_entry(actor, row, event, invitation) for key, invitation in wanted.items() if key not in there]
    ListEntry.objects.bulk_create(new, batch_size=500)
    again = [entry for key, entry in there.items() if key in wanted]
    renew(row, again)
    numbers = {"added": len(new), "renewed": len(again)}
    log.write(actor, "keep invited", row, row.organiser_id, **numbers)
    return len(new), len(again)


def number_of(event: Event, who: Who) -> int:
    return sum(1 for _invitation in _invited(event, who))


def _invited(event: Event, who: Who) -> Iterator[Invitation]:
    """A substitute came for once: among all who were invited it is the one invited first who is kept."""
    rows = Invitation.objects.filter(event=event, person__erased_at=None).select_related(
        "person", "letters_to"
    )
    rows = (
        rows.filter(state=State.ACCEPTED)
        if who == Who.ACCEPTED
        else rows.filter(substitute_for=None).exclude(state=State.EXPIRED)
    )
    yield from rows.order_by("pk")


def _entry(actor: Actor, contact_list: ContactList, event: Event, invitation: Invitation) -> ListEntry:
    reader = invitation.letters_to
    entry = ListEntry(
        contact_list=contact_list,
        person=invitation.person,
        organisation_text=invitation.organisation_text,
        job_title=invitation.job_title,
        letters_to=None if reader and reader.erased_at else reader,
        invited_to=event,
        dated=timezone.localdate(),
        added_by=actor.user,
        kept_until=lifetime.of(contact_list.organiser),
    )
    entry.put_in_order()
    return entry
