"""All that is missing or does not go together, of a stop and of a whole tour: the lists of every floor on one page.

It stands up here because it reads the rows of all floors; each line leads to the page that mends it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from events import conflicts, readiness
from events.actors import Actor
from events.lacks import Lack, Lacks, in_order, together
from events.models import Event
from events.organiser.team import TeamRequest, editable_tour, editors_read, own_events
from registrations import readiness as people
from webcast import readiness as webcasts


@dataclass(frozen=True, slots=True)
class Group:
    """What one stop lacks; or the tour itself, and then there is no event."""

    event: Event | None
    blocking: list[Lack]
    warnings: list[Lack]


@editors_read()
def desk_missing(request: TeamRequest, slug: str) -> HttpResponse:
    """Of one event. The way between stops is looked at from its whole tour."""
    rows = own_events(request.actor).editable_by(request.actor)
    event = get_object_or_404(readiness.at_hand(rows), slug=slug)
    beside = (
        list(readiness.at_hand(own_events(request.actor).filter(tour=event.tour))) if event.tour else [event]
    )
    (group,) = _groups(request.actor, [event], beside)
    page = {"event": event, "may_edit": True, "here": "missing", "group": group}
    return render(request, "webcast/desk/missing.html", page)


@editors_read()
def desk_tour_missing(request: TeamRequest, slug: str) -> HttpResponse:
    """Of the tour itself and of each of its stops, in as many statements for one stop as for sixty."""
    tour = editable_tour(request.actor, slug)
    stops = list(readiness.at_hand(own_events(request.actor).filter(tour=tour)))
    blocking, warnings = _parted([*readiness.of_tour(tour), *people.of_tour(tour)])
    page = {
        "tour": tour,
        "here": "missing",
        "group": Group(None, blocking, warnings),
        "groups": _groups(request.actor, stops, stops),
    }
    return render(request, "webcast/desk/missing.html", page)


def _groups(actor: Actor, events: Sequence[Event], beside: Sequence[Event]) -> list[Group]:
    """`beside`: the events among which the ways and clashes are looked for."""
    found: Lacks = together(conflicts.of(actor, beside), people.of(actor, events), webcasts.of(events))
    return [
        Group(event, *_parted(in_order([*readiness.of_whole(event), *found[event.pk]]))) for event in events
    ]


def _parted(lacks: Sequence[Lack]) -> tuple[list[Lack], list[Lack]]:
    return [lack for lack in lacks if lack.blocks], [lack for lack in lacks if not lack.blocks]
