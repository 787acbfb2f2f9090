"""Keep the stops in step: a part of the tour's day changes, and with it the chosen lines of the stops that have it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.text import format_lazy

from events import log
from events.actions.admitting import UNINVITED, change_admission, refuse_open_but_hidden
from events.actions.change import locked
from events.actions.permission import editor_only
from events.actions.programme import add_row, give
from events.actions.sessions import reschedule
from events.actors import Actor
from events.models import Event, Session, SessionTemplate, Tour
from events.programme.differences import between, changed_lines, stamp, with_facts
from events.programme.resolving import LINES, resolved
from events.refusals import Changed, Refused
from events.transactions import in_transaction
from registrations import places
from registrations.actions.rearrange import rearrange
from venues.templatetags.words import plain

REARRANGED = (
    *("title", "short_title", "attendance", "in_person_capacity", "online_capacity", "description"),
    *(
        "audience",
        "doors_open_at",
        "registration_opens",
        "registration_closes",
        "reminder_at",
        "walk_ins_welcome",
    ),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """At how many stops something has changed, and how many people in line got a place by it."""

    stops: int
    promoted: int = 0


@in_transaction
def change_row(
    actor: Actor, row: SessionTemplate, *, facts: Mapping[str, Any], chosen: Collection[str], seen: str
) -> Kept:
    """Save a part of the day with these columns, and each chosen difference by its verb: all of it, or nothing.

    `chosen` holds keys of Differences; `seen` is the stamp of what they were made of.
    Raises NotAllowed, Changed when anything of it is no longer so, Refused for an open but hidden part, and a stop's
    refusal with the name of the stop.
    """
    tour = row.programme.tour
    editor_only(actor, tour)
    sessions = locked(template_row=row.pk)
    row = SessionTemplate.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if seen != stamp(row, sessions):
        raise Changed
    lines, new = changed_lines(row, facts), with_facts(row, facts)
    refuse_open_but_hidden(new.admission, new.listing)
    wanted: dict[int, list[str]] = {}
    for difference in between(row, new, sessions, lines):
        if difference.key in chosen:
            wanted.setdefault(difference.session.pk, []).append(difference.line)
    if lines:
        new.save()
        details = {"row": str(row.uuid), "lines": lines, "stops": len(wanted)}
        log.write(actor, "change programme", tour, tour.organiser_id, **details)
    promoted = sum(_put(actor, each, new, wanted[each.pk]) for each in sessions if each.pk in wanted)
    return Kept(len(wanted), promoted)


@in_transaction
def add_part(
    actor: Actor, tour: Tour, *, facts: Mapping[str, Any], stops: Sequence[Event], submission: UUID
) -> tuple[SessionTemplate, Kept]:
    """One more part of the day, with a session of it at each of these stops; sent twice, it is one.

    `submission` is the part's uuid. Raises as `change_row` does.
    """
    editor_only(actor, tour)
    Tour.objects.select_for_update(no_key=True).get(pk=tour.pk)
    if made := SessionTemplate.objects.filter(uuid=submission).first():
        if made.programme.tour_id != tour.pk:
            raise Changed
        return made, Kept(made.sessions.count())
    row = add_row(actor, tour, **facts, uuid=submission)
    for stop in stops:
        try:
            give(actor, stop, row)
        except Refused as refused:
            raise _at(stop, refused) from refused
    return row, Kept(len(stops))


def _put(actor: Actor, session: Session, row: SessionTemplate, lines: Collection[str]) -> int:
    """Give the session these lines of the row; returns how many in line got a place."""
    values = resolved(row, session.event)
    given = {column: values[column] for line in lines for column in LINES[line]}
    try:
        if "starts_at" in given:
            moved = reschedule(actor, session, starts_at=given["starts_at"], ends_at=given["ends_at"])
            given = _with_doors(session, moved) | given
        if given.keys() & {"admission", "listing"}:
            asked = {name: given.get(name, getattr(session, name)) for name in ("admission", "listing")}
            _refuse_uninviting(session, asked["admission"])
            change_admission(actor, session, **asked)
        if given.keys() & set(REARRANGED):
            return _rearrange(actor, session, given)
    except Refused as refused:
        raise _at(session.event, refused) from refused
    return 0


def _refuse_uninviting(session: Session, admission: str) -> None:
    """Who is in the room without one of its places would have no invitation either. The session is locked."""
    closes = admission == Session.Admission.INVITATION and session.is_open_to_all
    if closes and places.unseated(session.pk):
        raise Refused(UNINVITED)


def _with_doors(before: Session, moved: Session) -> dict[str, Any]:
    """The doors have moved with the beginning. They stay where they were, unless that is after it now."""
    late = before.doors_open_at and moved.starts_at and before.doors_open_at > moved.starts_at
    return {"doors_open_at": moved.doors_open_at if late else before.doors_open_at}


def _rearrange(actor: Actor, session: Session, given: Mapping[str, Any]) -> int:
    columns = {name: given.get(name, getattr(session, name)) for name in REARRANGED}
    return rearrange(actor, session, **columns).promoted


def _at(stop: Event, refused: Refused) -> Refused:
    return Refused(format_lazy("{}: {}", plain(stop.title), refused.sentence))
