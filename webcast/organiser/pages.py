"""How a session's webcast goes: state, numbers, and what the viewers are told."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from events import when
from events.models import Session
from events.organiser.team import TeamRequest, editable_session, editors_only, editors_post, editors_read
from events.refusals import Refused
from webcast import actions, gate, presence
from webcast.models import webcast_of
from webcast.organiser.forms import DetailsForm, TroubleForm

VERBS = {
    "live": actions.go_live,
    "end": actions.end,
    "clock": actions.go_by_the_clock,
    "questions": actions.take_questions,
    "no_questions": actions.take_no_questions,
}


@editors_read()
def overview(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    return render(request, "webcast/desk/overview.html", about(session) | _how_it_goes(session))


@editors_post()
def do(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """`verb`: live, end or clock; and questions or no_questions, which lead to the moderator's page."""
    session = editable_session(request.actor, uuid)
    asked = request.POST.get("verb", "")
    verb = VERBS.get(asked)
    try:
        if verb:
            verb(request.actor, session)
            messages.success(request, _("The watch page shows it within half a minute."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk_audience" if "questions" in asked else "desk_webcast", uuid=session.uuid)


@editors_only()
def trouble(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    form = TroubleForm(request.POST or None, webcast=webcast_of(session))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.tell_trouble(request.actor, session, trouble=told["trouble"], text=told["text"].data)
        messages.success(request, _("The watch page shows it within half a minute."))
        return redirect("desk_webcast", uuid=session.uuid)
    page = {"form": form, "title": _("Tell the viewers"), "button": _("Tell the viewers")}
    return render(request, "webcast/desk/form.html", about(session) | page)


@editors_only()
def details(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    form = DetailsForm(request.POST or None, webcast=webcast_of(session))
    if request.method == "POST" and form.is_valid():
        actions.change_webcast(request.actor, session, **form.columns)
        messages.success(request, _("Saved."))
        return redirect("desk_webcast", uuid=session.uuid)
    page = {"form": form, "title": _("Telephone, slides, help and viewers"), "button": _("Save")}
    return render(request, "webcast/desk/form.html", about(session) | page)


def about(session: Session) -> dict[str, Any]:
    """What every page of the webcast says above its own."""
    return {"session": session, "event": session.event, "webcast": webcast_of(session), "may_edit": True}


def _how_it_goes(session: Session) -> dict[str, Any]:
    now, streams = timezone.now(), list(session.streams.all())
    opens = gate.opens_at(session, streams)
    return {
        "streams": streams,
        "state": gate.state(session, streams, now),
        "opens": when.moment(opens, session.zone) if opens else "",
        "pressed": gate.went_live_at(session) or gate.ended_at(session),
        "is_the_day": gate.is_the_day(session, now),
        "audience": presence.audience(session, now),
    }
