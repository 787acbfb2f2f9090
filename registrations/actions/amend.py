"""What an organiser makes of an invitation: written down, put right, sent to another address, taken back."""

from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Session
from events.refusals import Changed, Refused
from events.transactions import in_transaction
from registrations.actions.invite import (
    FIRST,
    UNANSWERED,
    AnothersAddress,
    invite,
    next_letters,
    person_at,
    send,
)
from registrations.actions.readdress import (
    drop_what_waits,
    give_another_mailbox,
    lock_what_is_read_by,
    may_move,
)
from registrations.models import Invitation, InvitedSession, Person
from registrations.models.person import normal_email
from venues.text import fold

State = Invitation.State


class AlreadyInvited(Refused):
    sentence = _("This person is already invited to this event.")


class WantsNoLetters(Refused):
    sentence = _("This person has asked not to be written to.")


class Answered(Refused):
    sentence = _(
        "This invitation has been answered. What was answered is changed on the page of the participant."
    )


@dataclass(frozen=True, kw_only=True)
class Invitee:
    """Whom an invitation is for. With `reader_email` its letters go there; otherwise `email` is needed."""

    name: str
    sessions: tuple[Session, ...]
    email: str = ""
    language: str = ""
    job_title: str = ""
    organisation_text: str = ""
    reader_email: str = ""
    reader_name: str = ""


@in_transaction
def draft(actor: Actor, event: Event, who: Invitee) -> Invitation:
    """A new invitation, not sent yet. Raises AlreadyInvited, AnothersAddress, NotAllowed."""
    editor_only(actor, event)
    return invite(
        actor,
        event=event,
        sessions=who.sessions,
        person=_invitee(event, who),
        letters_to=_reader(event, who),
        job_title=who.job_title,
        organisation_text=who.organisation_text,
    )


@in_transaction
def amend(actor: Actor, invitation: Invitation, who: Invitee) -> Invitation:
    """Write a draft anew. Raises Changed when it has left meanwhile, and as `draft` does."""
    row = _locked(actor, invitation)
    if row.state != State.DRAFT:
        raise Changed
    before = row.person
    row.person, row.letters_to = _same_or_other(actor, row, who), _reader(row.event, who)
    row.job_title, row.organisation_text = who.job_title, who.organisation_text
    row.save(update_fields=["person", "letters_to", "job_title", "organisation_text"])
    row.opens.exclude(session__in=who.sessions).delete()
    opened = [InvitedSession(invitation=row, session=session) for session in who.sessions]
    InvitedSession.objects.bulk_create(opened, ignore_conflicts=True)
    log.write(actor, "change invitation", row, row.event.organiser_id)
    if before != row.person:
        _forget(before)
    return row


@in_transaction
def send_to(actor: Actor, invitation: Invitation, email: str, *, letter: int) -> bool:
    """Send an unanswered invitation to this address, as letter number `letter`; False if that one has left already.

    Raises Answered, AnothersAddress.
    """
    lock_what_is_read_by(invitation.addressee)
    row = _locked(actor, invitation)
    if next_letters(Invitation.objects.filter(pk=row.pk)).get(row.pk, FIRST).number != letter:
        return False
    moved = _readdress(actor, row, email)
    if not row.addressee.wants_letters:
        raise WantsNoLetters
    return send(actor, row, to_others=moved)


def _readdress(actor: Actor, row: Invitation, email: str) -> bool:
    """Another address for its letters; the link that went astray opens nothing any more. False if it is the same."""
    reader, address = row.addressee, normal_email(email)
    if reader.email == address:
        return False
    known = Person.objects.filter(organiser=reader.organiser_id, email=address).first()
    if known and row.letters_to is None:
        raise AnothersAddress
    if known:
        row.letters_to = known
    else:
        give_another_mailbox(actor, row, email)
    row.invitation_version += 1
    row.save(update_fields=["person", "letters_to", "invitation_version", "invitation_digest"])
    drop_what_waits(row)
    log.write(actor, "correct address", row, row.event.organiser_id)
    return True


@in_transaction
def withdraw(actor: Actor, invitation: Invitation) -> None:
    """Take an unanswered invitation back: its link opens no door any more. Raises Answered."""
    row = _locked(actor, invitation)
    row.state = State.EXPIRED
    row.save(update_fields=["state"])
    log.write(actor, "withdraw invitation", row, row.event.organiser_id)


def _locked(actor: Actor, invitation: Invitation) -> Invitation:
    """The row as it is now; an answer that comes meanwhile waits for us, or we for it."""
    editor_only(actor, invitation.event)
    row = Invitation.objects.select_for_update(of=("self",)).whole().get(pk=invitation.pk)
    if row.state not in UNANSWERED:
        raise Answered
    return row


def _invitee(event: Event, who: Invitee) -> Person:
    person = person_at(
        event.organiser, name=who.name, email=who.email, language=who.language, source="invitation"
    )
    if fold(person.name) != fold(who.name):
        raise AnothersAddress
    if person.invitations.filter(event=event).exclude(state__in=[State.EXPIRED, State.SUBSTITUTED]).exists():
        raise AlreadyInvited
    return person


def _same_or_other(actor: Actor, row: Invitation, who: Invitee) -> Person:
    """The same person, their name and language put right; or whoever is behind another address.

    Somebody who is known to events that the actor may not change keeps the name that they have there.
    """
    person = row.person
    if person.email != (normal_email(who.email) if who.email else None):
        return _invitee(row.event, who)
    if not may_move(actor, person):
        return _invitee(row.event, who)
    person.name, person.language = who.name, who.language
    person.save()
    return person


def _reader(event: Event, who: Invitee) -> Person | None:
    if not who.reader_email:
        return None
    name = who.reader_name or who.reader_email
    return person_at(
        event.organiser, name=name, email=who.reader_email, language=who.language, source="invitation"
    )


def _forget(person: Person) -> None:
    """Somebody whom a draft named by mistake was never here, unless they are known for anything else."""
    with suppress(ProtectedError), transaction.atomic():
        person.delete()
