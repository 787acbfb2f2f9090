"""A venue's name and address are news for everybody who is on the way there."""

from typing import Any
from uuid import uuid4

from events import log, stamps
from events.actions.change import locked, written
from events.actors import EDITING, SYSTEM, Actor
from events.models import Event, Session
from events.refusals import NotAllowed
from events.transactions import in_transaction
from venues.models import Room, Venue

FACTS = frozenset({"name", "aliases", "address", "latitude", "longitude", "accessibility", "directions"})


@in_transaction
def change_venue(actor: Actor, venue: Venue, *, seen: stamps.Seen | None = None, **facts: Any) -> Venue:
    """Other FACTS about a venue; each coming session there gets a higher sequence if name or address changed.

    The register is shared: where another organiser's coming session meets there too, the actor's coming
    events move to a copy instead. `seen` is what the editor saw of these facts (events/stamps.py).
    Returns the venue that they now have. Raises NotAllowed, Changed.
    """
    _editors_only(actor)
    if unknown := facts.keys() - FACTS:
        raise TypeError(f"Not a fact about a venue: {unknown}")
    sessions = locked(event__venue=venue.pk)
    editable = _editable_events(actor, venue)
    mine = [row for row in sessions if row.event_id in editable]
    before = {row.pk: row.notice_digest() for row in sessions}
    venue = Venue.objects.select_for_update(no_key=True).get(pk=venue.pk)
    facts = stamps.differing(venue, stamps.together(venue, facts, seen))
    if not facts:
        return venue
    if any(row not in mine and not row.is_over for row in sessions):
        sessions = [row for row in mine if not row.is_over]
        venue = _copied(venue, sessions, editable)
    for name, value in facts.items():
        setattr(venue, name, value)
    venue.save()
    for row in sessions:
        row.event.venue = venue
        _tell(actor, row, before[row.pk])
    for organiser in sorted({event.organiser_id for event in editable.values()}):
        log.write(actor, "describe", venue, organiser, texts=sorted(facts))
    return venue


def _tell(actor: Actor, row: Session, before: str) -> None:
    """What is over keeps its sequence: nobody is on the way there, and only its entry is mended."""
    if row.notice_digest() != before and not row.is_over:
        written(actor, "change_venue", row)
    else:
        row.save(update_fields=[])


def _copied(venue: Venue, sessions: list[Session], events: dict[int, Event]) -> Venue:
    """A copy with its rooms, to which these sessions and their events have moved; so have coming ones without any."""
    rooms = list(venue.rooms.all())
    copy = Venue.objects.get(pk=venue.pk)
    copy.pk, copy.uuid, copy._state.adding = None, uuid4(), True
    copy.save()
    copies = {
        room.pk: Room.objects.create(venue=copy, name=room.name, capacity=room.capacity) for room in rooms
    }
    for row in sessions:
        row.room = copies.get(row.room_id) if row.room_id else None
        row.event.venue = copy
        row.event.save(by_verb=True, update_fields=["venue", "search_text"])
    for event in events.values():
        if not event.is_over and not event.sessions.exists():
            event.venue = copy
            event.save(by_verb=True, update_fields=["venue", "search_text"])
    return copy


def _editable_events(actor: Actor, venue: Venue) -> dict[int, Event]:
    events = Event.objects.filter(venue=venue).select_related("venue")
    return (events if actor.kind == SYSTEM.kind else events.editable_by(actor)).in_bulk()


def _editors_only(actor: Actor) -> None:
    if actor.kind != SYSTEM.kind and not any(membership.role in EDITING for membership in actor.team):
        raise NotAllowed
