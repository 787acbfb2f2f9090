"""The verbs for a whole stop, and for a tour as all of its stops together."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from events import log
from events.actions import sessions
from events.actions.change import locked, put
from events.actions.moves import change_date
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Session, Tour
from events.refusals import Over, Refused
from events.transactions import in_transaction


@in_transaction
def reschedule_event(
    actor: Actor, event: Event, *, date: datetime.date | None = None, minutes: int = 0
) -> Event:
    """Another day, and every session so many minutes later (or, below zero, earlier) on its wall clock.

    Raises NotAllowed, ImpossibleTime, and Refused when a session would leave its day or the day is past.
    """
    editor_only(actor, event)
    if date and date != event.date:
        if date < timezone.now().astimezone(event.zone).date():
            raise Refused(_("Choose a day that is still to come."))
        event = change_date(actor, event, date=date)
    later = datetime.timedelta(minutes=minutes)
    for row in locked(event=event.pk) if minutes else []:
        if row.starts_at and not row.is_cancelled:
            ends = row.ends_at and row.ends_at + later
            if ends and ends.astimezone(row.zone).date() != row.event.date:
                raise Refused(_("A session would end on another day. Shift it by less."))
            sessions.reschedule(actor, row, starts_at=row.starts_at + later, ends_at=ends)
    return event


@in_transaction
def shift_event(actor: Actor, event: Event, *, days: int, minutes: int) -> Event:
    """So many days and minutes later, or earlier. Raises as `reschedule_event` does."""
    try:
        date = event.date + datetime.timedelta(days=days)
    except OverflowError as error:
        raise Refused(_("Choose a day that is still to come.")) from error
    return reschedule_event(actor, event, date=date, minutes=minutes)


@in_transaction
def reinstate_event(actor: Actor, event: Event) -> Event:
    """The whole event takes place after all, each cancelled session with it. Raises NotAllowed, Over."""
    editor_only(actor, event)
    rows = locked(event=event.pk)
    event = rows[0].event if rows else Event.objects.get(pk=event.pk)
    if event.is_over:
        raise Over
    if event.status == Event.Status.CANCELLED:
        event.status = Event.Status.PUBLISHED
        event.save(by_verb=True, update_fields=["status"])
        log.write(actor, "reinstate", event, event.organiser_id)
    for row in rows:
        put(actor, "reinstate", row, status=Session.Status.SCHEDULED)
    return event


@in_transaction
def follow_stops(actor: Actor, tour: Tour) -> Tour:
    """A published tour is called off when each of its published stops is, and takes place again with any of them.

    The caller has seen to who may change the stops.
    """
    row = Tour.objects.select_for_update().get(pk=tour.pk)
    of_stops = set(row.stops.exclude(status=Event.Status.DRAFT).values_list("status", flat=True))
    off = of_stops == {Event.Status.CANCELLED}
    status = Tour.Status.CANCELLED if off else Tour.Status.PUBLISHED
    if row.status not in (Tour.Status.DRAFT, status):
        row.status = status
        row.save(by_verb=True, update_fields=["status"])
        log.write(actor, "cancel" if off else "reinstate", row, row.organiser_id)
    return row
