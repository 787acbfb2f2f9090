"""Reach: the map, the numbers of people with the gaps by name, and plots; each picture with its facts beside it."""

import functools
from collections.abc import Sequence

from django.core.cache import cache
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render

from events.actors import Actor
from events.models import Event, Tour
from events.organiser.team import TeamRequest, desk
from registrations.models import OrganisationAlias, Question
from registrations.organiser import figures, live, plots
from registrations.organiser.tour import days_of, lines_of, tour_and_stops
from registrations.reach.coverage import Coverage, coverage_of
from registrations.reach.drawing import draw

SECONDS = 60


@desk(host=200)
def reach(request: TeamRequest, slug: str) -> HttpResponse:
    """The stops of a tour that the reader's teams may see, and the people at those."""
    tour, stops = tour_with_places(request.actor, slug)
    found = at_most_a_minute_old(tour, stops)
    came = figures.arrivals_at(stops)
    lines = [(line.event, line.figures) for line in lines_of(stops)]
    drawn = [plots.by_stop(lines), plots.by_day(days_of(stops))]
    drawn += [plots.arrivals(stop, came[stop.pk]) for stop in stops]
    context = {
        "tour": tour,
        "stops": stops,
        "coverage": found,
        "map": draw(stops, found.regions, found.count),
        "plots": [plot for plot in drawn if plot],
        "may_edit": Tour.objects.editable_by(request.actor).filter(pk=tour.pk).exists(),
        "may_take": Event.objects.editable_by(request.actor).filter(tour=tour).exists(),
        "asks": Question.objects.at(stops).exists(),
        "here": "desk",
    }
    return render(request, "organiser/reach/reach.html", context)


def tour_with_places(actor: Actor, slug: str) -> tuple[Tour, list[Event]]:
    """The tour and the actor's stops of it, with their regions; else 404."""
    tour, stops = tour_and_stops(actor, slug)
    prefetch_related_objects(stops, "regions", "venue__municipality__region")
    return tour, stops


def at_most_a_minute_old(tour: Tour, stops: Sequence[Event]) -> Coverage:
    """People are counted one by one, which takes longer the more there are. Whoever tidies sees at once what came of it."""
    decided = OrganisationAlias.objects.filter(organiser=tour.organiser_id).count()
    key = live.etag_of(("reach", tour.pk, decided, [stop.pk for stop in stops]))
    found = cache.get_or_set(key, functools.partial(coverage_of, tour, stops), SECONDS)
    return found or coverage_of(tour, stops)
