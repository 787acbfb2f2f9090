"""Name badges for a stop or one session of it, as a file to print. Every file is logged."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation

from events import log
from events.export import download
from events.models import Event, Session
from events.organiser.team import TeamRequest, editable_event, editors_read
from registrations.attendance.badges import as_pdf, badges_of
from registrations.attendance.sheet import NotTypeset
from registrations.organiser.participants.purpose import Purpose


@editors_read()
def badges_pdf(request: TeamRequest, slug: str) -> HttpResponse:
    """`?session=` for one session only, `?language=` else the first of the event."""
    event = editable_event(request.actor, slug)
    session, language = _session(request, event), _language(request, event)
    with translation.override(language):
        badges = badges_of(request.actor, event, session)
    try:
        pdf = as_pdf(event, badges, language)
    except NotTypeset as refused:
        messages.error(request, str(refused))
        return redirect("desk_event", slug=event.slug)
    log.write(
        request.actor,
        "print badges",
        session or event,
        event.organiser_id,
        format="pdf",
        count=len(badges),
        purpose=Purpose.ARRANGEMENTS.value,
    )
    own = f"-{language}" if "language" in request.GET else ""
    return download(pdf, name=f"badges-{event.slug}{own}.pdf", content_type="application/pdf")


def _session(request: TeamRequest, event: Event) -> Session | None:
    """The session asked for, or 404 if it is none of this event."""
    asked = request.GET.get("session", "")
    if not asked:
        return None
    try:
        uuid = UUID(asked)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(event.sessions.all(), uuid=uuid)


def _language(request: TeamRequest, event: Event) -> str:
    known = [code for code, _name in settings.LANGUAGES]
    wanted = [request.GET.get("language", ""), *event.languages, request.actor.user.language]
    return next(code for code in wanted if code in known)
