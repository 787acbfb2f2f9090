"""/<lang>/demo/: the doors of the example, one for each kind of person. It exists with the example's data only."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from config.example.organisers import HOST, READER, SLUGS, email_for, password_for
from events.actors import SYSTEM
from events.declared import declared
from events.models import Event, Organiser, Session, Tour
from registrations.checkin.devices import create_claim
from registrations.models import Invitation, Participation

SIGN_IN = {"manager": SLUGS[0], "host": HOST, "reader": READER}


@declared(404)
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """GET shows the doors; POST makes a fresh claim for this phone and goes there."""
    tour = _example_tour()
    rehearsed = tour.stops.exclude(rehearsing_since=None).first()
    if request.method == "POST" and rehearsed:
        claim = create_claim(SYSTEM, event=rehearsed, name="Demo")
        return redirect("checkin_claim", claim.token)
    people = {
        person: {"email": email_for(of), "password": password_for(of)} for person, of in SIGN_IN.items()
    }
    return render(
        request, "config/demo.html", people | _invited(tour) | _registered(rehearsed) | {"tour": tour}
    )


def _invited(tour: Tour) -> dict[str, Any]:
    """A leader's own invitation, and one that a secretary answers."""
    rows = Invitation.objects.filter(event__tour=tour, substitute_for=None).order_by("pk")
    return {
        "invitation": rows.filter(letters_to=None).first(),
        "for_leader": rows.exclude(letters_to=None).first(),
    }


def _registered(event: Event | None) -> dict[str, Any]:
    """The stop in rehearsal, its open part, and somebody who comes to it."""
    afternoon = Session.objects.filter(event=event, admission=Session.Admission.OPEN).first()
    part = Participation.objects.attending().filter(session=afternoon).select_related("registration").first()
    return {"event": event, "afternoon": afternoon, "registration": part.registration if part else None}


def _example_tour() -> Tour:
    """The repeat of the example's tour; 404 where anybody but the example organises."""
    tour = Tour.objects.filter(organiser__slug=SLUGS[0], repeats__isnull=False).order_by("pk").first()
    if tour is None or Organiser.objects.exclude(slug__in=SLUGS).exists():
        raise Http404
    return tour


localised: list[URLPattern] = [path("demo/", demo, name="demo")]
