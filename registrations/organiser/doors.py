"""Phones at the doors of an event, and the rehearsal in which they can be tried."""

from base64 import b64encode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions.rehearsing import start_rehearsal, stop_rehearsal
from events.organiser.team import (
    TeamRequest,
    desk,
    editable_event,
    editors_only,
    editors_post,
    may_edit,
    own_events,
)
from events.refusals import Refused
from registrations import qr
from registrations.checkin import hours
from registrations.checkin.devices import create_claim, revoke, withdraw_claim
from registrations.models import Device, DeviceClaim
from registrations.organiser.forms import ClaimForm


@desk()
def doors(request: TeamRequest, slug: str) -> HttpResponse:
    """The phones in use and the codes that wait for one; below them what is no longer good."""
    event = get_object_or_404(own_events(request.actor), slug=slug)
    real = Count("scans", filter=Q(scans__rehearsal=event.rehearsing))
    devices = list(Device.objects.filter(event=event).annotate(number=real).order_by("name", "pk"))
    claims = DeviceClaim.objects.filter(event=event, used_at=None).order_by("-expires_at")
    now = timezone.now()
    return render(
        request,
        "organiser/doors.html",
        {
            "event": event,
            "may_edit": may_edit(request.actor, event),
            "over": hours.is_over(event),
            "in_use": [device for device in devices if device.revoked_at is None],
            "revoked": [device for device in devices if device.revoked_at],
            "waiting": [claim for claim in claims if claim.expires_at > now],
            "expired": [claim for claim in claims if claim.expires_at <= now],
        },
    )


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
def close_door(request: TeamRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take a phone out of use, or a code that no phone has used yet."""
    event = editable_event(request.actor, slug)
    if device := Device.objects.filter(event=event, uuid=uuid).first():
        revoke(request.actor, device)
        messages.success(request, _("The phone opens no door any more: %(name)s.") % {"name": device.name})
    elif unused := DeviceClaim.objects.filter(event=event, uuid=uuid).first():
        withdraw_claim(request.actor, unused)
        messages.success(request, _("The code works no more: %(name)s.") % {"name": unused.name})
    else:
        raise Http404
    return redirect("desk_doors", slug=slug)


@editors_post()
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
