"""The day by which the invited are asked to answer: a wish, not a door. Nobody is written to about a change of it."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Session, Tour
from events.models.event import EventQuerySet
from events.programme.before import Before
from events.refusals import Refused
from events.transactions import in_transaction


@in_transaction
def ask_by(actor: Actor, event: Event, day: datetime.date | None) -> bool:
    """Set the day of one event; None asks for none. Whether anything has changed.

    Raises NotAllowed, and Refused for a day after the event's own.
    """
    editor_only(actor, event)
    row = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if day and day > row.date:
        raise Refused(_("Choose a day that is not after the event."))
    return _put(actor, row, day)


@in_transaction
def ask_at_each_stop(actor: Actor, tour: Tour, before: Before) -> tuple[int, int]:
    """Set it so many days before each coming stop with a part by invitation: how many ask now, and are too near for it.

    Raises NotAllowed.
    """
    editor_only(actor, tour)
    stops = asking(tour).select_related("venue").select_for_update(no_key=True, of=("self",)).order_by("pk")
    days = {stop: before.of(stop).date() for stop in stops}
    ahead = {stop: day for stop, day in days.items() if day >= timezone.localdate()}
    for stop, day in ahead.items():
        _put(actor, stop, day)
    return len(ahead), len(days) - len(ahead)


def asking(tour: Tour) -> EventQuerySet:
    """The coming stops that have a part by invitation."""
    held = {"admission": Session.Admission.INVITATION, "status": Session.Status.SCHEDULED}
    sessions = Session.objects.filter(**held).values("event")
    rows = Event.objects.filter(tour=tour, pk__in=sessions).upcoming()
    return rows.exclude(status=Event.Status.CANCELLED)


def _put(actor: Actor, row: Event, day: datetime.date | None) -> bool:
    if row.answer_by == day:
        return False
    row.answer_by = day
    row.save(by_verb=True, update_fields=["answer_by"])
    log.write(actor, "ask for answers", row, row.organiser_id, day=day.isoformat() if day else None)
    return True
