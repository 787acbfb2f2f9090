"""The verbs that change one session people rely on."""

import functools
from uuid import UUID

from django.http import HttpResponse

from events.actions import moves, sessions
from events.models import Session
from events.organiser.editing import posted
from events.organiser.team import TeamRequest, editable_session, editors_only
from registrations.actions.reinstate import reinstate as reinstated
from registrations.organiser.changes import verbs
from registrations.organiser.changes.forms import MessageForm, SessionPlaceForm, SessionTimesForm
from registrations.organiser.changes.page import Change, answer, asked


@editors_only()
def reschedule(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    form = SessionTimesForm(posted(request), session=session)

    def act() -> None:
        sessions.reschedule(request.actor, session, starts_at=form.starts_at, ends_at=form.ends_at)

    return answer(request, Change(verbs.RESCHEDULE, session, form, lambda: [session], act))


@editors_only()
def move(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Another venue is the whole event's: then all its sessions are concerned."""
    session = editable_session(request.actor, uuid)
    form = SessionPlaceForm(posted(request), session=session)

    def stays() -> bool:
        return form.venue == session.event.venue

    def act() -> None:
        moves.move(request.actor, session if stays() else session.event, venue=form.venue, room=form.room)

    def concerned() -> list[Session]:
        return [session] if stays() else list(session.event.sessions.all())

    return answer(request, Change(verbs.MOVE, session, form, concerned, act))


@editors_only()
def cancel(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    act = functools.partial(sessions.cancel, request.actor, session)
    return answer(request, Change(verbs.CANCEL, session, MessageForm(asked(request)), lambda: [session], act))


@editors_only()
def reinstate(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    act = functools.partial(reinstated, request.actor, session)
    return answer(
        request, Change(verbs.REINSTATE, session, MessageForm(asked(request)), lambda: [session], act)
    )
