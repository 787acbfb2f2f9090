"""Change a part of the tour's day: write, look at what it means stop by stop, then do it. Nothing is saved before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import stamps
from events.actions.programme import remove_row
from events.models import Session, SessionTemplate, Tour
from events.organiser import versions
from events.organiser.editing import posted
from events.organiser.rows import RowForm
from events.organiser.submissions import submission_of
from events.organiser.team import TeamRequest, editable_tour, editors_only, editors_post
from events.programme import differences, overview
from events.refusals import Changed, Refused
from registrations.actions.in_step import Kept, add_part, change_row
from registrations.organiser.programme import preview


@editors_only()
def desk_programme_row(request: TeamRequest, slug: str, uuid: UUID) -> HttpResponse:
    """`do`: nothing to write, `look` to see the differences, `save` to apply those in `chosen`."""
    tour = editable_tour(request.actor, slug)
    row = _row(tour, uuid)
    sessions = list(Session.objects.whole().filter(template_row=row).order_by("event__date", "event", "pk"))
    required = tour.organiser.required_languages
    form = RowForm(posted(request), row=row, stops=[each.event for each in sessions], required=required)
    page = {"tour": tour, "here": "programme", "row": row, "form": form, "heading": _("Change this part")}
    if request.method != "POST" or not form.is_valid():
        return render(request, "organiser/programme_row.html", page)
    if request.POST.get("do") == "save":
        return _save(request, page, sessions)
    return _look(request, page, sessions)


@editors_only()
def desk_programme_new(request: TeamRequest, slug: str) -> HttpResponse:
    """One more part of the day, at the stops that are ticked."""
    tour = editable_tour(request.actor, slug)
    stops = overview.stops_of(tour)
    required = tour.organiser.required_languages
    form = RowForm(posted(request), row=SessionTemplate(), stops=stops, required=required)
    asked = request.POST.getlist("chosen") if request.method == "POST" else None
    page: dict[str, Any] = {"tour": tour, "here": "programme", "heading": _("Add a part to the day")}
    submission = submission_of(request)
    page |= {
        "form": form,
        "submission": submission,
        "stops": [(stop, not stop.is_over if asked is None else stop.slug in asked) for stop in stops],
    }
    if request.method == "POST" and form.is_valid():
        chosen = [stop for stop in stops if stop.slug in (asked or [])]
        try:
            _row_made, kept = add_part(
                request.actor, tour, facts=form.facts, stops=chosen, submission=submission
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _done(request, tour, kept)
    return render(request, "organiser/programme_new.html", page)


@editors_post()
def desk_programme_remove(request: TeamRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take a part out of the programme; the stops keep what they have."""
    tour = editable_tour(request.actor, slug)
    remove_row(request.actor, _row(tour, uuid))
    messages.success(request, _("It is no longer part of the tour's day. The stops keep their sessions."))
    return redirect("desk_programme", slug=slug)


def _row(tour: Tour, uuid: UUID) -> SessionTemplate:
    rows = SessionTemplate.objects.select_related("programme__tour__organiser")
    return get_object_or_404(rows, programme__tour=tour, uuid=uuid)


def _look(
    request: TeamRequest,
    page: dict[str, Any],
    sessions: list[Session],
    *,
    chosen: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The differences. What was written stands in the page, hidden, and nowhere else.

    What somebody else has saved in the row meanwhile stays; where both have written the same, it is asked which.
    """
    form: RowForm = page["form"]
    row = form.changed_row
    try:
        facts = stamps.together(row, form.facts, form.stamp)
    except Changed as changed:
        last = versions.last(request.actor, row, changed.parts)
        return versions.page(request, page, form.both(changed.parts), last)
    lines = differences.changed_lines(row, facts)
    found = differences.between(row, differences.with_facts(row, facts), sessions, lines)
    page |= {
        "preview": preview.of(found, chosen),
        "changed": bool(lines),
        "sent": _sent(request, form),
        "shown": differences.stamp(row, sessions),
    }
    return render(request, "organiser/programme_preview.html", page, status=status)


def _sent(request: TeamRequest, form: RowForm) -> list[tuple[str, str]]:
    """What was written, and which of two versions was chosen, to be sent again with the ticks."""
    several = {name: range(len(getattr(field, "fields", ()))) for name, field in form.fields.items()}
    names = {*several, *(f"{name}_{number}" for name, numbers in several.items() for number in numbers)}
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name in names or name.startswith(versions.CHOICE)
        for value in values
    ]


def _save(request: TeamRequest, page: dict[str, Any], sessions: list[Session]) -> HttpResponse:
    """Apply what is ticked; what has changed meanwhile, or is refused, is shown again and nothing is done."""
    form: RowForm = page["form"]
    chosen = request.POST.getlist("chosen")
    seen = request.POST.get("shown", "")
    try:
        facts = stamps.together(form.changed_row, form.facts, form.stamp)
        kept = change_row(request.actor, form.changed_row, facts=facts, chosen=set(chosen), seen=seen)
    except Changed as changed:
        messages.error(request, str(changed))
        return _look(request, page, sessions, status=versions.CONFLICT)
    except Refused as refused:
        messages.error(request, str(refused))
        return _look(request, page, sessions, chosen=chosen)
    return _done(request, page["tour"], kept)


def _done(request: TeamRequest, tour: Tour, kept: Kept) -> HttpResponse:
    words = ngettext(
        "The programme is saved, and %(number)d stop follows it.",
        "The programme is saved, and %(number)d stops follow it.",
        kept.stops,
    )
    messages.success(request, words % {"number": kept.stops})
    if kept.promoted:
        words = ngettext(
            "%(number)d person in line got a place and a letter about it.",
            "%(number)d people in line got a place and a letter about it.",
            kept.promoted,
        )
        messages.info(request, words % {"number": kept.promoted})
    return redirect("desk_programme", slug=tour.slug)
