"""A tour at a glance: the numbers of its stops as a table that keeps itself fresh, and small plots of them."""

import datetime
import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from django.core.cache import cache
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from events import readiness
from events.actors import Actor
from events.models import Event, Session, Tour
from events.organiser.team import TeamRequest, desk, own_events
from registrations.checkin import hours
from registrations.organiser import figures, live, plots
from registrations.organiser.figures import Figures
from registrations.organiser.progress import Progress, progress_of
from registrations.reach import expected

PLOT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A stop, its numbers, and those of its sessions; a cancelled session has none and is in no sum."""

    event: Event
    figures: Figures
    sessions: list[tuple[Session, Figures | None]]


@desk(host=200)
def desk_tour(request: TeamRequest, slug: str) -> HttpResponse:
    """The stops of a tour that the reader's teams may see."""
    tour, stops = tour_and_stops(request.actor, slug)
    lines, today = lines_of(stops), [stop for stop in stops if hours.is_the_day(stop)]
    came = figures.arrivals_at(today)
    drawn = [
        plots.by_stop((line.event, line.figures) for line in lines),
        plots.by_day(days_of(stops)),
        *(plots.arrivals(stop, came[stop.pk]) for stop in today),
    ]
    page = {"tour": tour, "stops": stops, "plots": [plot for plot in drawn if plot], "here": "desk"}
    page |= {"news": _news(stops), "any_off": any(each.status == Event.Status.CANCELLED for each in stops)}
    may_edit = Tour.objects.editable_by(request.actor).filter(pk=tour.pk).exists()
    page |= {"may_edit": may_edit, "expected": expected.at_each((line.event, line.figures) for line in lines)}
    page["blocking"] = _blocking(request.actor, tour) if may_edit else 0
    return render(request, "organiser/tour.html", page | _counts(lines))


def _blocking(actor: Actor, tour: Tour) -> int:
    """How many things keep the tour or stops of it from being published; all of those are the events floor's."""
    drafts = readiness.at_hand(own_events(actor).filter(tour=tour, status=Event.Status.DRAFT))
    own = readiness.of_tour(tour) if tour.status == Tour.Status.DRAFT else []
    return sum(lack.blocks for lack in (*own, *chain(*map(readiness.of_whole, drafts))))


@desk(host=200)
def desk_tour_counts(request: TeamRequest, slug: str) -> HttpResponse:
    """The table alone, or 304 while no number in it has changed."""
    _of, stops = tour_and_stops(request.actor, slug)
    return live.piece(request, "organiser/parts/tour_counts.html", _counts(lines_of(stops)))


def tour_and_stops(actor: Actor, slug: str) -> tuple[Tour, list[Event]]:
    """The tour with the stops that are the actor's; somebody of one stop alone finds it too. Else 404."""
    own = own_events(actor)
    reachable = Q(pk__in=own.values("tour")) | actor.team_rows("organiser", tour="pk")
    tour = get_object_or_404(Tour.objects.filter(reachable).select_related("organiser"), slug=slug)
    return tour, list(own.filter(tour=tour).prefetch_related("sessions"))


def lines_of(stops: Sequence[Event]) -> list[Line]:
    known = figures.of(session for stop in stops for session in stop.sessions.all())
    return [_line(stop, known) for stop in stops]


def _line(stop: Event, known: dict[int, Figures]) -> Line:
    sessions = [
        (
            session,
            None if session.is_cancelled or stop.status == Event.Status.CANCELLED else known[session.pk],
        )
        for session in stop.sessions.all()
    ]
    return Line(stop, sum((own for _session, own in sessions if own), Figures()), sessions)


def _counts(lines: list[Line]) -> dict[str, object]:
    shown = [(line.event.status, [own for _session, own in line.sessions]) for line in lines]
    return {
        "lines": lines,
        "total": sum((line.figures for line in lines), Figures()),
        "etag": live.etag_of(shown),
    }


def _news(stops: Sequence[Event]) -> list[tuple[Event, Progress]]:
    """The stops with coming sessions that have changed, and who knows of it; nothing is asked while nothing has."""
    changed = [row for stop in stops for row in stop.sessions.all() if row.sequence and not row.has_begun]
    progress = progress_of(changed) if changed else {}
    sums = ((stop, [progress[row.pk] for row in stop.sessions.all() if row.pk in progress]) for stop in stops)
    summed = ((stop, sum(known, Progress())) for stop, known in sums)
    return [(stop, known) for stop, known in summed if known.concerned]


def days_of(stops: Sequence[Event]) -> Counter[datetime.date]:
    """At most a minute old: this count alone takes longer the more registrations there are."""
    key = live.etag_of(("registered by day", [stop.pk for stop in stops]))
    return (
        cache.get_or_set(key, functools.partial(figures.registered_by_day, stops), PLOT_SECONDS) or Counter()
    )
