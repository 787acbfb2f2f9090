"""What an organiser does for a participant, by telephone or at a desk: add, move, take back a cancellation.

The places are those of everybody else (DESIGN §4, 2): over capacity only for a reason, which is logged.
"""

import copy
import uuid
from dataclasses import dataclass, replace

from django.db import IntegrityError, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Session
from events.models.session import Mode
from events.refusals import CalledOff, Changed, Full, NotThisWay, Refused
from events.transactions import in_transaction
from registrations import places
from registrations.actions import manage, register, seating
from registrations.actions.details import Details, Way
from registrations.actions.invite import AnothersAddress, invite, person_at
from registrations.models import Invitation, InvitedSession, OutgoingMail, Participation, Person, Registration
from registrations.models.registration import ON_THE_ROAD
from venues.text import fold

Status = Participation.Status
ADD, PUT = "add by hand", "put by hand"


class Reason(models.TextChoices):
    """Why somebody gets a place that the room does not have. A choice, for the log holds no personal text."""

    SPEAKS = "speaks", _("Speaks or hosts")
    ASSISTS = "assists", _("Assists or interprets for somebody")
    PROMISED = "promised", _("A place had been promised")
    FITS = "fits", _("There is room for one more")
    CLOSED_ROOM = "closed_room", _("The room was closed: held on the web only")


BY_HAND = [Reason.SPEAKS, Reason.ASSISTS, Reason.PROMISED, Reason.FITS]
"""The reasons that are chosen for one person."""


class AlreadyHere(Refused):
    sentence = _("This person is already registered for this part.")


@dataclass(frozen=True)
class Seat:
    """What is asked for by hand. `over`: the reason for a place over capacity, or nothing.

    `unseated`: in the room without one of its places, as those who speak or belong to the house.
    """

    session: Session
    way: Way
    over: str = ""
    unseated: bool = False


@dataclass(frozen=True)
class Newcomer:
    """Who is added. With `read_by_another` the address is that of whoever answers for them.

    `person`: who that is, where it is known without an address.
    """

    details: Details
    email: str = ""
    read_by_another: bool = False
    role: str = Registration.Role.PARTICIPANT
    person: Person | None = None


def add(
    actor: Actor, newcomer: Newcomer, seat: Seat, *, submission: uuid.UUID, notify: bool = True
) -> Registration:
    """Register somebody; who is registered for another part of the day gets this one besides.

    The same submission changes nothing; two at the same moment meet in the database, and the later one starts again.
    Raises Full, CalledOff, Closed, AlreadyHere, AnothersAddress.
    """
    try:
        return _add(actor, newcomer, seat, submission, notify=notify)
    except IntegrityError:
        return _add(actor, newcomer, seat, submission, notify=notify)


@in_transaction
def _add(
    actor: Actor, newcomer: Newcomer, seat: Seat, submission: uuid.UUID, *, notify: bool
) -> Registration:
    event = seat.session.event
    editor_only(actor, event)
    places.lock([seat.session.pk])
    unique = register.submission_for(submission, event)
    if known := Registration.objects.whole().filter(submission=unique).first():
        return known
    person, reader = _people(seat.session, newcomer)
    registration = Registration.objects.live().whole().filter(person=person, event=event).first()
    if registration is None:
        registration = register.draft(person, event, newcomer.details, unique)
        registration.letters_to, registration.role = reader, newcomer.role
        register.write(actor, person, [registration], newcomer.details)
    else:
        take_role(actor, registration, newcomer.role)
    _seat(actor, registration, seat, ADD, notify=notify)
    return registration


def _people(session: Session, newcomer: Newcomer) -> tuple[Person, Person | None]:
    """Who comes, and who reads the letters if it is somebody else: whose name we may not know."""
    who, organiser = newcomer.details, session.event.organiser

    def known_as(name: str, email: str) -> Person:
        return person_at(organiser, name=name, email=email, language=who.language, source="by hand")

    if newcomer.email and newcomer.read_by_another:
        return newcomer.person or known_as(who.name, ""), known_as(newcomer.email, newcomer.email)
    person = newcomer.person or known_as(who.name, newcomer.email)
    if fold(person.name) != fold(who.name):
        raise AnothersAddress(
            _("This address is known under another name. Tick that somebody else reads the letters there.")
        )
    return person, None


def take_role(actor: Actor, registration: Registration, role: str) -> None:
    """A participant who turns out to speak, or to belong to the house; what they take part in stays as it is."""
    if registration.role == Registration.Role.PARTICIPANT and role in ON_THE_ROAD:
        registration.role = role
        registration.save(update_fields=["role"])
        log.write(actor, "change role", registration, registration.event.organiser_id, fields=["role"])


@in_transaction
def put(actor: Actor, registration: Registration, seat: Seat, *, notify: bool = True) -> Participation:
    """Into a part of the event, or into another mode of it; a cancellation is taken back.

    Raises Full, CalledOff, Closed, Changed when the person has registered anew meanwhile.
    """
    editor_only(actor, registration.event)
    places.lock([seat.session.pk])
    return _seat(actor, registration, seat, PUT, notify=notify)


