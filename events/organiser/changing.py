"""Edit a tour, an event, and the place where it is: texts and facts about which nobody is written to."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.actions.texts import edit
from events.actions.venues import change_venue
from events.models import Event, Tour
from events.organiser.editing import answer, posted
from events.organiser.forms import EventForm, TourForm, VenueForm
from events.organiser.team import TeamRequest, editable_event, editable_tour, editors_only
from events.readiness import required_languages

SAVED = _("It is saved.")


@editors_only()
def desk_edit(request: TeamRequest, slug: str) -> HttpResponse:
    """The event's own texts; those of its sessions have pages of their own."""
    event = editable_event(request.actor, slug)
    published = event.status != Event.Status.DRAFT
    form = EventForm(posted(request), row=event, required=required_languages(event), now=published)

    def act() -> str:
        edit(request.actor, event, seen=form.stamp, **form.facts)
        return reverse("desk_edit", args=[slug])

    page = {"event": event, "here": "texts", "heading": _("Title, languages and regions")}
    return answer(request, "organiser/edit.html", form, act, SAVED, may_edit=True, **page)


@editors_only()
def desk_venue_edit(request: TeamRequest, slug: str) -> HttpResponse:
    """What is said of the event's place. 404 while it has none."""
    event = editable_event(request.actor, slug)
    venue = event.venue
    if venue is None:
        raise Http404
    form = VenueForm(posted(request), row=venue, required=required_languages(event))

    def act() -> str:
        change_venue(request.actor, venue, seen=form.stamp, **form.facts)
        return reverse("desk_venue_edit", args=[slug])

    page = {"event": event, "here": "place", "heading": _("The place"), "shared": True}
    return answer(request, "organiser/edit.html", form, act, SAVED, may_edit=True, **page)


@editors_only()
def desk_tour_edit(request: TeamRequest, slug: str) -> HttpResponse:
    tour = editable_tour(request.actor, slug)
    published = tour.status != Tour.Status.DRAFT
    required = tour.organiser.required_languages
    form = TourForm(posted(request), row=tour, required=required, now=published)

    def act() -> str:
        edit(request.actor, tour, seen=form.stamp, **form.facts)
        return reverse("desk_tour_edit", args=[slug])

    page = {"tour": tour, "here": "texts", "heading": _("Titles, summary and languages")}
    return answer(request, "organiser/edit.html", form, act, SAVED, **page)
