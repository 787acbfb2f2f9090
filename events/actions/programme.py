"""The tour's programme: made of a memo's day or of one stop's, and given to the stops that are added later."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from events import log, stamps
from events.actions.admitting import refuse_open_but_hidden
from events.actions.beginning import add_session, new_stop
from events.actions.permission import editor_only
from events.actors import Actor
from events.memo.together import DayPart
from events.models import Event, ProgrammeTemplate, Session, SessionTemplate, Tour
from events.programme import before
from events.programme.resolving import ALIKE, resolved
from events.refusals import Refused
from events.transactions import in_transaction


def programme_of(tour: Tour) -> ProgrammeTemplate | None:
    return ProgrammeTemplate.objects.filter(tour=tour).first()


@in_transaction
def begin_programme(actor: Actor, tour: Tour, parts: Iterable[DayPart]) -> ProgrammeTemplate:
    """The programme of a tour that has none, from the parts of a memo's day. Raises NotAllowed, Refused."""
    programme = _begun(actor, tour)
    for part in parts:
        SessionTemplate.objects.create(
            programme=programme,
            title=part.title,
            short_title=part.short_title,
            description=part.description,
            starts=part.starts,
            ends=part.ends,
            admission=part.admission,
            attendance=part.attendance,
        )
    return programme


@in_transaction
def adopt_day(actor: Actor, stop: Event) -> ProgrammeTemplate:
    """Make the stop's day its tour's programme; sessions of the other stops that are alike come from it too.

    Nothing at any stop changes. Raises NotAllowed, and Refused where there is no tour, no session, or a programme.
    """
    tour = stop.tour
    if tour is None:
        raise Refused(_("This event is on no tour."))
    sessions = list(stop.sessions.order_by("starts_at", "pk"))
    if not sessions:
        raise Refused(_("This stop has no session yet."))
    programme = _begun(actor, tour)
    rows = [_row_of(programme, session, stop) for session in sessions]
    for each in tour.stops.select_related("venue").prefetch_related("sessions"):
        _match(each, rows)
    return programme


@in_transaction
def add_row(actor: Actor, tour: Tour, **facts: Any) -> SessionTemplate:
    """One more part of the day; the stops do not have it yet. Begins the programme of a tour without one.

    Raises NotAllowed, and Refused for an open but hidden part.
    """
    editor_only(actor, tour)
    refuse_open_but_hidden(facts.get("admission", Session.Admission.OPEN), facts.get("listing", ""))
    programme = programme_of(tour) or _begun(actor, tour)
    row = SessionTemplate.objects.create(programme=programme, **facts)
    log.write(actor, "change programme", tour, tour.organiser_id, row=str(row.uuid))
    return row


@in_transaction
def remove_row(actor: Actor, row: SessionTemplate) -> None:
    """Take a part out of the programme; the sessions made from it stay, as their stops' own. Raises NotAllowed."""
    tour = row.programme.tour
    editor_only(actor, tour)
    log.write(actor, "change programme", tour, tour.organiser_id, row=str(row.uuid))
    row.delete()


@in_transaction
def add_stop(actor: Actor, tour: Tour, **facts: Any) -> Event:
    """A new stop with the tour's day. Raises NotAllowed, ImpossibleTime, Refused."""
    stop = new_stop(actor, tour, **facts)
    fill(actor, stop)
    return stop


@in_transaction
def fill(actor: Actor, stop: Event, **own: Any) -> None:
    """Give a stop each part of its tour's programme that it does not have, with values of its own.

    Raises NotAllowed, ImpossibleTime.
    """
    rows = SessionTemplate.objects.filter(programme__tour=stop.tour_id).exclude(sessions__event=stop)
    for row in rows if stop.tour_id else []:
        give(actor, stop, row, **own)


def give(actor: Actor, stop: Event, row: SessionTemplate, **own: Any) -> Session:
    """A session of the stop as the row has it. Raises NotAllowed, ImpossibleTime, Refused, Unready."""
    facts = resolved(row, stop) | own
    return add_session(actor, stop, **facts, template_row=row, spoken_languages=stop.languages)


def _begun(actor: Actor, tour: Tour) -> ProgrammeTemplate:
    editor_only(actor, tour)
    Tour.objects.select_for_update(no_key=True).get(pk=tour.pk)
    if programme_of(tour):
        raise Refused(_("The tour has a programme already."))
    programme = ProgrammeTemplate.objects.create(tour=tour)
    log.write(actor, "begin programme", tour, tour.organiser_id)
    return programme


def _row_of(programme: ProgrammeTemplate, session: Session, stop: Event) -> SessionTemplate:
    """What stands in a session, told by the clock and the day. What cannot be told so stays the session's own."""
    clocks = {
        name: moment and moment.astimezone(stop.zone).time()
        for name, moment in (
            ("starts", session.starts_at),
            ("ends", session.ends_at),
            ("doors", session.doors_open_at),
        )
    }
    if clocks["ends"] and clocks["starts"] and clocks["ends"] <= clocks["starts"]:
        clocks["ends"] = None
    return SessionTemplate.objects.create(
        programme=programme,
        **{name: getattr(session, name) for name in ALIKE},
        **clocks,
        **before.columns("opens", before.counted(session.registration_opens, stop)),
        **before.columns("closes", before.counted(session.registration_closes, stop)),
        **before.columns("reminds", before.counted(session.reminder_at, stop)),
    )


def _match(stop: Event, rows: list[SessionTemplate]) -> None:
    """A stop's sessions and the rows that they are like: by their titles, else by when they begin."""
    sessions = list(stop.sessions.all())
    for by_title in (True, False):
        for row in rows:
            if any(session.template_row_id == row.pk for session in sessions):
                continue
            free = (session for session in sessions if session.template_row_id is None)
            if found := next((each for each in free if _alike(each, row, stop, by_title)), None):
                found.template_row = row
                Session.objects.filter(pk=found.pk).update(template_row=row)


def _alike(session: Session, row: SessionTemplate, stop: Event, by_title: bool) -> bool:
    if not by_title:
        return (
            bool(session.starts_at and row.starts) and session.starts_at == resolved(row, stop)["starts_at"]
        )
    titles: Mapping[str, Any] = {name: getattr(row, name) for name in ("title", "short_title")}
    return any(not stamps.differing(session, {name: text}) for name, text in titles.items())
