"""The sign for the door of a session that is streamed or recorded. It names nobody, so the whole team may print it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from events import filming
from events.export import download
from events.organiser.team import TeamRequest, desk, own_session
from registrations.attendance.frozen.files import languages_of, which
from registrations.attendance.sheet import NotTypeset
from registrations.attendance.sign import as_pdf


@desk()
def sign_pdf(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """A page for each language of the event; 404 for a session without a room, cancelled, or with nothing to tell."""
    session = own_session(request.actor, uuid)
    if not filming.has_sign(session):
        raise Http404
    try:
        pdf = as_pdf(session, languages_of(session, get_language() or "fi"))
    except NotTypeset as refused:
        messages.error(request, str(refused))
        return redirect("desk_attendance", uuid=uuid)
    return download(pdf, name=f"sign-{which(session)}.pdf", content_type="application/pdf")
