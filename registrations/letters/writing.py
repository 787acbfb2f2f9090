"""From a row of the outbox to a letter."""

from collections.abc import Callable

from django.utils import translation

from events.models.session import Mode
from registrations import qr
from registrations.addresses import MASK, Addresses
from registrations.letters import again, invitation, links, message, participation
from registrations.letters.entries import calendar_of
from registrations.letters.letter import Letter, Ticket, Words
from registrations.letters.voice import Voice
from registrations.models import Invitation, OutgoingMail, Participation

Kind = OutgoingMail.Kind
NATIONAL = ("fi", "sv")
"""The languages of a letter to somebody whose own is not known."""

OF_PARTICIPATIONS: dict[str, Callable[[Participation, Voice], Words]] = {
    Kind.CONFIRMED: participation.confirmed,
    Kind.WAITING: participation.waiting,
    Kind.PROMOTED: participation.promoted,
    Kind.CHANGED: participation.changed,
    Kind.REMINDER: participation.reminder,
    Kind.CANCELLED: participation.cancelled,
    Kind.CALLED_OFF: participation.called_off,
    Kind.ALREADY: again.already,
    Kind.MESSAGE: message.message,
}
OF_INVITATIONS: dict[str, Callable[[Invitation, Voice], Words]] = {
    Kind.INVITED: invitation.invited,
    Kind.ASKED_AGAIN: invitation.asked_again,
    Kind.INVITATION_CHANGED: invitation.invitation_changed,
    Kind.DECLINED: invitation.declined,
    Kind.SUBSTITUTED: invitation.substituted,
}

_WITH_TICKET = (Kind.CONFIRMED, Kind.PROMOTED, Kind.CHANGED, Kind.REMINDER)


def letter_for(mail: OutgoingMail, *, masked: bool = False) -> Letter:
    """The letter as things stand now. Masked, as the workspace shows it: every token and code is '…'."""
    languages = (mail.language,) if mail.language else NATIONAL
    if mail.participation_id:
        mail.participation = Participation.objects.whole().get(pk=mail.participation_id)
    if mail.invitation_id:
        mail.invitation = Invitation.objects.whole().get(pk=mail.invitation_id)
    return Letter(
        words=tuple(_words(mail, Addresses(language, masked)) for language in languages),
        ticket=_ticket(mail, masked),
        calendar=calendar_of(mail, languages[0]),
    )


def _words(mail: OutgoingMail, addresses: Addresses) -> Words:
    with translation.override(addresses.language):
        if part := mail.participation:
            return OF_PARTICIPATIONS[mail.kind](part, Voice(mail, part.registration.person, addresses))
        if row := mail.invitation:
            return OF_INVITATIONS[mail.kind](row, Voice(mail, row.person, addresses))
        return links.links(mail, addresses)


def _ticket(mail: OutgoingMail, masked: bool) -> Ticket | None:
    """For whoever has a place in the room, in every letter that says so."""
    part = mail.participation
    has_place = part and part.status == Participation.Status.ATTENDING and part.mode == Mode.IN_PERSON
    if not part or not has_place or mail.kind not in _WITH_TICKET:
        return None
    if masked:
        return Ticket("", MASK)
    code = part.registration.door_code
    return Ticket(qr.payload(part.registration), f"{code[:4]} {code[4:]}")
