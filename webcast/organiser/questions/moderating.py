"""The moderator's page: the whole team reads what is asked, editors take it up, answer it, leave it out or put it back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from events import when
from events.models import Session
from events.organiser.team import TeamRequest, desk, editable_session, editors_post, may_edit, own_session
from registrations.organiser import live
from webcast import questions
from webcast.models import AudienceQuestion, webcast_of
from webcast.questions import Overtaken

State = AudienceQuestion.State


@desk()
def moderate(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = own_session(request.actor, uuid)
    return render(request, "webcast/questions/moderate.html", _asked(request, session))


@desk()
def piece(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """The list alone, or 304 while nothing in it has changed."""
    return live.piece(
        request, "webcast/questions/piece.html", _asked(request, own_session(request.actor, uuid))
    )


@editors_post()
def move(request: TeamRequest, uuid: UUID, question: UUID) -> HttpResponse:
    """`state`: what it becomes; one that is not known changes nothing. `was`: the state that stood beside the button."""
    session = editable_session(request.actor, uuid)
    row = get_object_or_404(AudienceQuestion.objects.of(session), uuid=question)
    row.session = session
    state = request.POST.get("state", "")
    if state in State.values:
        try:
            questions.move(request.actor, row, state, was=request.POST.get("was", ""))
        except Overtaken as why:
            told = _asked(request, session) | {"told": str(why)}
            return render(request, "webcast/questions/moderate.html", told, status=409)
    return redirect("desk_audience", uuid=session.uuid)


def _asked(request: TeamRequest, session: Session) -> dict[str, Any]:
    rows = list(AudienceQuestion.objects.of(session).with_names())
    webcast, editor = webcast_of(session), may_edit(request.actor, session.event)
    return {
        "session": session,
        "event": session.event,
        "webcast": webcast,
        "may_edit": editor,
        "groups": {
            state.value: [
                (row, when.clock(row.asked_at, session.zone, full=True)) for row in rows if row.state == state
            ]
            for state in State
        },
        "etag": live.etag_of(
            (webcast.takes_questions, editor, [(row.pk, row.state, row.name) for row in rows])
        ),
    }
