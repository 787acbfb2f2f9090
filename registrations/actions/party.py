"""The touring party: somebody who comes along to every stop is registered once for all of them."""

import uuid

from django.utils.translation import gettext_lazy as _

from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Session, Tour
from events.models.session import Mode
from events.overlaps import takes_place
from events.refusals import Refused
from events.transactions import in_transaction
from registrations import places
from registrations.actions import by_hand
from registrations.actions.by_hand import Newcomer, Reason, Seat
from registrations.actions.details import Way
from registrations.models import Participation
from registrations.models.registration import ON_THE_ROAD


class NowhereToGo(Refused):
    sentence = _("There is no stop to come where people meet.")


@in_transaction
def come_along(
    actor: Actor, tour: Tour, newcomer: Newcomer, *, seated: bool, submission: uuid.UUID, notify: bool = True
) -> int:
    """Register somebody for every session in a room that is still to come; returns at how many stops.

    All or nothing, one registration a stop. `seated`: with one of the room's places, over capacity if need be. What
    they are registered for already stays as it is, and the same submission changes nothing.
    Raises NotAllowed, NowhereToGo, AnothersAddress.
    """
    editor_only(actor, tour)
    sessions = coming(tour)
    if not sessions:
        raise NowhereToGo
    places.lock([session.pk for session in sessions])
    for session in sessions:
        seat = Seat(session, Way.IN_PERSON, Reason.SPEAKS if seated else "", unseated=not seated)
        _add(actor, newcomer, seat, submission, notify=notify)
    return len({session.event_id for session in sessions})


def _add(actor: Actor, newcomer: Newcomer, seat: Seat, submission: uuid.UUID, *, notify: bool) -> None:
    same = uuid.uuid5(submission, str(seat.session.uuid))
    try:
        by_hand.add(actor, newcomer, seat, submission=same, notify=notify)
    except by_hand.AlreadyHere:
        return


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
