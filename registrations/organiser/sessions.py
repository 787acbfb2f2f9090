"""The verbs that change a session people rely on: small pages that say whom it concerns."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.actions import moves, sessions
from events.models import Event, Session
from events.organiser.editing import posted
from events.organiser.moving import DayForm, MoveForm, RescheduleForm
from events.organiser.team import TeamRequest, editable_event, editable_session, editors_only
from events.refusals import Refused
from registrations.actions.reinstate import reinstate as reinstated
from registrations.organiser.progress import progress_of


@dataclass(frozen=True, slots=True)
class Verb:
    """The words of one verb's page: heading, what follows, button, and what is said when it is done."""

    title: str | Promise
    text: str | Promise
    button: str | Promise
    done: str | Promise


RESCHEDULE = Verb(
    _("Change the time"),
    _("The session stays on its day. The times are those of the clock at the place."),
    _("Save the time"),
    _("The time is saved."),
)
MOVE = Verb(
    _("Change the place"),
    _("Another room concerns this session alone. Another venue moves the whole event with all its sessions."),
    _("Save the place"),
    _("The place is saved."),
)
CHANGE_DATE = Verb(
    _("Change the day"),
    _("All sessions of the event move to the new day and keep their times."),
    _("Save the day"),
    _("The day is saved."),
)
CANCEL = Verb(
    _("Cancel the session"),
    _("Registration closes, and calendars show the session as cancelled. Nobody is removed from the list."),
    _("Cancel the session"),
    _("The session is cancelled."),
)
REINSTATE = Verb(
    _("Take the cancellation back"),
    _("The session takes place after all, with everybody who had a place."),
    _("Take the cancellation back"),
    _("The session takes place."),
)


@editors_only()
def reschedule(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    form = RescheduleForm(posted(request), session=session)

    def act() -> None:
        sessions.reschedule(request.actor, session, starts_at=form.starts_at, ends_at=form.ends_at)

    return _page(request, RESCHEDULE, session.event, [session], form, act)


@editors_only()
def move(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    form = MoveForm(posted(request), session=session)

    def act() -> None:
        what = session if form.venue == session.event.venue else session.event
        moves.move(request.actor, what, venue=form.venue, room=form.room)

    return _page(request, MOVE, session.event, [session], form, act)


@editors_only()
def change_date(request: TeamRequest, slug: str) -> HttpResponse:
    event = editable_event(request.actor, slug)
    form = DayForm(posted(request), event=event)

    def act() -> None:
        moves.change_date(request.actor, event, date=form.cleaned_data["date"])

    return _page(request, CHANGE_DATE, event, list(event.sessions.all()), form, act)


@editors_only()
def cancel(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    act = functools.partial(sessions.cancel, request.actor, session)
    return _page(request, CANCEL, session.event, [session], forms.Form(posted(request)), act)


@editors_only()
def reinstate(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    act = functools.partial(reinstated, request.actor, session)
    return _page(request, REINSTATE, session.event, [session], forms.Form(posted(request)), act)


def _page(
    request: TeamRequest,
    verb: Verb,
    event: Event,
    concerned: list[Session],
    form: forms.Form,
    act: Callable[[], object],
) -> HttpResponse:
    """Ask, or do it and go back to the event. A refusal stands in the form, in words."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(verb.done))
            return redirect("desk_event", slug=event.slug)
    session = None if verb is CHANGE_DATE else concerned[0]
    page = {"verb": verb, "event": event, "session": session, "form": form}
    return render(request, "organiser/verb.html", page | _letters(verb, event, concerned))


def _letters(verb: Verb, event: Event, concerned: list[Session]) -> dict[str, int]:
    """How many letters this will mean, and how many if the whole event moves to another venue."""
    progress = progress_of(event.sessions.all())
    letters = sum(progress[each.pk].concerned for each in concerned)
    if verb is not MOVE:
        return {"letters": letters}
    return {"letters": letters, "letters_of_all": sum(each.concerned for each in progress.values())}
