"""Inviting: a person, the sessions that the invitation opens, and the letter."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import log
from events.actors import Actor
from events.models import Event, Organiser, Session
from events.refusals import NotAllowed, Refused
from events.transactions import in_transaction
from registrations.models import Invitation, InvitedSession, OutgoingMail, Person
from registrations.models.person import normal_email
from registrations.outbox.posting import about_invitation, post

INVITED = OutgoingMail.Kind.INVITED
UNANSWERED = (Invitation.State.DRAFT, Invitation.State.SENT, Invitation.State.FAILED)


class AnothersAddress(Refused):
    sentence = _(
        "This address is known under another name. "
        "If somebody else reads the letters there, write it as the address that they go to."
    )


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
    log.write(actor, "invite", invitation, event.organiser_id)
    return invitation


def send(actor: Actor, invitation: Invitation, *, letter: int | None = None) -> bool:
    """Send an invitation, or send it again; an answered one is left alone. True if a letter was written.

    `letter`: how many went before it, as the asking page knew; so a button pressed twice writes one letter.
    """
    sent = send_all(actor, Invitation.objects.filter(pk=invitation.pk), letter=letter)
    invitation.refresh_from_db(fields=["state", "sent_at"])
    return bool(sent)


@in_transaction
def send_all(actor: Actor, wanted: QuerySet[Invitation], *, letter: int | None = None) -> int:
    """Send several as `send` does one, in as many statements; returns the number of letters.

    Whoever has no address, and nobody who reads for them, stays as they are.
    """
    rows = wanted.filter(state__in=UNANSWERED).select_related("person", "letters_to", "event")
    locked = list(rows.select_for_update(of=("self",)).order_by("pk"))
    before = letters_before(wanted)
    chosen = [row for row in locked if row.addressee.email and letter in (None, before.get(row.pk, 0))]
    _tell(chosen)
    now = timezone.now()
    Invitation.objects.filter(pk__in=[row.pk for row in chosen]).update(
        state=Invitation.State.SENT, sent_at=now
    )
    log.write_all(log.entry(actor, "send invitation", row, row.event.organiser_id) for row in chosen)
    post(*(about_invitation(row, INVITED, before.get(row.pk, 0)) for row in chosen))
    return len(chosen)


def letters_before(invitations: QuerySet[Invitation]) -> dict[int, int]:
    """How many invitation letters have been written, by invitation id; none where there are none."""
    letters = OutgoingMail.objects.filter(invitation__in=invitations.values("pk"), kind=INVITED)
    counted = letters.order_by().values("invitation").annotate(number=Count("pk"))
    return {row["invitation"]: row["number"] for row in counted}


def _tell(invitations: Sequence[Invitation]) -> None:
    """Their letters say how each session is now."""
    opens = list(
        InvitedSession.objects.filter(invitation__in=invitations).select_related("session__event__venue")
    )
    for opened in opens:
        opened.told_sequence, opened.told_digest = opened.session.sequence, opened.session.notice_digest()
    InvitedSession.objects.bulk_update(opens, ["told_sequence", "told_digest"], batch_size=500)
