"""An organiser corrects the address that somebody's letters go to. Links that went astray open nothing any more."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.refusals import Refused
from events.transactions import in_transaction
from registrations import places
from registrations.actions import seating
from registrations.actions.correct import VERSIONS
from registrations.actions.invite import person_at, send_all
from registrations.models import Invitation, OutgoingMail, Participation, Person, Registration
from registrations.models.person import normal_email
from registrations.outbox.posting import TOLD, about, post


class RegisteredToo(Refused):
    sentence = _("Somebody with this address is registered here already.")


@in_transaction
def readdress(actor: Actor, registration: Registration, email: str, *, notify: bool = True) -> None:
    """Give the registration's letters another address. Raises RegisteredToo, NotAllowed.

    A secretary who reads for others keeps those; an address that is another person's makes this registration theirs.
    Else the person has another mailbox, and with it everything else that is written to them.
    """
    editor_only(actor, registration.event)
    reader, address = registration.addressee, normal_email(email)
    places.lock(
        Participation.objects.filter(registration__in=_read_by(reader)).values_list("session_id", flat=True)
    )
    if reader.email == address:
        return
    if registration.letters_to:
        registration.letters_to = person_at(
            reader.organiser, name=reader.name, email=email, language=reader.language, source="by hand"
        )
    elif known := _another_at(registration, address):
        registration.person = known
    else:
        move_mailbox(actor, reader, address, notify=notify)
        return
    _write_anew(actor, registration, notify=notify)


def move_mailbox(
    actor: Actor, reader: Person, address: str, *, but: Invitation | None = None, notify: bool = True
) -> None:
    """All that this person reads goes to another address from now on; `but` one invitation, which the caller sends."""
    reader.email, reader.bounced_at = address, None
    reader.feed_version += 1
    reader.save()
    for registration in _read_by(reader):
        _write_anew(actor, registration, notify=notify)
    _invite_anew(actor, reader, but=but, notify=notify)


def _read_by(reader: Person) -> QuerySet[Registration]:
    rows = Registration.objects.whole().select_related("letters_to").filter(erased_at=None)
    return rows.filter(Q(letters_to=reader) | Q(letters_to=None, person=reader)).order_by("pk")


def _another_at(registration: Registration, address: str) -> Person | None:
    """Somebody else whom we know at this address."""
    known = Person.objects.filter(organiser=registration.person.organiser_id, email=address).first()
    if known and known.registrations.live().filter(event=registration.event_id).exists():
        raise RegisteredToo
    return known


def _write_anew(actor: Actor, registration: Registration, *, notify: bool) -> None:
    """What was on its way to the old address is dropped; what is still to come is told to the new one."""
    registration.manage_version += 1
    registration.ticket_version += 1
    registration.save(update_fields=["person", "letters_to", *VERSIONS])
    log.write(actor, "correct address", registration, registration.event.organiser_id)
    OutgoingMail.objects.filter(participation__registration=registration, sent_at=None).delete()
    parts = [part for part in registration.participations.live().whole() if not part.session.is_over]
    letters = [about(part, seating.letter_kind(part)) for part in parts]
    Participation.objects.bulk_update(parts, TOLD)
    if notify:
        post(*letters)


def _invite_anew(actor: Actor, reader: Person, *, but: Invitation | None, notify: bool) -> None:
    """The same for invitations: whoever has not answered gets the link anew."""
    rows = Invitation.objects.filter(Q(letters_to=reader) | Q(letters_to=None, person=reader))
    rows = rows.exclude(pk=but.pk) if but else rows
    for row in rows:
        row.invitation_version += 1
        row.save(update_fields=["invitation_version", "invitation_digest"])
        OutgoingMail.objects.filter(invitation=row, sent_at=None).delete()
    if notify:
        unanswered = [Invitation.State.SENT, Invitation.State.FAILED]
        to_come = rows.filter(state__in=unanswered, event__date__gte=timezone.localdate())
        send_all(actor, to_come, to_others=True)
