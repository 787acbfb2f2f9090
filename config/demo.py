"""/<lang>/demo/: the doors of the example, one for each kind of person. It exists with the example's data only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from config.example.organisers import SLUGS, email_for, password_for
from events.actors import SYSTEM
from events.declared import declared
from events.models import Organiser, Session, Tour
from registrations.checkin.devices import create_claim
from registrations.models import Invitation, Participation


@declared(404)
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """GET shows the doors; POST makes a fresh claim for this phone and goes there."""
    tour = _example_tour()
    rehearsed = tour.stops.exclude(rehearsing_since=None).first()
    if request.method == "POST" and rehearsed:
        claim = create_claim(SYSTEM, event=rehearsed, name="Demo")
        return redirect("checkin_claim", claim.token)
    afternoon = Session.objects.filter(event=rehearsed, admission=Session.Admission.OPEN).first()
    part = Participation.objects.attending().filter(session=afternoon).select_related("registration").first()
    context = {
        "tour": tour,
        "event": rehearsed,
        "afternoon": afternoon,
        "registration": part.registration if part else None,
        "invitation": Invitation.objects.filter(
            event__tour=tour, letters_to=None, substitute_for=None
        ).first(),
        "email": email_for(SLUGS[0]),
        "password": password_for(SLUGS[0]),
    }
    return render(request, "config/demo.html", context)


def _example_tour() -> Tour:
    """The repeat of the example's tour; 404 where anybody but the example organises."""
    tour = Tour.objects.filter(organiser__slug=SLUGS[0], repeats__isnull=False).order_by("pk").first()
    if tour is None or Organiser.objects.exclude(slug__in=SLUGS).exists():
        raise Http404
    return tour


localised: list[URLPattern] = [path("demo/", demo, name="demo")]
