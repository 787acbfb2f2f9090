"""Somebody who wants no letters: none is written to them until they do something themselves."""

from django.utils import timezone

from events import log
from events.actors import Actor
from events.refusals import NotAllowed
from events.transactions import in_transaction
from registrations.models import OutgoingMail, Person


@in_transaction
def write_no_more(actor: Actor, person: Person) -> None:
    """Drop what is under way, and write nothing more. Raises NotAllowed but for the whole organiser's admins."""
    _set(actor, person, "write no more")
    OutgoingMail.objects.filter(recipient=person, state__in=OutgoingMail.UNDER_WAY).delete()


@in_transaction
def write_again(actor: Actor, person: Person) -> None:
    """The person has changed their mind. Raises as `write_no_more` does."""
    _set(actor, person, "write again")


def hears_of(actor: Actor, reader: Person) -> None:
    """Whoever registers or answers themselves waits for the letter that tells what holds: letters begin again."""
    if reader.do_not_write_at and actor.kind == "participant":
        reader.do_not_write_at = None
        reader.save(update_fields=["do_not_write_at"])
        log.write(actor, "write again", reader, reader.organiser_id)


def _set(actor: Actor, person: Person, verb: str) -> None:
    if person.organiser_id not in actor.administers:
        raise NotAllowed
    person.do_not_write_at = timezone.now() if verb == "write no more" else None
    person.save(update_fields=["do_not_write_at"])
    log.write(actor, verb, person, person.organiser_id)
