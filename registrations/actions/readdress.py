"""An organiser corrects the address that somebody's letters go to. Links that went astray open nothing any more."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event
from events.refusals import Refused
from events.transactions import in_transaction
from registrations import places
from registrations.actions import seating
from registrations.actions.correct import VERSIONS
from registrations.actions.invite import live_invitations, person_at, send_all
from registrations.models import Invitation, ListEntry, OutgoingMail, Participation, Person, Registration
from registrations.models.person import normal_email
from registrations.outbox.posting import TOLD, about, about_invitation, post

Kind = OutgoingMail.Kind
State = Invitation.State
NEWS = timedelta(days=7)
"""How long a message of the organiser's is still worth sending on."""
WAITING_OR_FAILED = (OutgoingMail.State.QUEUED, OutgoingMail.State.FAILED, OutgoingMail.State.DEAD)
THANKED = {State.DECLINED: Kind.DECLINED, State.SUBSTITUTED: Kind.SUBSTITUTED}


class RegisteredToo(Refused):
    sentence = _("Somebody with this address is registered here already.")


class InvitedToo(Refused):
    sentence = _("Somebody with this address is invited here already.")


@in_transaction
def readdress(actor: Actor, registration: Registration, email: str, *, notify: bool = True) -> None:
    """Give the registration's letters another address. Raises RegisteredToo, InvitedToo, NotAllowed.

    A secretary who reads for others keeps those; an address that is another person's makes this registration theirs.
    Else the person has another mailbox, and with it everything else that is written to them; `notify` is about this
    registration alone, for nobody else has been told of the others' new links.
    """
    editor_only(actor, registration.event)
    reader, address = registration.addressee, normal_email(email)
    lock_what_is_read_by(reader)
    if reader.email == address:
        return
    known = None if registration.letters_to else _another_at(registration, address)
    if registration.letters_to:
        registration.letters_to = _somebody_at(reader, email)
    elif known or not may_move(actor, reader):
        registration.person = known or _somebody_at(reader, email)
    else:
        move_mailbox(actor, reader, address, but=registration)
    _take_invitation_along(registration)
    _write_anew(actor, registration, notify=notify)


def move_mailbox(
    actor: Actor, reader: Person, address: str, *, but: Registration | Invitation | None = None
) -> None:
    """All that this person reads goes to another address from now on; `but` one, to which the caller sees.

    Only where the actor may change every event concerned (`may_move`): the letters bring links that open them. The
    sessions are locked.
    """
    reader.email, reader.bounced_at = address, None
    reader.feed_version += 1
    reader.save(update_fields=["email", "bounced_at", "feed_version", "feed_digest"])
    for registration in _read_by(reader):
        if registration != but:
            _write_anew(actor, registration, notify=True)
    own = but.invitation_id if isinstance(but, Registration) else but and but.pk
    _invite_anew(actor, _invitations_of(reader).exclude(pk=own or 0))


def give_another_mailbox(actor: Actor, invitation: Invitation, email: str) -> None:
    """The same for whoever reads an invitation, which the caller saves and sends. Its sessions are locked."""
    reader = invitation.addressee
    if invitation.letters_to:
        invitation.letters_to = _somebody_at(reader, email)
    elif may_move(actor, reader):
        move_mailbox(actor, reader, normal_email(email), but=invitation)
    else:
        invitation.person = _somebody_at(reader, email)


def lock_what_is_read_by(reader: Person) -> None:
    """The sessions before anything else, as always."""
    parts = Participation.objects.filter(registration__in=_read_by(reader))
    places.lock(parts.values_list("session_id", flat=True))


def may_move(actor: Actor, reader: Person) -> bool:
    """Whether all that this person reads is about events that the actor may change.

    Whoever may not change all of them corrects one registration or invitation, and nothing of the others; and a
    contact list, which is the whole organiser's, is not changed through somebody on it either.
    """
    if reader.organiser_id not in actor.begins_for and _is_listed(reader):
        return False
    events = Event.objects.filter(
        Q(pk__in=_read_by(reader).order_by().values("event"))
        | Q(pk__in=_invitations_of(reader).values("event"))
    )
    return not events.exclude(pk__in=Event.objects.editable_by(actor).values("pk")).exists()


def _is_listed(reader: Person) -> bool:
    return ListEntry.objects.filter(Q(person=reader) | Q(letters_to=reader)).exists()


def _somebody_at(reader: Person, email: str) -> Person:
    return person_at(
        reader.organiser, name=reader.name, email=email, language=reader.language, source="by hand"
    )


