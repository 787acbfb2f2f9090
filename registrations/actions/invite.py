"""Inviting: a person, the sessions that the invitation opens, and the letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Organiser, Session
from events.refusals import NotAllowed, Refused
from events.transactions import in_transaction
from registrations.models import Invitation, InvitedSession, OutgoingMail, Person
from registrations.models.person import normal_email
from registrations.outbox.posting import about_invitation, post

Kind = OutgoingMail.Kind
State = Invitation.State
UNANSWERED = (State.DRAFT, State.SENT, State.FAILED)


VERBS = {Kind.INVITED: "send invitation", Kind.ASKED_AGAIN: "ask again"}


@dataclass(frozen=True, slots=True)
class Next:
    """The letter that would be sent now: how many went before it, and whether it invites or asks again."""

    number: int = 0
    kind: Kind = Kind.INVITED


FIRST = Next()


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


def people_at(organiser: Organiser, wanted: Iterable[Person]) -> dict[str, Person]:
    """By address, as `person_at` does one, in a few statements; `wanted` are rows that nobody has saved yet."""
    unsaved: dict[str, Person] = {}
    for row in wanted:
        row.organiser = organiser
        row.put_in_order()
        if row.email:
            unsaved.setdefault(row.email, row)
    known = _known(organiser, unsaved)
    missing = sorted(
        unsaved.keys() - known.keys()
    )  # in one order, so that two imports do not wait for each other
    if missing:
        Person.objects.bulk_create([unsaved[email] for email in missing], ignore_conflicts=True)
        known |= _known(organiser, missing)
    return known


def _known(organiser: Organiser, addresses: Iterable[str]) -> dict[str, Person]:
    rows = Person.objects.filter(organiser=organiser, email__in=list(addresses))
    return {row.email: row for row in rows if row.email}


def live_invitations(event: Event) -> QuerySet[Invitation]:
    """Those that stand: a person has at most one of them for an event."""
    return Invitation.objects.filter(event=event).exclude(state__in=[State.EXPIRED, State.SUBSTITUTED])


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
    known = live_invitations(event).filter(person=person).first()
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


@in_transaction
def invite_all(
    actor: Actor, *, event: Event, sessions: Sequence[Session], invitations: Sequence[Invitation]
) -> list[Invitation]:
    """Drafts for several people as `invite` makes one, in as many statements; returns those that are new.

    `invitations` are rows that nobody has saved yet, each of another person. Raises NotAllowed.
    """
    editor_only(actor, event)
    people = [row.person_id for row in invitations]
    already = set(live_invitations(event).filter(person__in=people).values_list("person", flat=True))
    wanted = [row for row in invitations if row.person_id not in already]
    Invitation.objects.bulk_create(wanted, ignore_conflicts=True)  # somebody else may invite them meanwhile
    made = list(Invitation.objects.filter(uuid__in=[row.uuid for row in wanted]).order_by("pk"))
    InvitedSession.objects.bulk_create(
        InvitedSession(invitation=row, session=session) for row in made for session in sessions
    )
    log.write_all(log.entry(actor, "invite", row, event.organiser_id) for row in made)
    return made


def send(actor: Actor, invitation: Invitation, *, letter: int | None = None, to_others: bool = False) -> bool:
    """Send an invitation, or send it again; an answered one is left alone. True if a letter was written.

    `letter`: how many went before it, as the asking page knew; so a button pressed twice writes one letter.
    `to_others`: at its address somebody reads who has not had it.
    """
    wanted = Invitation.objects.filter(pk=invitation.pk)
    sent = send_all(actor, wanted, letter=letter, to_others=to_others)
    invitation.refresh_from_db(fields=["state", "sent_at"])
    return bool(sent)


@in_transaction
def send_all(
    actor: Actor, wanted: QuerySet[Invitation], *, letter: int | None = None, to_others: bool = False
) -> int:
    """Send several as `send` does one, in as many statements; returns the number of letters.

    Whoever has no address, and nobody who reads for them, or wants no letters, stays as they are.
    """
    rows = wanted.filter(state__in=UNANSWERED).select_related("person", "letters_to", "event")
    locked = list(rows.select_for_update(of=("self",)).order_by("pk"))
    coming = next_letters(wanted)
    letters = [(row, coming.get(row.pk, FIRST)) for row in locked if row.addressee.wants_letters]
    letters = [(row, each) for row, each in letters if letter in (None, each.number)]
    if to_others:
        letters = [(row, Next(each.number)) for row, each in letters]
    chosen = [row for row, _each in letters]
    _tell(chosen)
    now = timezone.now()
    Invitation.objects.filter(pk__in=[row.pk for row in chosen]).update(state=State.SENT, sent_at=now)
    log.write_all(log.entry(actor, VERBS[each.kind], row, row.event.organiser_id) for row, each in letters)
    post(*(about_invitation(row, each.kind, each.number) for row, each in letters))
    return len(chosen)


def next_letters(invitations: QuerySet[Invitation]) -> dict[int, Next]:
    """By invitation id; none where none has been written (FIRST). What did not arrive is said again as it was."""
    before = OutgoingMail.objects.filter(
        invitation__in=invitations.values("pk"), kind__in=OutgoingMail.INVITING
    ).order_by("revision", "pk")
    return {
        row: Next(revision + 1, Kind.ASKED_AGAIN if state == OutgoingMail.State.SENT else Kind(kind))
        for row, revision, kind, state in before.values_list("invitation", "revision", "kind", "state")
    }


def _tell(invitations: Sequence[Invitation]) -> None:
    """Their letters say how each session is now."""
    opens = list(
        InvitedSession.objects.filter(invitation__in=invitations).select_related("session__event__venue")
    )
    for opened in opens:
        opened.told_sequence, opened.told_digest = opened.session.sequence, opened.session.notice_digest()
    InvitedSession.objects.bulk_update(opens, ["told_sequence", "told_digest"], batch_size=500)
