"""An organiser corrects the address that somebody's letters go to. Links that went astray open nothing any more."""

from django.utils.translation import gettext_lazy as _

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.refusals import Refused
from events.transactions import in_transaction
from registrations import places
from registrations.actions import seating
from registrations.actions.correct import VERSIONS
from registrations.actions.invite import person_at
from registrations.models import OutgoingMail, Participation, Person, Registration
from registrations.models.person import normal_email
from registrations.outbox.posting import TOLD, about, post


class RegisteredToo(Refused):
    sentence = _("Somebody with this address is registered here already.")


@in_transaction
def readdress(actor: Actor, registration: Registration, email: str, *, notify: bool = True) -> None:
    """Give the registration's letters another address. Raises RegisteredToo, NotAllowed.

    A secretary who reads for others keeps those; an address that is another person's makes it theirs.
    """
    editor_only(actor, registration.event)
    places.lock(registration.participations.values_list("session_id", flat=True))
    if registration.addressee.email == normal_email(email):
        return
    if registration.letters_to:
        old = registration.letters_to
        registration.letters_to = person_at(
            old.organiser, name=old.name, email=email, language=old.language, source="by hand"
        )
    else:
        registration.person = _owner(registration, normal_email(email))
    _new_links(registration)
    log.write(actor, "correct address", registration, registration.event.organiser_id)
    _write_anew(registration, notify=notify)


def _owner(registration: Registration, email: str) -> Person:
    """Whose address it is: another person's whom we know, else this one's from now on."""
    person = registration.person
    known = Person.objects.filter(organiser=person.organiser_id, email=email).first()
    if known is None:
        person.email, person.bounced_at = email, None
        person.feed_version += 1
        person.save()
        return person
    if known.registrations.live().filter(event=registration.event_id).exists():
        raise RegisteredToo
    return known


def _new_links(registration: Registration) -> None:
    registration.manage_version += 1
    registration.ticket_version += 1
    registration.save(update_fields=["person", "letters_to", *VERSIONS])


def _write_anew(registration: Registration, *, notify: bool) -> None:
    """What was on its way to the old address is dropped; what is still to come is told to the new one."""
    OutgoingMail.objects.filter(participation__registration=registration, sent_at=None).delete()
    parts = [part for part in registration.participations.live().whole() if not part.session.is_over]
    letters = [about(part, seating.letter_kind(part)) for part in parts]
    Participation.objects.bulk_update(parts, TOLD)
    if notify:
        post(*letters)
