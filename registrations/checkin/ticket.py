"""What a phone's own camera opens from a QR code: the ticket, and no way to anything else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from events.declared import for_token
from events.tokens import Purpose
from registrations.models import Registration
from registrations.public.bearer import opened_by


@for_token("participant")
@require_GET
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    """Name, stop, session, time, state. Whoever holds the code sees this and no more."""
    rows = Registration.objects.filter(erased_at=None).whole()
    registration = opened_by(request, rows, Purpose.TICKET, code)
    parts = registration.participations.select_related("session__room")
    for part in parts:
        part.session.event = registration.event
    return render(request, "checkin/ticket.html", {"registration": registration, "parts": parts})
