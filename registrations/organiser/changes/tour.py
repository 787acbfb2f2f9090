"""The same verbs for a whole tour, or for those of its stops that are ticked; all of them or none."""

from collections.abc import Callable, Sequence

from django.http import HttpResponse

from events.actions import moves, sessions, stops
from events.models import Event, Session, Tour
from events.organiser.editing import posted
from events.organiser.team import TeamRequest, editable_tour, editors_only, own_events
from events.transactions import in_transaction
from registrations.actions.reinstate import reinstate as reinstated
from registrations.organiser.changes import verbs
from registrations.organiser.changes.forms import AllStopsForm, ShiftForm, StopsForm, StopsPlaceForm
from registrations.organiser.changes.page import Change, answer
from registrations.organiser.changes.verbs import Verb


@editors_only()
def reschedule(request: TeamRequest, slug: str) -> HttpResponse:
    tour = editable_tour(request.actor, slug)
    form = ShiftForm(posted(request), stops=_coming(request, tour))

    def act(stop: Event) -> None:
        given = form.cleaned_data
        days, minutes = given["days"] or 0, given["minutes"] or 0
        stops.shift_event(request.actor, stop, days=days, minutes=minutes)

    return _answer(request, verbs.RESCHEDULE_TOUR, tour, form, act)


@editors_only()
def move(request: TeamRequest, slug: str) -> HttpResponse:
    tour = editable_tour(request.actor, slug)
    form = StopsPlaceForm(posted(request), stops=_coming(request, tour))

    def act(stop: Event) -> None:
        moves.move(request.actor, stop, venue=form.venue, room=form.room)

    return _answer(request, verbs.MOVE_TOUR, tour, form, act)


@editors_only()
def cancel(request: TeamRequest, slug: str) -> HttpResponse:
    tour = editable_tour(request.actor, slug)
    held = [stop for stop in _coming(request, tour) if stop.status == Event.Status.PUBLISHED]

    def act(stop: Event) -> None:
        sessions.cancel_event(request.actor, stop)

    return _answer(
        request, verbs.CANCEL_TOUR, tour, AllStopsForm(posted(request), stops=held), act, settle=True
    )


@editors_only()
def reinstate(request: TeamRequest, slug: str) -> HttpResponse:
    tour = editable_tour(request.actor, slug)
    off = [stop for stop in _coming(request, tour) if stop.status == Event.Status.CANCELLED]

    def act(stop: Event) -> None:
        reinstated(request.actor, stop)

    return _answer(request, verbs.REINSTATE_TOUR, tour, AllStopsForm(posted(request), stops=off), act)


def _coming(request: TeamRequest, tour: Tour) -> list[Event]:
    """The stops that are not over: what was, nobody moves."""
    stops_ = own_events(request.actor).editable_by(request.actor).filter(tour=tour)
    return [stop for stop in stops_ if not stop.is_over]


def _answer(
    request: TeamRequest,
    verb: Verb,
    tour: Tour,
    form: StopsForm,
    act: Callable[[Event], None],
    *,
    settle: bool = False,
) -> HttpResponse:
    """`settle`: the tour itself follows what has become of its stops."""

    def concerned() -> Sequence[Session]:
        rows = Session.objects.filter(event__in=form.chosen).select_related("event__venue")
        return list(rows.order_by("pk"))

    @in_transaction
    def act_on_all() -> None:
        for stop in form.chosen:
            act(stop)
        if settle:
            stops.follow_stops(request.actor, tour)

    return answer(request, Change(verb, tour, form, concerned, act_on_all))
