"""Publish: what is missing, each with the way to mend it; then one button. And the pages as they will be seen."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from events import readiness
from events.actions.publishing import publish_event, publish_tour, publish_with_stops
from events.lacks import Lack
from events.models import Event, Session, Tour
from events.organiser.team import TeamRequest, editable_event, editable_tour, editors_only, editors_read
from events.public import pages
from events.public.listing import Stop
from events.refusals import Refused

OUTLINED = Prefetch(
    "sessions", Session.objects.filter(listing=Session.Listing.OUTLINE).select_related("room")
)


@editors_only()
def desk_publish(request: TeamRequest, slug: str) -> HttpResponse:
    event = editable_event(request.actor, slug)
    if request.method == "POST":
        return _published(request, event)
    page = {"event": event, "may_edit": True, "preview": reverse("desk_preview", args=[slug])}
    return _page(request, event, page | {"public": reverse("event", args=[slug])}, readiness.of_event(event))


@editors_only()
def desk_tour_publish(request: TeamRequest, slug: str) -> HttpResponse:
    tour = editable_tour(request.actor, slug)
    if request.method == "POST":
        return _published(request, tour)
    page = {"tour": tour, "preview": reverse("desk_tour_preview", args=[slug])}
    drafts = tour.stops.filter(status=Event.Status.DRAFT)
    public = {"public": reverse("tour", args=[slug]), "drafts": drafts}
    return _page(request, tour, page | public, readiness.of_tour(tour))


@editors_read()
def desk_preview(request: TeamRequest, slug: str) -> HttpResponse:
    """The event's page as a participant will see it, in the language of `?language=`."""
    rows = Event.objects.editable_by(request.actor).select_related("organiser", "tour", "venue__municipality")
    event = get_object_or_404(rows.prefetch_related("regions", OUTLINED, "sessions__items"), slug=slug)
    return _preview(request, "events/event.html", event, lambda: pages.about_event(event))


@editors_read()
def desk_tour_preview(request: TeamRequest, slug: str) -> HttpResponse:
    """The tour's page with all of its stops, published or not."""
    tour = editable_tour(request.actor, slug)
    rows = tour.stops.select_related("tour", "venue__municipality").prefetch_related(OUTLINED)
    return _preview(request, "events/tour.html", tour, lambda: pages.about_tour(tour, list(map(Stop, rows))))


def _published(request: TeamRequest, what: Tour | Event) -> HttpResponse:
    try:
        if isinstance(what, Tour):
            publish = publish_with_stops if "stops" in request.POST else publish_tour
            publish(request.actor, what)
        else:
            publish_event(request.actor, what)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is published."))
    return redirect(request.path)


def _page(request: TeamRequest, what: Tour | Event, page: dict[str, Any], lacks: list[Lack]) -> HttpResponse:
    page |= {
        "what": what,
        "here": "publish",
        "heading": _("Publish"),
        "blocking": [lack for lack in lacks if lack.blocks],
        "warnings": [lack for lack in lacks if not lack.blocks],
    }
    return render(request, "organiser/publish.html", page)


def _preview(request: TeamRequest, template: str, what: Tour | Event, about: Any) -> HttpResponse:
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else request.actor.user.language
    with translation.override(language):
        draft = what.status == what.Status.DRAFT
        response = render(request, template, {**about(), "preview": True, "draft": draft})
    response.headers["Content-Language"] = language
    return response
