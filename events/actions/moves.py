"""The verbs about where and on which day: they change the event and with it all of its sessions."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from events import log
from events.actions.change import locked, put, written
from events.actions.clocks import days_later, shifted
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Session
from events.programme.resolving import tell_anew, told_by_the_day
from events.refusals import Refused
from events.transactions import in_transaction
from venues.models import Room, Venue

TIMES = ("starts_at", "ends_at", "doors_open_at", "registration_opens", "registration_closes", "reminder_at")


@in_transaction
def move(actor: Actor, what: Session | Event, *, venue: Venue | None, room: Room | None = None) -> Event:
    """Another place; None is *to be confirmed*. The clock times stay as they are read on the wall, and so do those
    of registration, but for one that has opened.

    A session moves alone to another room only: the parts of an event share its venue.
    Raises NotAllowed, Refused.
    """
    editor_only(actor, what)
    if room and room.venue_id != (venue.pk if venue else None):
        raise Refused(_("This room is in another venue."))
    event_id = what.pk if isinstance(what, Event) else what.event_id
    sessions = locked(event=event_id)
    event = sessions[0].event if sessions else Event.objects.get(pk=event_id)
    if event.venue == venue:
        moving = sessions if isinstance(what, Event) else [row for row in sessions if row.pk == what.pk]
        for row in moving:
            put(actor, "move", row, room=room)
        return event
    if isinstance(what, Session) and len(sessions) > 1:
        raise Refused(_("The parts of an event share its venue. Move the whole event instead."))
    return _moved(actor, event, sessions, venue, room)


@in_transaction
def change_date(actor: Actor, event: Event, *, date: datetime.date) -> Event:
    """Another day, the same times on the wall; registration that has opened stays open.

    The day by which the invited are asked to answer moves along.

    Raises NotAllowed, ImpossibleTime.
    """
    editor_only(actor, event)
    sessions = locked(event=event.pk)
    event = sessions[0].event if sessions else Event.objects.get(pk=event.pk)
    days = (date - event.date).days
    if not days:
        return event
    told = {row.pk: told_by_the_day(row) for row in sessions}
    event.date, event.answer_by = date, days_later(event.answer_by, days)
    event.save(by_verb=True, update_fields=["date", "answer_by"])
    for row in sessions:
        opens = row.registration_opens
        shift(row, days)
        tell_anew(row, told[row.pk])
        _stay_open(row, opens)
        written(actor, "reschedule", row)
    log.write(actor, "change_date", event, event.organiser_id, days=days)
    return event


def shift(row: Session, days: int) -> None:
    """Move every time of an unsaved or locked session by days on its wall clock."""
    for name in TIMES:
        setattr(row, name, shifted(getattr(row, name), days, row.zone))


def _stay_open(row: Session, opens: datetime.datetime | None) -> None:
    """Registration that has opened stays open: it opened when it did."""
    if opens and opens <= timezone.now():
        row.registration_opens = opens


def _moved(
    actor: Actor, event: Event, sessions: list[Session], venue: Venue | None, room: Room | None
) -> Event:
    old_zone, event.venue = event.zone, venue
    event.save(by_verb=True, update_fields=["venue", "search_text"])
    for row in sessions:
        opens = row.registration_opens
        for name in TIMES:
            setattr(row, name, shifted(getattr(row, name), 0, old_zone, event.zone))
        _stay_open(row, opens)
        row.room = room
        written(actor, "move", row)
    log.write(actor, "move", event, event.organiser_id)
    return event
