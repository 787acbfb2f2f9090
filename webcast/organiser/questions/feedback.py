"""What was asked, after the event: how many at each stop, and every text, without names; on a page to print, or a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from events import log
from events.export import Cell, csv_lines, download
from events.models import Event, Session, Tour
from events.organiser.team import TeamRequest, desk, editable_event, editors_read, own_events
from registrations.organiser.tour import tour_and_stops
from venues.templatetags.words import plain
from webcast.models import AudienceQuestion


@dataclass(frozen=True, slots=True)
class Stop:
    """An event, and of each session where somebody asked, what; the first first."""

    event: Event
    sessions: list[tuple[Session, list[AudienceQuestion]]]

    @property
    def number(self) -> int:
        return sum(len(rows) for _session, rows in self.sessions)


@desk()
def event_questions(request: TeamRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(own_events(request.actor), slug=slug)
    page = {"event": event, "may_take": Event.objects.editable_by(request.actor).filter(pk=event.pk).exists()}
    return render(request, "webcast/questions/feedback.html", page | {"stops": asked_at([event])})


@desk(host=200)
def tour_questions(request: TeamRequest, slug: str) -> HttpResponse:
    """Of the stops that the reader's teams may see."""
    tour, stops = tour_and_stops(request.actor, slug)
    may_take = Event.objects.editable_by(request.actor).filter(tour=tour).exists()
    found = asked_at(stops)
    page = {
        "tour": tour,
        "here": "desk",
        "may_take": may_take,
        "stops": found,
        "last": found[-1] if found else None,
    }
    return render(request, "webcast/questions/feedback.html", page)


@editors_read()
def event_csv(request: TeamRequest, slug: str) -> HttpResponse:
    event = editable_event(request.actor, slug)
    return _file(request, event, [event])


@editors_read(host=200)
def tour_csv(request: TeamRequest, slug: str) -> HttpResponse:
    """Of the stops that the reader may change."""
    tour, seen = tour_and_stops(request.actor, slug)
    own = set(Event.objects.editable_by(request.actor).filter(tour=tour).values_list("pk", flat=True))
    stops = [stop for stop in seen if stop.pk in own]
    if not stops:
        raise Http404
    return _file(request, tour, stops)


def asked_at(events: Sequence[Event]) -> list[Stop]:
    """Of each event, in one statement for one as for sixty."""
    rows = AudienceQuestion.objects.counted().filter(session__event__in=events).select_related("session")
    ordered = rows.order_by("session__starts_at", "session", "asked_at", "pk")
    by_session = [(session, list(each)) for session, each in groupby(ordered, key=lambda row: row.session)]
    return [
        Stop(event, [(session, each) for session, each in by_session if session.event_id == event.pk])
        for event in events
    ]


def _file(request: TeamRequest, what: Event | Tour, events: Sequence[Event]) -> HttpResponse:
    stops = asked_at(events)
    number = sum(stop.number for stop in stops)
    log.write(request.actor, "export questions", what, what.organiser_id, format="csv", count=number)
    table = csv_lines(_rows(stops))
    return download(table, name=f"questions-{what.slug}.csv", content_type="text/csv; charset=utf-8")


def _rows(stops: Sequence[Stop]) -> Iterator[Sequence[Cell]]:
    yield (_("Stop"), _("Session"), _("Asked"), _("Language"), _("State"), _("Question"))
    for stop in stops:
        for session, rows in stop.sessions:
            for row in rows:
                asked = row.asked_at.astimezone(stop.event.zone).replace(tzinfo=None)
                told = (plain(stop.event.title), plain(session.short_title), asked)
                yield (*told, _(str(row.get_language_display())), str(row.get_state_display()), row.text)
