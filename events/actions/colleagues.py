"""An organiser's team: a colleague is invited, joins, gets another role, leaves."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import log
from events.actors import Actor
from events.models import Event, Joining, Organiser, TeamMember, Tour, User
from events.models.joining import OPEN_FOR
from events.refusals import NotAllowed, Refused
from events.transactions import in_transaction

Role = TeamMember.Role
FORGOTTEN_AFTER = datetime.timedelta(days=30)


class LastAdministrator(Refused):
    sentence = _("The team needs one administrator. Make somebody else an administrator first.")


class NothingChosen(Refused):
    sentence = _("Choose at least one tour or stop, or all that the organiser has.")


class NotLimited(Refused):
    sentence = _(
        "An administrator looks after all that the organiser has. Choose another role for a few stops."
    )


class InTheTeam(Refused):
    sentence = _("This address is in the team already.")


class InvitedAlready(Refused):
    sentence = _("This address has been invited already. You can send the letter again.")


class LinkUsed(Refused):
    sentence = _("This link does not work any more.")


class AccountClosed(Refused):
    sentence = _("The account with this address is closed. Ask whoever looks after the service.")


@dataclass(frozen=True)
class Part:
    """What somebody is in the team: the role, and for which tours and events, where it is not for all."""

    role: str
    limited: bool = False
    tours: Iterable[Tour] = field(default=())
    events: Iterable[Event] = field(default=())


@in_transaction
def invite_colleague(actor: Actor, organiser: Organiser, *, email: str, language: str, part: Part) -> Joining:
    """The letter with `token` is for the caller to send. Raises NotAllowed, InTheTeam, InvitedAlready and Part's."""
    _administrator_only(actor, organiser.pk)
    _sensible(part, organiser.pk)
    Organiser.objects.select_for_update(no_key=True).get(pk=organiser.pk)
    email = email.lower()
    if organiser.team.filter(user__email__iexact=email).exists():
        raise InTheTeam
    if organiser.joinings.filter(email=email).exists():
        raise InvitedAlready
    made = Joining.objects.create(
        organiser=organiser,
        email=email,
        language=language,
        role=part.role,
        limited=part.limited,
        invited_by=actor.user,
    )
    _choose(made, part)
    log.write(actor, "invite colleague", made, organiser, role=part.role, limited=part.limited)
    return made


@in_transaction
def invite_again(actor: Actor, joining: Joining) -> Joining:
    """With a new link, open as long as the first; the old one opens nothing any more. Raises NotAllowed."""
    _administrator_only(actor, joining.organiser_id)
    joining.join_version += 1
    joining.expires_at, joining.sent_at = timezone.now() + OPEN_FOR, None
    joining.save(update_fields=["join_version", "join_digest", "expires_at", "sent_at"])
    log.write(actor, "invite colleague again", joining, joining.organiser_id)
    return joining


@in_transaction
def take_invitation_back(actor: Actor, joining: Joining) -> None:
    """Its link opens nothing any more. Raises NotAllowed."""
    _administrator_only(actor, joining.organiser_id)
    log.write(actor, "take back", joining, joining.organiser_id)
    joining.delete()


@in_transaction
def join(joining: Joining, *, name: str = "", password: str | None = None, language: str = "") -> User:
    """The account with the invited address joins; where there is none, it is made. Raises LinkUsed, AccountClosed.

    Whoever has an account keeps name, password and language, and who is in the team already the part there.
    Without a password (OpenID Connect) none is set.
    """
    current = Joining.objects.open().select_for_update(of=("self",)).filter(pk=joining.pk)
    if not (found := current.filter(join_version=joining.join_version).first()):
        raise LinkUsed
    user = User.objects.filter(email__iexact=found.email).first()
    if user and not user.is_active:
        raise AccountClosed
    user = user or User.objects.create_user(
        found.email, password, name=name, language=language or found.language
    )
    member, new = TeamMember.objects.get_or_create(
        user=user, organiser_id=found.organiser_id, defaults={"role": found.role, "limited": found.limited}
    )
    if new:
        member.tours.set(found.tours.all())
        member.events.set(found.events.all())
    found.delete()
    log.write(Actor(kind="user", user=user), "join", member, found.organiser_id, role=member.role)
    return user


@in_transaction
def change_part(actor: Actor, member: TeamMember, part: Part) -> None:
    """Another role, or for other tours and stops. Raises NotAllowed, LastAdministrator, NothingChosen, NotLimited."""
    _administrator_only(actor, member.organiser_id)
    _sensible(part, member.organiser_id)
    if part.role != Role.ADMIN:
        _another_administrator(member)
        _take_back_what_they_wrote(actor, member)
    before = member.role
    member.role, member.limited = part.role, part.limited
    member.save(update_fields=["role", "limited"])
    _choose(member, part)
    log.write(actor, "change part", member, member.organiser_id, was=before, **extent_in_log(member))


@in_transaction
def remove_colleague(actor: Actor, member: TeamMember) -> None:
    """Out at the next request; the account and what it did stay, but for the invitations that nobody has answered.

    Raises NotAllowed, LastAdministrator.
    """
    _administrator_only(actor, member.organiser_id)
    _another_administrator(member)
    _take_back_what_they_wrote(actor, member)
    log.write(actor, "remove colleague", member, member.organiser_id, role=member.role)
    member.delete()


def sweep() -> None:
    """Nightly: the address of who never answered is forgotten a month after the link ended."""
    Joining.objects.filter(expires_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()


def extent_in_log(member: TeamMember) -> dict[str, Any]:
    """The part as the log keeps it: the role, and the uuids of the tours and events that were chosen."""
    tours, events = (
        sorted(map(str, rows.values_list("uuid", flat=True))) for rows in (member.tours, member.events)
    )
    return {"role": member.role, "limited": member.limited, "tours": tours, "events": events}


def _take_back_what_they_wrote(actor: Actor, member: TeamMember) -> None:
    """Who looks after the team no more has no way back in through an invitation of their own."""
    written = Joining.objects.filter(organiser=member.organiser_id, invited_by=member.user_id)
    log.write_all(log.entry(actor, "take back", joining, member.organiser_id) for joining in written)
    written.delete()


def _administrator_only(actor: Actor, organiser: int) -> None:
    if organiser not in actor.administers:
        raise NotAllowed


def _sensible(part: Part, organiser: int) -> None:
    """Refuse what cannot be meant, and tours and events of others."""
    if part.limited and part.role == Role.ADMIN:
        raise NotLimited
    if part.limited and not [*part.tours, *part.events]:
        raise NothingChosen
    owners = {tour.organiser_id for tour in part.tours} | {event.organiser_id for event in part.events}
    if owners - {organiser}:
        raise NotAllowed


def _choose(row: TeamMember | Joining, part: Part) -> None:
    row.tours.set(part.tours if part.limited else [])
    row.events.set(part.events if part.limited else [])


def _another_administrator(member: TeamMember) -> None:
    """Two who remove each other at the same moment wait for each other here."""
    Organiser.objects.select_for_update(no_key=True).get(pk=member.organiser_id)
    administrators = TeamMember.objects.filter(organiser=member.organiser_id, role=Role.ADMIN, limited=False)
    whole = administrators.filter(tours=None, events=None)
    others = whole.filter(user__is_active=True).exclude(pk=member.pk)
    if member.role == Role.ADMIN and not others.exists():
        raise LastAdministrator
