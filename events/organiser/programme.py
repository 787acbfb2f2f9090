"""The tour's programme: its parts, and how they are at each stop. What a change means stands a floor above."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from events.actions.programme import adopt_day
from events.organiser.team import TeamRequest, editable_tour, editors_post, editors_read
from events.programme import overview
from events.refusals import Refused


@editors_read()
def desk_programme(request: TeamRequest, slug: str) -> HttpResponse:
    """The parts of the day; for a tour without a programme, the stops of which one may give it."""
    tour = editable_tour(request.actor, slug)
    stops = overview.stops_of(tour)
    page = {"tour": tour, "here": "programme", "heading": _("Programme of the tour"), "stops": stops}
    page["parts"] = overview.parts_of(tour, stops)
    page["models"] = [stop for stop in stops if stop.sessions.all()]
    return render(request, "organiser/programme.html", page)


@editors_post()
def desk_programme_begin(request: TeamRequest, slug: str) -> HttpResponse:
    """Make one stop's day the programme of the tour."""
    tour = editable_tour(request.actor, slug)
    stop = next((each for each in tour.stops.all() if each.slug == request.POST.get("stop")), None)
    if stop is None:
        raise Http404
    try:
        adopt_day(request.actor, stop)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is the programme of the tour now. Nothing has changed at the stops."))
    return redirect("desk_programme", slug=slug)
