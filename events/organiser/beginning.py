"""Begin something new, as a draft that nobody sees; and take a session away that nobody has seen."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.actions import beginning
from events.actions.programme import add_stop
from events.models import Event, Organiser, Tour
from events.organiser.editing import answer, posted
from events.organiser.forms import NewMeetingForm, NewSessionForm, NewStopForm, NewTourForm
from events.organiser.team import (
    TeamRequest,
    editable_event,
    editable_session,
    editable_tour,
    editors_only,
    editors_post,
)
from events.readiness import required_languages
from events.refusals import Refused

BEGUN = _("The draft is there. Only your team sees it before it is published.")


@editors_only(foreign_editor=200, host=404)
def desk_tour_new(request: TeamRequest) -> HttpResponse:
    form = NewTourForm(posted(request), organisers=_organisers(request))

    def act() -> str:
        tour = beginning.new_tour(request.actor, **form.cleaned_data)
        return reverse("desk_tour_edit", args=[tour.slug])

    begun = Tour.objects.editable_by(request.actor).filter(stops=None)
    page = {"here": "desk", "heading": _("New tour"), "button": _("Begin the tour"), "begun": begun}
    return answer(request, "organiser/begin.html", form, act, BEGUN, memo=True, **page)


@editors_only(foreign_editor=200, host=404)
def desk_meeting_new(request: TeamRequest) -> HttpResponse:
    form = NewMeetingForm(posted(request), organisers=_organisers(request))

    def act() -> str:
        meeting = beginning.new_meeting(request.actor, **form.cleaned_data)
        return reverse("desk_edit", args=[meeting.slug])

    page = {"here": "desk", "heading": _("New meeting"), "button": _("Begin the meeting")}
    return answer(request, "organiser/begin.html", form, act, BEGUN, **page)


@editors_only()
def desk_stop_new(request: TeamRequest, slug: str) -> HttpResponse:
    tour = editable_tour(request.actor, slug)
    form = NewStopForm(posted(request))

    def act() -> str:
        stop = add_stop(request.actor, tour, **form.cleaned_data)
        return reverse("desk_edit", args=[stop.slug])

    page = {"tour": tour, "here": "stop", "heading": _("New stop"), "button": _("Add the stop")}
    return answer(request, "organiser/begin.html", form, act, BEGUN, **page)


@editors_only()
def desk_session_new(request: TeamRequest, slug: str) -> HttpResponse:
    event = editable_event(request.actor, slug)
    published = event.status != Event.Status.DRAFT
    form = NewSessionForm(posted(request), event=event, required=required_languages(event), now=published)

    def act() -> str:
        session = beginning.add_session(request.actor, event, **form.facts)
        return reverse("desk_session_edit", args=[session.uuid])

    page = {"event": event, "may_edit": True, "here": "session", "heading": _("New session")}
    page |= {"button": _("Add the session"), "seen_at_once": event.status == Event.Status.PUBLISHED}
    return answer(request, "organiser/begin.html", form, act, _("The session is added."), **page)


@editors_post()
def desk_session_remove(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Remove a session that nobody has seen."""
    session = editable_session(request.actor, uuid)
    try:
        beginning.remove_session(request.actor, session)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk_session_edit", uuid=uuid)
    messages.success(request, gettext("The session is removed."))
    return redirect("desk_edit", slug=session.event.slug)


def _organisers(request: TeamRequest) -> QuerySet[Organiser]:
    """Those for whom the user may begin something, else 404."""
    if not request.actor.begins_for:
        raise Http404
    return Organiser.objects.filter(pk__in=request.actor.begins_for)
