"""The touring party: somebody who comes along to every stop is registered once for all of them."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Session, Tour
from events.models.session import Mode
from events.overlaps import takes_place
from events.refusals import Refused
from events.transactions import in_transaction
from registrations import places
from registrations.actions import by_hand, register
from registrations.actions.by_hand import Newcomer, Reason, Seat
from registrations.actions.details import Way
from registrations.models import Participation, Registration
from registrations.models.person import normal_email
from registrations.models.registration import ON_THE_ROAD


class NowhereToGo(Refused):
    sentence = _("There is no stop to come where people meet.")


@in_transaction
def come_along(
    actor: Actor, tour: Tour, newcomer: Newcomer, *, seated: bool, submission: uuid.UUID, notify: bool = True
) -> int:
    """Register somebody for every session in a room that is still to come; returns at how many stops.

    All or nothing: one person, and one registration a stop. `seated`: with one of the room's places, over capacity
    if need be. What they are registered for already stays as it is, and the same submission changes nothing.
    Raises NotAllowed, NowhereToGo, AnothersAddress.
    """
    editor_only(actor, tour)
    sessions = coming(tour)
    if not sessions:
        raise NowhereToGo
    places.lock([session.pk for session in sessions])
    events = {session.event_id for session in sessions}
    if not _came_before(sessions, submission):
        _take_roles(actor, events, newcomer)
        for session in sessions:
            seat = Seat(session, Way.IN_PERSON, Reason.SPEAKS if seated else "", unseated=not seated)
            newcomer = _added(actor, newcomer, seat, submission, notify=notify)
    return len(events)


def _same(submission: uuid.UUID, session: Session) -> uuid.UUID:
    return uuid.uuid5(submission, str(session.uuid))


def _came_before(sessions: Sequence[Session], submission: uuid.UUID) -> bool:
    made = [register.submission_for(_same(submission, each), each.event) for each in sessions]
    return Registration.objects.filter(submission__in=made).exists()


def _take_roles(actor: Actor, events: Collection[int], newcomer: Newcomer) -> None:
    """Whoever registered before without a role has this one now, also where they are in every part already."""
    if newcomer.email:
        rows = Registration.objects.live().whole().filter(person__email=normal_email(newcomer.email))
        for registration in rows.filter(event__in=events).order_by("pk"):
            by_hand.take_role(actor, registration, newcomer.role)


def _added(actor: Actor, newcomer: Newcomer, seat: Seat, submission: uuid.UUID, *, notify: bool) -> Newcomer:
    """Adds them, and returns who they are: somebody without an address is found again by nothing else."""
    same = _same(submission, seat.session)
    try:
        registration = by_hand.add(actor, newcomer, seat, submission=same, notify=notify)
    except by_hand.AlreadyHere:
        return newcomer
    return replace(newcomer, person=registration.person)


def coming(tour: Tour) -> list[Session]:
    """The sessions of the tour that are still to come and have a room, by primary key."""
    rows = Session.objects.whole().filter(event__tour=tour, status=Session.Status.SCHEDULED).order_by("pk")
    meets = (row for row in rows.exclude(event__status=Event.Status.CANCELLED) if Mode.IN_PERSON in row.modes)
    return [row for row in meets if takes_place(row.event) and not row.is_over]


def members(tour: Tour) -> list[Participation]:
    """The live parts of speakers and staff, by name; each with its registration, person and session."""
    rows = Participation.objects.live().filter(registration__role__in=ON_THE_ROAD, session__event__tour=tour)
    with_all = rows.select_related("registration__person", "session__event")
    return list(
        with_all.order_by("registration__sort_key", "registration__person", "session__starts_at", "pk")
    )
