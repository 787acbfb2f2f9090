"""The desk: what the actor's teams organise, and one event of it."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from events import overlaps, readiness
from events.actors import Actor
from events.models import Event, Session
from events.models.session import Mode
from events.organiser.team import TeamRequest, desk, editors_post, may_edit, own_events
from registrations.checkin import hours
from registrations.organiser import figures, live, plots
from registrations.organiser.figures import Figures
from registrations.organiser.progress import progress_of
from registrations.reach import expected
from registrations.reach.expected import Expected


@desk(foreign_editor=200)
def desk_home(request: TeamRequest) -> HttpResponse:
    """Tours and meetings, those to come or with `?past` those that were."""
    past = "past" in request.GET
    events = own_events(request.actor).prefetch_related("sessions")
    shown = events.past().order_by("-date", "pk") if past else events.upcoming()
    by_tour = sorted(shown, key=lambda event: (event.tour is None, event.tour_id or 0))
    groups = [(tour, list(stops)) for tour, stops in groupby(by_tour, key=lambda event: event.tour)]
    context = {"groups": groups, "past": past, "here": "desk", "tokens": bool(request.actor.begins_for)}
    return render(request, "organiser/desk.html", context)


@desk()
def desk_event(request: TeamRequest, slug: str) -> HttpResponse:
    """One event: its sessions with their numbers, lists and verbs."""
    event = get_object_or_404(own_events(request.actor), slug=slug)
    counts = _counts(event)
    progress = progress_of(session for session in event.sessions.all() if session.sequence)
    editor = may_edit(request.actor, event)
    return render(
        request,
        "organiser/event.html",
        counts
        | {
            "sessions": [(*row, progress.get(row[0].pk)) for row in counts["numbers"]],
            "stage": _stage(event),
            "expected": _expected(request.actor, event, counts["numbers"]),
            "has_room": any(
                Mode.IN_PERSON in row.modes and not row.is_cancelled for row in event.sessions.all()
            ),
            "may_edit": editor,
            "lacks": readiness.of_event(event) if editor and overlaps.takes_place(event) else [],
        },
    )


@desk()
def desk_event_counts(request: TeamRequest, slug: str) -> HttpResponse:
    """The numbers of one event alone, or 304 while none has changed."""
    event = get_object_or_404(own_events(request.actor), slug=slug)
    return live.piece(request, "organiser/parts/event_counts.html", _counts(event))


def _counts(event: Event) -> dict[str, Any]:
    """The sessions, each with its numbers, and a plot of the arrivals."""
    prefetch_related_objects([event], "sessions__room")
    sessions = event.sessions.all()
    known = figures.of(sessions)
    came = figures.arrivals(event)
    return {
        "event": event,
        "numbers": [(session, known[session.pk]) for session in sessions],
        "arrivals": plots.arrivals(event, came),
        "etag": live.etag_of((known, came)),
    }


def _expected(actor: Actor, event: Event, numbers: list[tuple[Session, Figures]]) -> Expected | None:
    """How many will come, by the earlier stops of the tour that the actor may see."""
    if event.tour is None or event.is_over:
        return None
    earlier = list(own_events(actor).past().filter(tour=event.tour).prefetch_related("sessions"))
    if not earlier:
        return None
    known = figures.of(session for stop in earlier for session in stop.sessions.all())
    lines = [(stop, [(session, known[session.pk]) for session in stop.sessions.all()]) for stop in earlier]
    found = expected.at_each((stop, _standing(rows)) for stop, rows in [*lines, (event, numbers)])
    return dict(found).get(event)


def _standing(rows: list[tuple[Session, Figures]]) -> Figures:
    return sum((own for session, own in rows if not session.is_cancelled), Figures())


def _stage(event: Event) -> str:
    """What the page is for now: draft, cancelled, today, past or coming."""
    if event.status != Event.Status.PUBLISHED:
        return str(event.status)
    if hours.is_the_day(event):
        return "today"
    return "past" if event.is_over else "coming"


@editors_post()
def desk_language(request: TeamRequest) -> HttpResponse:
    """Remember the user's language, and go back to the page that asked; the account's own pages follow its cookie."""
    language, back, user = request.POST.get("language", ""), request.POST.get("next", ""), request.actor.user
    if language in dict(settings.LANGUAGES):
        user.language = language
        user.save(update_fields=["language"])
    own = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if own else reverse("desk"))
    response.headers["Content-Language"] = user.language
    return response
