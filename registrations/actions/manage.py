"""What registered people do themselves: change details, switch between room and web, add a part, cancel."""

import copy
import uuid
from dataclasses import replace
from typing import Any

from django.utils import timezone

from events import log
from events.actors import Actor
from events.models import Session
from events.models.session import Mode
from events.refusals import Changed, Over
from events.transactions import in_transaction
from registrations import places
from registrations.actions import register, seating
from registrations.actions.details import Choice, Details, Way
from registrations.actions.quiet import hears_of
from registrations.actions.replies import standing
from registrations.models import Invitation, OutgoingMail, Participation, Person, Registration
from registrations.outbox.posting import TOLD, about, post

Status = Participation.Status
Kind = OutgoingMail.Kind
PLACE = ["mode", "status", "waiting_since", "seated"]
SEATS_NOBODY = (Invitation.State.SUBSTITUTED, Invitation.State.EXPIRED)


@in_transaction
def change_details(actor: Actor, registration: Registration, *, details: Details) -> None:
    """Write what the person corrected; the name belongs to the person, the rest to this registration."""
    changed = []
    for name in ("organisation_text", "is_private_person", "job_title", "municipality_text", "region"):
        if getattr(registration, name) != getattr(details, name):
            setattr(registration, name, getattr(details, name))
            changed.append(name)
    columns = list(changed)
    if "organisation_text" in changed:
        registration.organisation = None  # the next sweep finds whom the new text means
        columns.append("organisation")
    if columns:
        registration.save(update_fields=columns)
    if registration.person.name != details.name:
        registration.person.name = details.name
        registration.person.save(update_fields=["name", "search_text", "sort_key"])
        changed.append("name")
    if changed:
        log.write(actor, "change details", registration, registration.event.organiser_id, fields=changed)


def way_of(part: Participation) -> Way:
    """How a live participation takes part now."""
    if part.status == Status.WAITING:
        return Way.ONLINE if part.mode == Way.ONLINE.mode else Way.QUEUE
    if part.waiting_since:
        return Way.QUEUE_AND_ONLINE
    return Way(part.mode)


@in_transaction
def take_part(
    actor: Actor,
    registration: Registration,
    *,
    session: Session,
    way: Way,
    notify: bool = True,
    saved: seating.Saved | None = None,
) -> Participation:
    """Come to a session, or change how: room, web, or in line. What was held is given back and handed on.

    `saved` are the places of somebody who does not come: the one of this session is taken out of it where it fits.
    """
    places.lock([session.pk])
    as_it_stands(registration)
    if registration.cancelled_at:
        raise Changed
    invited = invited_sessions(registration)
    seating.refuse_what_is_closed([Choice(session, way)], invited_to=invited)
    part = registration.participations.filter(session=session).first()
    if part is None:
        part = Participation(registration=registration, session=session)
    elif part.is_live:
        if not _change_way(part, way):
            return part
        return settled(actor, part, "switch", notify=notify)
    part.registration, part.session = registration, session
    if not seating.take_saved(part, way, saved or {}):
        seating.settle(part, way)
    if session.pk in invited:
        _answered(registration, Invitation.State.ACCEPTED)
    return settled(actor, part, "take part", notify=notify)


def _change_way(part: Participation, way: Way) -> bool:
    """Move a live participation; False when it already is as asked. A web seat is kept while its holder is in line."""
    wants_room = way != Way.ONLINE
    if wants_room and part.waits_for == Mode.IN_PERSON:
        return _add_web(part) if way == Way.QUEUE_AND_ONLINE else False
    if part.mode == (Mode.IN_PERSON if wants_room else Mode.ONLINE):
        return _leave_line_for_room(part)
    held = copy.copy(part)
    if wants_room and part.status == Status.ATTENDING and not places.take(part.session_id, Mode.IN_PERSON):
        places.stand_in_line(part.session_id, Mode.IN_PERSON)
        part.waiting_since = timezone.now()
        return True
    if wants_room and part.status == Status.ATTENDING:
        part.mode = Mode.IN_PERSON
    else:
        seating.settle(part, way)
    places.release(held)
    return True


def _add_web(part: Participation) -> bool:
    """Somebody in line for the room follows on the web meanwhile, and keeps the place in line."""
    if part.status == Status.ATTENDING or not places.take(part.session_id, Mode.ONLINE):
        return False
    part.mode, part.status = Mode.ONLINE, Status.ATTENDING
    return True


def _leave_line_for_room(part: Participation) -> bool:
    """Content with the web: the place in line for the room is given up."""
    if part.status != Status.ATTENDING or part.waiting_since is None:
        return False
    places.leave_line(part.session_id, Mode.IN_PERSON)
    part.waiting_since = None
    return True


