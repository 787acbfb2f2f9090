"""Writing letters into the outbox, in the transaction of what they tell. Within a second somebody looks for them."""

from collections.abc import Iterable

from django.utils import timezone

from events.prepared import insert
from registrations.models import Invitation, Message, OutgoingMail, Participation, Person, Registration

Kind = OutgoingMail.Kind


def about(participation: Participation, kind: str) -> OutgoingMail:
    """A letter about one participation. Marks it as told and gives it the next SEQUENCE; the caller saves it.

    The recipient is whoever reads for the registered person; the calendar entry is for the person concerned.
    """
    session, registration = participation.session, participation.registration
    participation.ical_sequence = max(session.sequence, participation.ical_sequence + 1)
    participation.told_sequence, participation.told_digest = session.sequence, session.notice_digest()
    return OutgoingMail(
        kind=kind,
        revision=participation.ical_sequence,
        recipient=registration.addressee,
        participation=participation,
        language=registration.language or registration.addressee.language,
        ical_sequence=participation.ical_sequence,
    )


TOLD = ["told_sequence", "told_digest", "ical_sequence"]


def already(registration: Registration) -> OutgoingMail:
    """What holds, for somebody who has sent the form again; one letter in ten minutes is enough."""
    part = registration.participations.live().first()
    return OutgoingMail(
        kind=Kind.ALREADY,
        revision=int(timezone.now().timestamp()) // 600,
        recipient=registration.addressee,
        participation=part,
        language=registration.language or registration.addressee.language,
    )


def reminder(participation: Participation) -> OutgoingMail:
    """That it is soon; one for each day on which the session is meant to be. It says nothing new: nothing is told."""
    registration = participation.registration
    return OutgoingMail(
        kind=Kind.REMINDER,
        revision=participation.session.event.date.toordinal(),
        recipient=registration.addressee,
        participation=participation,
        language=registration.language or registration.addressee.language,
    )


def written_about(participation: Participation, message: Message) -> OutgoingMail:
    """What the organiser wrote to those who take part. It says nothing new of the session: nothing is told."""
    registration = participation.registration
    return OutgoingMail(
        kind=Kind.MESSAGE,
        revision=message.pk or 0,
        written=message,
        recipient=registration.addressee,
        participation=participation,
        language=registration.language or registration.addressee.language,
    )


def about_invitation(invitation: Invitation, kind: str, revision: int) -> OutgoingMail:
    """A letter about an invitation; the revision tells one sending of a kind from the next."""
    return OutgoingMail(
        kind=kind,
        revision=revision,
        recipient=invitation.addressee,
        invitation=invitation,
        language=invitation.addressee.language,
    )


def to_person(person: Person, kind: str, *, language: str, every_seconds: int) -> OutgoingMail:
    """A letter to a person, at most one of its kind in this many seconds, however often it is asked for."""
    revision = int(timezone.now().timestamp()) // every_seconds
    return OutgoingMail(kind=kind, revision=revision, recipient=person, language=language or person.language)


def post(*letters: OutgoingMail) -> None:
    """Write letters; one that stands already is not written again. Nothing to who is not to be written to."""
    insert(wanted(letters), unless_there=True)


def wanted(letters: Iterable[OutgoingMail]) -> list[OutgoingMail]:
    """Those whose reader is to be written to."""
    return [mail for mail in letters if mail.is_wanted]
