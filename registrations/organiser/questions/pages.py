"""The questions of an event or of a tour: the list with its verbs, and one of them on a page of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actors import Actor
from events.models import Event, Tour
from events.organiser.editing import posted
from events.organiser.team import (
    TeamRequest,
    editable_event,
    editable_tour,
    editors_only,
    editors_post,
    editors_read,
)
from events.readiness import required_languages
from events.refusals import Changed, Refused
from registrations.actions import questions as actions
from registrations.models import Answer, Question
from registrations.organiser.questions.forms import QuestionForm

VERBS: dict[str, tuple[Callable[[Actor, Question], None], str | Promise]] = {
    "up": (lambda actor, row: actions.move(actor, row, up=True), gettext_lazy("It is moved up.")),
    "down": (lambda actor, row: actions.move(actor, row, up=False), gettext_lazy("It is moved down.")),
    "close": (actions.close, gettext_lazy("It is closed: nobody is asked any more.")),
    "again": (actions.ask_again, gettext_lazy("It is asked again.")),
    "remove": (actions.remove, gettext_lazy("It is removed.")),
}


@editors_read()
def questions(request: TeamRequest, slug: str) -> HttpResponse:
    """The event's own, and those of its tour, which are asked there too."""
    event = editable_event(request.actor, slug)
    page = {
        "event": event,
        "may_edit": True,
        "tour_to_edit": Tour.objects.editable_by(request.actor).filter(pk=event.tour_id or 0).first(),
        "tours": Question.objects.asked().filter(tour=event.tour_id or 0),
    }
    return _list(request, event, page)


@editors_read()
def tour_questions(request: TeamRequest, slug: str) -> HttpResponse:
    """Those that are asked of whoever registers for any stop."""
    tour = editable_tour(request.actor, slug)
    return _list(request, tour, {"tour": tour})


@editors_only()
def new(request: TeamRequest, slug: str) -> HttpResponse:
    event = editable_event(request.actor, slug)
    return _edit(request, event, None, {"event": event, "may_edit": True})


@editors_only()
def tour_new(request: TeamRequest, slug: str) -> HttpResponse:
    tour = editable_tour(request.actor, slug)
    return _edit(request, tour, None, {"tour": tour})


@editors_only()
def question(request: TeamRequest, uuid: UUID) -> HttpResponse:
    row = _editable(request, uuid)
    page = {"event": row.event, "may_edit": True} if row.event else {"tour": row.tour}
    return _edit(request, row.of, row, page)


@editors_post()
def do(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Up, down, close, ask again, remove: whichever button was pressed; then back to the list."""
    row = _editable(request, uuid)
    if known := VERBS.get(request.POST.get("do", "")):
        act, done = known
        try:
            act(request.actor, row)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, str(done))
    return redirect(list_of(row.of))


def list_of(of: Tour | Event) -> str:
    return reverse("desk_questions" if isinstance(of, Event) else "desk_tour_questions", args=[of.slug])


def _editable(request: TeamRequest, uuid: UUID) -> Question:
    rows = Question.objects.editable_by(request.actor)
    return get_object_or_404(
        rows.select_related(
            "event__tour", "event__organiser", "event__venue__municipality", "tour__organiser"
        ),
        uuid=uuid,
    )


def _list(request: TeamRequest, of: Tour | Event, page: dict[str, Any]) -> HttpResponse:
    people = Count("answers__registration", distinct=True)
    page |= {
        "own": list(of.questions.annotate(people=people)),
        "here": "questions",
        "add": reverse(
            "desk_question_new" if isinstance(of, Event) else "desk_tour_question_new", args=[of.slug]
        ),
        "answers": reverse("desk_answers" if isinstance(of, Event) else "desk_tour_answers", args=[of.slug]),
    }
    return render(request, "organiser/questions/list.html", page)


def _edit(request: TeamRequest, of: Tour | Event, row: Question | None, page: dict[str, Any]) -> HttpResponse:
    """Show the question, or save it. One that somebody else has changed meanwhile is not overwritten unseen."""
    languages = required_languages(of) if isinstance(of, Event) else of.organiser.required_languages
    public = of.status != of.Status.DRAFT
    form = QuestionForm(posted(request), question=row, required=languages, now=public)
    if form.is_bound and form.is_valid():
        facts, sent = form.facts(), form.cleaned_data
        try:
            if row:
                actions.edit(request.actor, row, seen=sent["seen"], **facts)
            else:
                actions.add(request.actor, of, submission=sent["submission"], **facts)
        except Changed as changed:
            page["changed"] = str(changed)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is saved."))
            return redirect(list_of(of))
    heading = _("Edit the question") if row else _("Add a question")
    answered = row is not None and Answer.objects.filter(question=row).exists()
    page |= {"form": form, "here": "questions", "heading": heading, "answered": answered, "back": list_of(of)}
    status = 409 if "changed" in page else 422 if form.errors else 200
    return render(request, "organiser/questions/edit.html", page, status=status)