def _read_by(reader: Person) -> QuerySet[Registration]:
    rows = Registration.objects.whole().select_related("letters_to", "invitation").filter(erased_at=None)
    return rows.filter(Q(letters_to=reader) | Q(letters_to=None, person=reader)).order_by("pk")


def _invitations_of(reader: Person) -> QuerySet[Invitation]:
    return Invitation.objects.filter(Q(letters_to=reader) | Q(letters_to=None, person=reader))


def _another_at(registration: Registration, address: str) -> Person | None:
    """Somebody else whom we know at this address."""
    known = Person.objects.filter(organiser=registration.person.organiser_id, email=address).first()
    if known and known.registrations.live().filter(event=registration.event_id).exists():
        raise RegisteredToo
    if (
        known
        and registration.invitation_id
        and live_invitations(registration.event).filter(person=known).exists()
    ):
        raise InvitedToo
    return known


def _take_invitation_along(registration: Registration) -> None:
    """The answer is changed by a link too: it goes where the registration's letters go."""
    row = registration.invitation
    if row is None:
        return
    row.person, row.letters_to = registration.person, registration.letters_to
    row.invitation_version += 1
    row.save(update_fields=["person", "letters_to", "invitation_version", "invitation_digest"])
    _overtake(OutgoingMail.objects.filter(invitation=row))


def _write_anew(actor: Actor, registration: Registration, *, notify: bool) -> None:
    """What was on its way to the old address is dropped; what is still to come is told to the new one.

    What the organiser wrote themselves is nowhere else: it leaves for the new address.
    """
    registration.manage_version += 1
    registration.ticket_version += 1
    registration.save(update_fields=["person", "letters_to", *VERSIONS])
    log.write(actor, "correct address", registration, registration.event.organiser_id)
    unsent = OutgoingMail.objects.filter(participation__registration=registration, sent_at=None)
    _send_on(unsent, registration.addressee)
    unsent.exclude(kind__in=[Kind.MESSAGE, Kind.CANCELLED]).delete()
    parts = [part for part in registration.participations.live().whole() if not part.session.is_over]
    letters = [about(part, _holds(part)) for part in parts]
    Participation.objects.bulk_update(parts, TOLD)
    if notify:
        post(*letters)


def _holds(part: Participation) -> str:
    """The kind of letter that says what holds now."""
    return Kind.CALLED_OFF if part.session.is_cancelled else seating.letter_kind(part)


def _send_on(letters: QuerySet[OutgoingMail], reader: Person) -> None:
    """What no other letter says: a fresh message, that a place to come has been given up, news of an invitation."""
    fresh = Q(kind=Kind.MESSAGE, written__created_at__gte=timezone.now() - NEWS)
    gone = Q(kind=Kind.CANCELLED, participation__session__event__date__gte=timezone.localdate())
    news = Q(kind=Kind.INVITATION_CHANGED)
    letters.filter(fresh | gone | news, state__in=WAITING_OR_FAILED).update(
        recipient=reader, state=OutgoingMail.State.QUEUED, attempts=0, due_at=timezone.now(), error=""
    )


def _overtake(letters: QuerySet[OutgoingMail]) -> None:
    """They would leave with the new link for the old mailbox. The rows stay: they are what has been counted."""
    letters.filter(state__in=WAITING_OR_FAILED).update(state=OutgoingMail.State.OVERTAKEN)


def drop_what_waits(invitation: Invitation) -> None:
    """For whoever gives it another reader."""
    _overtake(OutgoingMail.objects.filter(invitation=invitation))


def _invite_anew(actor: Actor, rows: QuerySet[Invitation]) -> None:
    """Whoever has not answered gets the link anew, and so does, with thanks, whoever has answered no."""
    for row in rows.select_related("person", "letters_to"):
        row.invitation_version += 1
        row.save(update_fields=["invitation_version", "invitation_digest"])
        letters = OutgoingMail.objects.filter(invitation=row)
        _send_on(letters, row.addressee)
        _overtake(letters.exclude(kind=Kind.INVITATION_CHANGED))
    to_come = rows.filter(event__date__gte=timezone.localdate())
    send_all(actor, to_come.filter(state__in=[State.SENT, State.FAILED]), to_others=True)
    for row in to_come.filter(state__in=THANKED).select_related("person", "letters_to"):
        kind = THANKED[State(row.state)]
        post(about_invitation(row, kind, row.letters.filter(kind=kind).count()))
