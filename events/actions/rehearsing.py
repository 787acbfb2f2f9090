"""Rehearsals: before the day, the doors and watch pages of an event work as if it were now."""

from django.utils import timezone
from django.utils.translation import gettext as _

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event
from events.refusals import Refused
from events.transactions import in_transaction


@in_transaction
def start_rehearsal(actor: Actor, event: Event) -> Event:
    """Open the doors for practice. Raises NotAllowed, and Refused once the day has come."""
    editor_only(actor, event)
    if timezone.now().astimezone(event.zone).date() >= event.date:
        raise Refused(_("The day has come: the doors are open in earnest, or it is over."))
    if event.rehearsing_since is None:
        _set(actor, "start rehearsal", event, rehearsing=True)
    return event


@in_transaction
def stop_rehearsal(actor: Actor, event: Event) -> Event:
    """Close them again. Raises NotAllowed."""
    editor_only(actor, event)
    if event.rehearsing_since is not None:
        _set(actor, "stop rehearsal", event, rehearsing=False)
    return event


def _set(actor: Actor, verb: str, event: Event, *, rehearsing: bool) -> None:
    event.rehearsing_since = timezone.now() if rehearsing else None
    event.save(update_fields=["rehearsing_since"])
    log.write(actor, verb, event, event.organiser_id)
