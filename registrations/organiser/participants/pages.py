"""The participants of an event: the table, and beside it the person that the address opens."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from events.models import Event, Session
from events.organiser.team import TeamRequest, desk, may_edit, own_events
from registrations.models import Question, Registration
from registrations.organiser.participants.filters import FilterForm
from registrations.organiser.participants.listing import page_of, tabs
from registrations.organiser.participants.panel import panel_of


@desk()
def participants(request: TeamRequest, slug: str) -> HttpResponse:
    """The table; with `open` and somebody's id also who that is."""
    event = get_object_or_404(own_events(request.actor), slug=slug)
    editor = may_edit(request.actor, event)
    sessions = sessions_of(event)
    language = get_language() or "fi"
    questions = list(Question.objects.at([event]))
    asked = FilterForm(request.GET, sessions=sessions, language=language, questions=questions)
    page = page_of(event, sessions, asked, language)
    opened = _opened(event, asked.asked.get("open"))
    return render(
        request,
        "organiser/participants/list.html",
        {
            "event": event,
            "may_edit": editor,
            "form": asked,
            "fields": [
                asked[name]
                for name in ("q", "session", "mode", "came", "agreed")
                if name != "session" or sessions[1:]
            ],
            "unknown": bool(asked.errors) or page.lost,
            "tabs": tabs(event, sessions, asked),
            "columns": [(name, asked.known[name].label) for name in asked.columns_shown],
            "questions": questions,
            "page": page,
            "panel": panel_of(opened, editor=editor) if opened else None,
        },
    )


def _opened(event: Event, uuid: UUID | None) -> Registration | None:
    rows = Registration.objects.whole().select_related("region", "invitation")
    return rows.filter(event=event, erased_at=None, uuid=uuid).first() if uuid else None


@desk()
def participant(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """One person on a page of their own."""
    registration = own_registration(request, uuid)
    editor = may_edit(request.actor, registration.event)
    context = {
        "event": registration.event,
        "may_edit": editor,
        "may_see_all": registration.person.organiser_id in request.actor.administers,
        "panel": panel_of(registration, editor=editor),
    }
    return render(request, "organiser/participants/person.html", context)


def own_registration(request: TeamRequest, uuid: UUID) -> Registration:
    """A registration that the actor's teams may read, else 404; nobody finds whoever was erased."""
    team = request.actor.team_rows("event__organiser", tour="event__tour", event="event")
    rows = Registration.objects.whole().select_related("region", "invitation").filter(team, erased_at=None)
    return get_object_or_404(rows, uuid=uuid)


def editable_registration(request: TeamRequest, uuid: UUID) -> Registration:
    """A registration that the actor's teams may change, else 404."""
    editors = request.actor.editor_rows("event__organiser", tour="event__tour", event="event")
    rows = Registration.objects.whole().select_related("region", "invitation").filter(editors, erased_at=None)
    return get_object_or_404(rows, uuid=uuid)


def sessions_of(event: Event) -> list[Session]:
    sessions = list(event.sessions.select_related("room"))
    for session in sessions:
        session.event = event
    return sessions
