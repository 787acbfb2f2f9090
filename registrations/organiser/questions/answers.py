"""What was answered: numbers by option, words without names. On a page that can be printed, and as a table."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import log
from events.export import Cell, csv_lines, download
from events.models import Event, Tour
from events.organiser.team import TeamRequest, desk, editable_event, editors_read, may_edit, own_events
from registrations.models import Question
from registrations.organiser.tour import tour_and_stops
from registrations.questions.counts import Tally, lines, tallies
from venues.templatetags.words import plain

MOST_SHOWN = 200
"""So many texts of one question stand on the page for each event; all of them stand in the table."""


@desk()
def answers(request: TeamRequest, slug: str) -> HttpResponse:
    """Of one event: to the questions of its tour, and to its own."""
    event = get_object_or_404(own_events(request.actor), slug=slug)
    editor = may_edit(request.actor, event)
    page = {"event": event, "may_edit": editor, "may_take": editor, "tab": "participants"}
    return _page(request, tallies(Question.objects.at([event]), [event]), page)


@desk(host=200)
def tour_answers(request: TeamRequest, slug: str) -> HttpResponse:
    """To the tour's questions at those of its stops that the reader's teams may see, all together and each."""
    tour, stops = tour_and_stops(request.actor, slug)
    own = (
        Question.objects.filter(event__in=[stop.pk for stop in stops])
        .order_by()
        .values_list("event", flat=True)
    )
    asking = set(own)
    page = {
        "tour": tour,
        "here": "desk",
        "stops": stops,
        "asking": [stop for stop in stops if stop.pk in asking],
        "may_edit": Tour.objects.editable_by(request.actor).filter(pk=tour.pk).exists(),
        "may_take": _editable(request, stops),
    }
    return _page(request, tallies(tour.questions.all(), stops), page)


@editors_read()
def answers_csv(request: TeamRequest, slug: str) -> HttpResponse:
    event = editable_event(request.actor, slug)
    return _table(request, event, tallies(Question.objects.at([event]), [event]))


@editors_read(host=200)
def tour_answers_csv(request: TeamRequest, slug: str) -> HttpResponse:
    """Of the stops that the reader may change; 404 for none."""
    tour, stops = tour_and_stops(request.actor, slug)
    own = set(_editable(request, stops).values_list("pk", flat=True))
    if not own:
        get_object_or_404(Tour.objects.editable_by(request.actor), pk=tour.pk)
    mine = [stop for stop in stops if stop.pk in own]
    return _table(request, tour, tallies(tour.questions.all(), mine))


def _editable(request: TeamRequest, stops: Iterable[Event]) -> Any:
    return Event.objects.editable_by(request.actor).filter(pk__in=[stop.pk for stop in stops])


def _page(request: TeamRequest, found: list[Tally], page: dict[str, Any]) -> HttpResponse:
    shown = [tally for tally in found if tally.question.closed_at is None or tally.answered]
    most = {"most": MOST_SHOWN, "most_shown": f":{MOST_SHOWN}"}
    page |= most | {"tallies": shown, "several": len(page.get("stops", ())) > 1}
    return render(request, "organiser/questions/answers.html", page)


def _table(request: TeamRequest, of: Tour | Event, found: Sequence[Tally]) -> HttpResponse:
    """Each option at each event is a row with its number, each text one with 1."""
    rows = list(_rows(found))
    log.write(request.actor, "export answers", of, of.organiser_id, format="csv", count=len(rows) - 1)
    return download(
        b"".join(csv_lines(rows)),
        name=f"answers-{of.slug}-{get_language()}.csv",
        content_type="text/csv; charset=utf-8",
    )


def _rows(found: Sequence[Tally]) -> Iterator[Sequence[Cell]]:
    yield (_("Question"), _("Event"), _("Day"), _("Answer"), _("Number"))
    for tally, event, text, number in lines(found):
        place, day = plain(event.city or event.title), event.date.isoformat()
        yield (plain(tally.question.text), place, day, plain(text), number)
