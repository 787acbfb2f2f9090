"""Publish: what is missing, each with the way to mend it; then one button. And the pages as they will be seen."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import readiness, when
from events.actions import scheduled
from events.actions.publishing import publish_event, publish_tour, publish_with_stops
from events.lacks import Lack
from events.models import Event, Session, Tour
from events.organiser.fields import MomentField
from events.organiser.team import TeamRequest, editable_event, editable_tour, editors_only, editors_read
from events.public import pages
from events.public.listing import Stop
from events.refusals import Refused


class PublishAtForm(forms.Form):
    """When the tour publishes itself, on the clock of its first stop."""

    at = MomentField(label=gettext_lazy("Publish on this day, at this time"))

    def __init__(self, *args: Any, stop: Event | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = stop.zone if stop else MomentField.zone
        cast("MomentField", self.fields["at"]).zone = self.zone


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
    sent = request.POST if "at" in request.POST else None
    form = PublishAtForm(
        sent, initial={"at": tour.publish_at}, stop=tour.stops.select_related("venue").first()
    )
    if request.method == "POST" and not form.is_bound:
        return _called_off(request, tour) if "off" in request.POST else _published(request, tour)
    if form.is_valid() and _scheduled(request, tour, form):
        return redirect(request.path)
    page = {"tour": tour, "form": form, "preview": reverse("desk_tour_preview", args=[slug])}
    if tour.publish_at:
        page |= {"at": when.moment(tour.publish_at, form.zone), "set_by": scheduled.set_by(tour)}
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


def _scheduled(request: TeamRequest, tour: Tour, form: PublishAtForm) -> bool:
    """Set the time; a refusal stands in the form."""
    try:
        scheduled.set_publication(request.actor, tour, at=form.cleaned_data["at"])
    except Refused as refused:
        form.add_error("at", str(refused))
        return False
    messages.success(request, _("The time of the publication is set."))
    return True


def _called_off(request: TeamRequest, tour: Tour) -> HttpResponse:
    scheduled.call_off_publication(request.actor, tour)
    messages.success(request, _("The tour waits until somebody publishes it."))
    return redirect(request.path)


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
