"""Inviting: a person, the sessions that the invitation opens, and the letter."""

from collections.abc import Sequence

from django.utils import timezone

from events import log
from events.actors import Actor
from events.models import Event, Organiser, Session
from events.refusals import NotAllowed
from events.transactions import in_transaction
from registrations.models import Invitation, InvitedSession, OutgoingMail, Person
from registrations.models.person import normal_email
from registrations.outbox.posting import about_invitation, post


def person_at(organiser: Organiser, *, name: str, email: str, language: str = "", source: str = "") -> Person:
    """The organiser's person behind an address; a new one if nobody is known there, or if there is no address."""
    address = normal_email(email) if email else None
    known = Person.objects.filter(organiser=organiser, email=address).first() if address else None
    return known or Person.objects.create(
        organiser=organiser, name=name, email=address, language=language, source=source
    )


@in_transaction
def invite(
    actor: Actor,
    *,
    event: Event,
    sessions: Sequence[Session],
    person: Person,
    letters_to: Person | None = None,
    job_title: str = "",
    organisation_text: str = "",
) -> Invitation:
    """A draft invitation; nothing is sent yet. Somebody invited already keeps the invitation they have."""
    if not Event.objects.editable_by(actor).filter(pk=event.pk).exists() and actor.kind != "system":
        raise NotAllowed
    known = (
        Invitation.objects.filter(person=person, event=event)
        .exclude(state__in=["expired", "substituted"])
        .first()
    )
    if known:
        return known
    invitation = Invitation.objects.create(
        person=person,
        event=event,
        letters_to=letters_to,
        job_title=job_title,
        organisation_text=organisation_text,
    )
    InvitedSession.objects.bulk_create(
        InvitedSession(invitation=invitation, session=session) for session in sessions
    )
    log.write(actor, "invite", invitation, event.organiser_id, event=str(event.uuid))
    return invitation


@in_transaction
def send(actor: Actor, invitation: Invitation) -> None:
    """Send an invitation, or send it again; an answered one is left alone."""
    waiting = [Invitation.State.DRAFT, Invitation.State.SENT, Invitation.State.FAILED]
    if invitation.state not in waiting:
        return
    opens = list(invitation.opens.select_related("session__event__venue"))
    for opened in opens:
        opened.told_sequence, opened.told_digest = opened.session.sequence, opened.session.notice_digest()
    InvitedSession.objects.bulk_update(opens, ["told_sequence", "told_digest"])
    revision = OutgoingMail.objects.filter(invitation=invitation, kind=OutgoingMail.Kind.INVITED).count()
    invitation.state, invitation.sent_at = Invitation.State.SENT, timezone.now()
    invitation.save(update_fields=["state", "sent_at"])
    log.write(actor, "send invitation", invitation, invitation.event.organiser_id)
    post(about_invitation(invitation, OutgoingMail.Kind.INVITED, revision))
