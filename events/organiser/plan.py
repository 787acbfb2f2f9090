"""What the team does and writes down for itself about an event: its checklist and its notes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions import checklists, notes
from events.models import ChecklistItem, ChecklistMark, Event
from events.models.checklist import lines_of
from events.organiser.editing import posted
from events.organiser.forms import NoteForm
from events.organiser.team import (
    TeamRequest,
    desk,
    editable_event,
    editors_post,
    may_edit,
    own_events,
)
from events.refusals import Refused


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do at this event: when it is due, whether it is done or late."""

    item: ChecklistItem
    due: Any
    mark: ChecklistMark | None
    late: bool


@desk()
def desk_checklist(request: TeamRequest, slug: str) -> HttpResponse:
    """What is to be done, the earliest due first."""
    event = get_object_or_404(own_events(request.actor), slug=slug)
    lines = _lines(event)
    page = {
        "event": event,
        "may_edit": may_edit(request.actor, event),
        "here": "checklist",
        "lines": lines,
        "done": sum(line.mark is not None for line in lines),
    }
    return render(request, "organiser/checklist.html", page)


def _lines(event: Event) -> list[Line]:
    marks = {mark.item_id: mark for mark in event.checklist_marks.select_related("done_by")}
    today = timezone.now().astimezone(event.zone).date()
    dated = ((item, item.due(event.date), marks.get(item.pk)) for item in lines_of(event))
    return [Line(item, due, mark, mark is None and due < today) for item, due, mark in dated]


@editors_post()
def desk_checklist_mark(request: TeamRequest, slug: str) -> HttpResponse:
    """`line`: its uuid; with `done` it is done, without it is not."""
    event = editable_event(request.actor, slug)
    try:
        checklists.mark(request.actor, event, request.POST.get("line", ""), done="done" in request.POST)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk_checklist", slug=slug)


@desk(("GET", "HEAD", "POST"))
def desk_notes(request: TeamRequest, slug: str) -> HttpResponse:
    """The whole team reads; its editors write."""
    event = get_object_or_404(own_events(request.actor), slug=slug)
    if request.method == "POST":
        event = editable_event(request.actor, slug)
    form = NoteForm(posted(request))
    if form.is_valid():
        notes.add_note(request.actor, event, form.cleaned_data["text"])
        messages.success(request, _("It is saved."))
        return redirect("desk_notes", slug=slug)
    page = {
        "event": event,
        "may_edit": may_edit(request.actor, event),
        "here": "notes",
        "form": form,
        "notes": event.notes.select_related("written_by"),
    }
    return render(request, "organiser/notes.html", page)


@editors_post()
def desk_note_remove(request: TeamRequest, slug: str, uuid: UUID) -> HttpResponse:
    event = editable_event(request.actor, slug)
    notes.remove_note(request.actor, event, uuid)
    messages.success(request, _("The note is removed."))
    return redirect("desk_notes", slug=slug)
