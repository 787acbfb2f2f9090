"""The same verbs for a whole stop: all its sessions together."""

import functools

from django.http import HttpResponse

from events.actions import moves, sessions, stops
from events.organiser.editing import posted
from events.organiser.team import TeamRequest, editable_event, editors_only
from registrations.actions.reinstate import reinstate as reinstated
from registrations.organiser.changes import verbs
from registrations.organiser.changes.forms import MessageForm, StopDayForm, StopPlaceForm
from registrations.organiser.changes.page import Change, answer, asked


@editors_only()
def reschedule(request: TeamRequest, slug: str) -> HttpResponse:
    event = editable_event(request.actor, slug)
    form = StopDayForm(posted(request), event=event)

    def act() -> None:
        given = form.cleaned_data
        stops.reschedule_event(request.actor, event, date=given["date"], minutes=given["minutes"] or 0)

    return answer(request, Change(verbs.RESCHEDULE_STOP, event, form, event.sessions.all, act))


@editors_only()
def move(request: TeamRequest, slug: str) -> HttpResponse:
    event = editable_event(request.actor, slug)
    form = StopPlaceForm(posted(request), event=event)

    def act() -> None:
        moves.move(request.actor, event, venue=form.venue, room=form.room)

    return answer(request, Change(verbs.MOVE_STOP, event, form, event.sessions.all, act))


@editors_only()
def cancel(request: TeamRequest, slug: str) -> HttpResponse:
    event = editable_event(request.actor, slug)
    form = MessageForm(asked(request))

    def act() -> None:
        sessions.cancel_event(request.actor, event)
        if event.tour:
            stops.follow_stops(request.actor, event.tour)

    return answer(request, Change(verbs.CANCEL_STOP, event, form, event.sessions.all, act))


@editors_only()
def reinstate(request: TeamRequest, slug: str) -> HttpResponse:
    event = editable_event(request.actor, slug)
    act = functools.partial(reinstated, request.actor, event)
    form = MessageForm(asked(request))
    return answer(request, Change(verbs.REINSTATE_STOP, event, form, event.sessions.all, act))