@in_transaction
def move(
    actor: Actor, registration: Registration, seat: Seat, *, leaving: Session, notify: bool = True
) -> Participation:
    """From one session to another of the same event; who has no seat in the one room needs none in the other.

    Raises as `put` does, and AlreadyHere.
    """
    editor_only(actor, registration.event)
    places.lock([seat.session.pk, leaving.pk])
    if registration.participations.live().filter(session=seat.session).exists():
        raise AlreadyHere
    if registration.participations.live().filter(session=leaving, seated=False).exists():
        seat = replace(seat, unseated=True)
    part = _seat(actor, registration, seat, PUT, notify=notify)
    manage.leave(actor, registration, session=leaving, notify=notify)
    return part


def _seat(actor: Actor, registration: Registration, seat: Seat, verb: str, *, notify: bool) -> Participation:
    """The session's row is locked."""
    session = seat.session
    if session.is_cancelled:
        raise CalledOff
    if seat.way.mode not in session.modes:
        raise NotThisWay
    manage.as_it_stands(registration)
    part = registration.participations.filter(session=session).first()
    part = part or Participation(registration=registration, session=session)
    part.registration, part.session = registration, session
    if verb == ADD and part.is_live:
        raise AlreadyHere
    if _is_as_asked(part, seat):
        return part
    _open_door(actor, registration, session)
    over = _take(part, seat)
    details = {"over_capacity": seat.over} if over else {}
    return manage.settled(actor, part, verb, notify=notify, **details)


def _is_as_asked(part: Participation, seat: Seat) -> bool:
    way = seat.way
    if part.seated == seat.unseated:
        return False
    if part.status == Status.WAITING:
        return way == (Way.ONLINE if part.mode == Mode.ONLINE else Way.QUEUE)
    return part.status == Status.ATTENDING and part.mode == way.mode and part.waiting_since is None


def _take(part: Participation, seat: Seat) -> bool:
    """Take the new place first, then give back what was held; True if it is one over capacity."""
    held, over = copy.copy(part), False
    if seat.unseated and seat.way == Way.IN_PERSON:
        places.come_unseated(part.session_id)
        part.mode, part.status, part.waiting_since, part.seated = (
            Mode.IN_PERSON,
            Status.ATTENDING,
            None,
            False,
        )
    elif seat.way == Way.QUEUE:
        seating.settle(part, seat.way)
    else:
        over = not places.take(part.session_id, seat.way.mode)
        if over and not seat.over:
            raise Full
        if over:
            places.take_over_capacity(part.session_id, seat.way.mode)
        part.mode, part.status, part.waiting_since, part.seated = seat.way.mode, Status.ATTENDING, None, True
    if held.status:
        places.release(held)
    return over


def _open_door(actor: Actor, registration: Registration, session: Session) -> None:
    """A cancelled registration lives again; to an invited part belongs an invitation, answered for them."""
    if registration.cancelled_at:
        same = Registration.objects.live().filter(person=registration.person, event=registration.event)
        if same.exists():
            raise Changed(_("This person has registered anew since. Look at the newer registration."))
        registration.cancelled_at = None
        registration.save(update_fields=["cancelled_at"])
    if not session.is_open_to_all and session.pk not in manage.invited_sessions(registration):
        _invite(actor, registration, session)


def _invite(actor: Actor, registration: Registration, session: Session) -> None:
    invitation = registration.invitation
    if invitation is None or invitation.state in manage.SEATS_NOBODY:
        invitation = invite(
            actor,
            event=registration.event,
            sessions=[session],
            person=registration.person,
            letters_to=registration.letters_to,
            job_title=registration.job_title,
            organisation_text=registration.organisation_text,
        )
    InvitedSession.objects.get_or_create(
        invitation=invitation,
        session=session,
        defaults={"told_sequence": session.sequence, "told_digest": session.notice_digest()},
    )
    invitation.state, invitation.answered_by = Invitation.State.ACCEPTED, Invitation.AnsweredBy.ORGANISER
    invitation.answered_at = timezone.now()
    invitation.save(update_fields=["state", "answered_by", "answered_at"])
    registration.invitation = invitation
    registration.save(update_fields=["invitation"])


class OnItsWay(Refused):
    sentence = _("A letter about this is already on its way.")


@in_transaction
def write_again(actor: Actor, part: Participation) -> None:
    """The letter that says what holds now, once more. Raises OnItsWay while one waits to be sent."""
    editor_only(actor, part.session.event)
    places.lock([part.session_id])
    if part.letters.filter(state__in=OutgoingMail.UNDER_WAY).exists():
        raise OnItsWay
    kind = seating.letter_kind(part) if part.is_live else OutgoingMail.Kind.CANCELLED
    manage.settled(actor, part, "write again", kind=kind)