@in_transaction
def leave(actor: Actor, registration: Registration, *, session: Session, notify: bool = True) -> None:
    """Cancel one part; the freed place goes to the first in line in the same transaction.

    Without `notify` the person is taken to know already; whoever gets the place is written to all the same.
    """
    if session.is_over:
        raise Over
    places.lock([session.pk])
    as_it_stands(registration)
    part = registration.participations.whole().filter(session=session).first()
    if part is None or not part.is_live:
        return
    places.release(part)
    part.status = Status.CANCELLED
    settled(actor, part, "cancel", kind=Kind.CANCELLED, notify=notify)
    invited = invited_sessions(registration)
    if session.pk in invited and not registration.participations.live().filter(session__in=invited).exists():
        _answered(registration, Invitation.State.DECLINED)
    close_if_empty(registration)


@in_transaction
def leave_all(actor: Actor, registration: Registration) -> None:
    """Cancel the whole registration: every part that is still to come."""
    coming = [part.session for part in registration.participations.live().whole() if not part.session.is_over]
    places.lock([session.pk for session in coming])
    for session in coming:
        leave(actor, registration, session=session)


@in_transaction
def register_another(
    actor: Actor,
    registration: Registration,
    *,
    session: Session,
    way: Way,
    details: Details,
    submission: uuid.UUID,
) -> Registration | None:
    """Register somebody else from a confirmed address: the letters come to whoever reads them now.

    An answer to a question that has been removed meanwhile is left out.
    """
    seating.refuse_what_is_closed([Choice(session, way)])
    places.lock([session.pk])
    unique = register.submission_for(submission, session.event)
    if Registration.objects.filter(submission=unique).exists():
        return None
    if details.replies:
        details = replace(details, replies=standing(details.replies))
    reader = registration.addressee
    person = Person(
        organiser=reader.organiser, name=details.name, language=details.language, source="colleague"
    )
    other = register.draft(person, session.event, details, unique)
    other.letters_to = reader
    register.write(actor, person, [other], details)
    part = seating.seat(other, Choice(session, way))
    letter = about(part, seating.letter_kind(part))
    part.save(force_insert=True)
    post(letter)
    return other


def invited_sessions(registration: Registration) -> frozenset[int]:
    """The sessions that the registration's own invitation opens; none once it seats somebody else."""
    if registration.invitation is None or registration.invitation.state in SEATS_NOBODY:
        return frozenset()
    return frozenset(registration.invitation.opens.values_list("session_id", flat=True))


def as_it_stands(registration: Registration) -> None:
    """Lock the registration, after its session, and read it again: another tab may have cancelled it meanwhile."""
    row = Registration.objects.select_for_update(of=("self",)).select_related("invitation")
    now = row.get(pk=registration.pk)
    registration.cancelled_at, registration.invitation = now.cancelled_at, now.invitation


def hand_on(actor: Actor, session: Session) -> None:
    """Whoever is first in line gets the free places of a locked session, and a letter each; `actor` freed them."""
    promoted = places.hand_on(session.pk)
    organiser = session.event.organiser_id
    log.write_all([log.entry(actor, "promote", part, organiser, mode=part.mode) for part in promoted])
    letters = [about(part, Kind.PROMOTED) for part in promoted]
    Participation.objects.bulk_update(promoted, TOLD)
    post(*letters)


def close_if_empty(registration: Registration) -> None:
    """A registration without a live part is over; its invitation may seat its person again."""
    if not registration.participations.live().exists():
        registration.cancelled_at, registration.invitation = timezone.now(), None
        registration.save(update_fields=["cancelled_at", "invitation"])


def _answered(registration: Registration, state: str) -> None:
    invitation = registration.invitation
    if invitation:
        invitation.state, invitation.answered_at = state, timezone.now()
        invitation.save(update_fields=["state", "answered_at"])


def settled(
    actor: Actor,
    part: Participation,
    verb: str,
    *,
    kind: str | None = None,
    notify: bool = True,
    **details: Any,
) -> Participation:
    """Save, log and write about a participation whose places are settled; then see to the line.

    Without `notify` it is marked as told, so that no sweep writes later.
    """
    if part.registration.letters_to_id is None:
        hears_of(actor, part.registration.person)
    letter = about(part, kind or seating.letter_kind(part))
    part.save(update_fields=None if part._state.adding else [*PLACE, *TOLD])
    session = part.session
    log.write(actor, verb, part, session.event.organiser_id, mode=part.mode, status=part.status, **details)
    if notify:
        post(letter)
    hand_on(actor, session)
    return part
