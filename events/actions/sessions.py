"""The verbs: the only way in which time, title, way of taking part and status of a published session change.

Each asks who acts, refuses early, does nothing when nothing changes, raises the sequence once, writes the
log, and returns the session as it now is. News travels up as state: the registrations floor finds the
higher sequence.
"""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from events import log
from events.actions.change import locked, put
from events.actions.clocks import refuse_impossible
from events.actions.permission import editor_only
from events.actions.publishing import refuse_if
from events.actors import Actor
from events.models import Event, Session
from events.readiness import missing_languages, required_languages
from events.refusals import Over, Refused
from events.transactions import in_transaction
from venues.fields import all_languages

SHORT = 40


@in_transaction
def reschedule(
    actor: Actor, session: Session, *, starts_at: datetime.datetime | None, ends_at: datetime.datetime | None
) -> Session:
    """Other hours on the event's own day; both may be unknown. The doors keep their distance to the start.

    Raises NotAllowed, ImpossibleTime, and Refused for an end before the start or another day.
    """
    editor_only(actor, session)
    refuse_impossible(starts_at, ends_at)
    (row,) = locked(pk=session.pk)
    if starts_at and starts_at.astimezone(row.zone).date() != row.event.date:
        raise Refused(_("This is another day than the event's. Change the day of the whole event instead."))
    doors = row.doors_open_at
    if doors and starts_at and row.starts_at:
        doors += starts_at - row.starts_at
    return put(actor, "reschedule", row, starts_at=starts_at, ends_at=ends_at, doors_open_at=doors)


@in_transaction
def retitle(actor: Actor, session: Session, *, title: Any, short_title: Any) -> Session:
    """Other titles, in all languages at once. Raises NotAllowed, Refused over 40 characters, Unready."""
    editor_only(actor, session)
    if any(len(version) > SHORT for version in all_languages(short_title)):
        raise Refused(_("The short title has at most 40 characters in each language."))
    (row,) = locked(pk=session.pk)
    if row.event.status != Event.Status.DRAFT:
        texts = [(_("The title"), title), (_("The short title"), short_title)]
        refuse_if(list(missing_languages(texts, required_languages(row.event))))
    return put(actor, "retitle", row, title=title, short_title=short_title)


@in_transaction
def change_attendance(actor: Actor, session: Session, *, attendance: str) -> Session:
    """In person, online, or both; who comes how is the registrations' to mend. Raises NotAllowed, Refused."""
    editor_only(actor, session)
    if attendance not in Session.Attendance.values:
        raise Refused(_("There is no such way of taking part."))
    (row,) = locked(pk=session.pk)
    return put(actor, "change_attendance", row, attendance=attendance)


@in_transaction
def cancel(actor: Actor, session: Session) -> Session:
    """Call the session off; it stays to be seen as cancelled. Raises NotAllowed, Over."""
    editor_only(actor, session)
    (row,) = locked(pk=session.pk)
    if row.is_over and not row.is_cancelled:
        raise Over
    return put(actor, "cancel", row, status=Session.Status.CANCELLED)


@in_transaction
def cancel_event(actor: Actor, event: Event) -> Event:
    """Call off the whole event and each of its sessions. Raises NotAllowed, Over, Refused for a draft."""
    editor_only(actor, event)
    sessions = locked(event=event.pk)
    event = sessions[0].event if sessions else Event.objects.get(pk=event.pk)
    if event.status == Event.Status.DRAFT:
        raise Refused(_("Nobody has seen this yet: delete the draft instead."))
    if event.status == Event.Status.CANCELLED:
        return event
    if event.is_over:
        raise Over
    event.status = Event.Status.CANCELLED
    event.save(by_verb=True, update_fields=["status"])
    for row in sessions:
        put(actor, "cancel", row, status=Session.Status.CANCELLED)
    log.write(actor, "cancel", event, event.organiser_id)
    return event


@in_transaction
def reinstate(actor: Actor, session: Session) -> Session:
    """It takes place after all, and so its event, whose other sessions stay off. Raises NotAllowed, Over."""
    editor_only(actor, session)
    (row,) = locked(pk=session.pk)
    if row.is_over:
        raise Over
    if row.event.status == Event.Status.CANCELLED:
        row.event.status = Event.Status.PUBLISHED
        row.event.save(by_verb=True, update_fields=["status"])
        log.write(actor, "reinstate", row.event, row.event.organiser_id)
    return put(actor, "reinstate", row, status=Session.Status.SCHEDULED)
