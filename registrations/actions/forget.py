"""Somebody wants to be forgotten."""

from events.actors import Actor
from events.erasure import forget_address
from events.refusals import NotAllowed
from events.transactions import in_transaction
from registrations.erasure import erase_person
from registrations.models import Person


@in_transaction
def forget(actor: Actor, person: Person) -> None:
    """Erase a person at their request, and what waits at their address. Raises NotAllowed but for the whole's admins."""
    if person.organiser_id not in actor.administers:
        raise NotAllowed
    row = Person.objects.select_for_update(no_key=True).filter(pk=person.pk, erased_at=None).first()
    if row is None:
        return
    if row.email:
        forget_address(actor, row.email, organisers=[row.organiser_id])
    erase_person(actor, row)
