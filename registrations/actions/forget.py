"""Somebody wants to be forgotten."""

from events.actors import Actor
from events.refusals import NotAllowed
from events.transactions import in_transaction
from registrations.erasure import erase_person
from registrations.models import Person


@in_transaction
def forget(actor: Actor, person: Person) -> None:
    """Erase a person at their request. Raises NotAllowed unless the actor looks after the whole organiser."""
    if person.organiser_id not in actor.administers:
        raise NotAllowed
    erase_person(actor, person)
