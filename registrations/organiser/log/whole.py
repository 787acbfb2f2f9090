"""The log of everything that the actor's teams organise: tours, stops, people, the team itself."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from events.actors import Actor
from events.models import Event, LogEntry, TeamMember, Tour
from events.organiser.team import TeamRequest, desk, own_events
from registrations.organiser.log.names import names_of
from registrations.organiser.log.page import (
    ACTORS,
    day_of,
    during,
    groups_of,
    line_of,
    newest,
    of_verb,
)
from registrations.organiser.log.sentences import GROUPS, WIDER

MOST_EVENTS = 300
FILTERS = ("tour", "stop", "who", "what", "from", "to")


@desk(foreign_editor=200)
def organiser_log(request: TeamRequest) -> HttpResponse:
    """`?tour=`, `?stop=`, `?who=`, `?what=`, `?from=` and `?to=` narrow it; `?before=` goes on."""
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    tours, stops = _tours(request.actor), list(own_events(request.actor).order_by("-date")[:MOST_EVENTS])
    people = list(_colleagues(request.actor))
    found = _own(request.actor).filter(_narrowed(asked, tours, stops, people))
    shown, more = newest(request, found.select_related("user", "event__tour"))
    names = names_of(request.actor, shown)
    return render(
        request,
        "organiser/log_whole.html",
        {
            "here": "log",
            "lines": [(entry.event, line_of(entry, names)) for entry in shown],
            "older": shown[-1].pk if more else None,
            "later": "before" in request.GET,
            "tours": [(tour, tour.slug == asked["tour"]) for tour in tours],
            "stops": [(stop, stop.slug == asked["stop"]) for stop in stops],
            "actors": [(value, name, value == asked["who"]) for value, name in ACTORS.items()],
            "people": [(each, str(each.uuid) == asked["who"]) for each in people],
            "groups": groups_of(asked["what"], (*WIDER, *GROUPS)),
            "first": asked["from"] if day_of(asked["from"]) else "",
            "last": asked["to"] if day_of(asked["to"]) else "",
            "narrowed": any(asked.values()),
        },
    )


def _own(actor: Actor) -> QuerySet[LogEntry]:
    """What was done to rows that the actor's teams may read; of whom only stops are told, nothing of the whole."""
    told = actor.team_rows("organiser", tour="event__tour", event="event")
    if any(membership.tour_ids for membership in actor.team):
        tours = Tour.objects.filter(actor.team_rows("organiser", tour="pk"))
        told |= Q(target="tour", target_uuid__in=tours.values("uuid"))
    return LogEntry.objects.filter(told)


def _tours(actor: Actor) -> list[Tour]:
    """Those of which something may be told, newest first."""
    reachable = Q(pk__in=own_events(actor).values("tour")) | actor.team_rows("organiser", tour="pk")
    return list(Tour.objects.filter(reachable).with_first_day().order_by("-pk"))


def _colleagues(actor: Actor) -> QuerySet[TeamMember]:
    """Of the teams that the actor is in for the whole; others learn from the lines who did what."""
    return (
        TeamMember.objects.filter(actor.team_rows("organiser")).select_related("user").order_by("user__name")
    )


def _narrowed(
    asked: dict[str, str], tours: Sequence[Tour], stops: Sequence[Event], people: Sequence[TeamMember]
) -> Q:
    """What is unknown narrows nothing, but a tour or a stop that is not the reader's leaves nothing."""
    zone = timezone.get_default_timezone()
    found = of_verb(asked["what"]) & during(day_of(asked["from"]), day_of(asked["to"]), zone)
    if slug := asked["tour"]:
        tour = next((each for each in tours if each.slug == slug), None)
        found &= Q(event__tour=tour) | Q(target="tour", target_uuid=tour.uuid) if tour else Q(pk__in=[])
    if slug := asked["stop"]:
        stop = next((each for each in stops if each.slug == slug), None)
        found &= Q(event=stop) if stop else Q(pk__in=[])
    return found & _by(asked["who"], people)


def _by(who: str, people: Sequence[TeamMember]) -> Q:
    if who in ACTORS:
        return Q(actor_kind=who)
    known: dict[str, Any] = {str(each.uuid): each.user_id for each in people}
    return Q(user=known[who]) if who in known else Q()
