"""Phones at the doors, and the rehearsal in which they can be tried."""

from base64 import b64encode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.actions.rehearsing import start_rehearsal, stop_rehearsal
from events.organiser.team import TeamRequest, editable_event, editors_only, editors_post
from events.refusals import Refused
from registrations import qr
from registrations.checkin.devices import create_claim
from registrations.organiser.forms import ClaimForm


@editors_only()
def claim(request: TeamRequest, slug: str) -> HttpResponse:
    """Make a code for one phone; it is shown in the answer to the POST and never again."""
    event = editable_event(request.actor, slug)
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = create_claim(request.actor, event=event, name=form.cleaned_data["name"])
        link = settings.SITE_URL + reverse("checkin_claim", kwargs={"token": made.token})
        picture = f"data:image/png;base64,{b64encode(qr.png(link)).decode()}"
        shown = {"event": event, "claim": made, "link": link, "picture": picture}
        return render(request, "organiser/claimed.html", shown)
    return render(request, "organiser/claim.html", {"event": event, "form": form})


@editors_post()
@require_POST
def rehearsal(request: TeamRequest, slug: str) -> HttpResponse:
    """Start a rehearsal, or with `stop` end it."""
    event = editable_event(request.actor, slug)
    try:
        if "stop" in request.POST:
            stop_rehearsal(request.actor, event)
            messages.success(request, _("The rehearsal is over."))
        else:
            start_rehearsal(request.actor, event)
            messages.success(request, _("The rehearsal is on: doors and watch pages work as on the day."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk_event", slug=event.slug)
