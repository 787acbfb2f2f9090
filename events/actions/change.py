"""How a session that people rely on changes: row locked, sequence raised once, a word in the log."""

from typing import Any

from events import log
from events.actors import Actor
from events.models import Event, Session

COLUMNS = [
    "title",
    "short_title",
    "starts_at",
    "ends_at",
    "doors_open_at",
    "registration_opens",
    "registration_closes",
    "reminder_at",
]
COLUMNS += ["room", "attendance", "status", "sequence"]
"""What the verbs may write. The counts of places are not among them: registrations change those meanwhile."""


def locked(**which: Any) -> list[Session]:
    """The sessions, whole, locked in primary-key order (DESIGN §4); those of one event share its object."""
    rows = Session.objects.whole().filter(**which).order_by("pk").select_for_update(of=("self",))
    events: dict[int, Event] = {}
    found = list(rows)
    for row in found:
        row.event = events.setdefault(row.event_id, row.event)
    return found


def put(actor: Actor, verb: str, row: Session, **values: Any) -> Session:
    """Give a locked session new values; nothing happens when people would not be written to about it."""
    before = row.notice_digest()
    for name, value in values.items():
        setattr(row, name, value)
    return written(actor, verb, row) if row.notice_digest() != before else row


def written(actor: Actor, verb: str, row: Session) -> Session:
    """Save a locked session that has changed: the sequence of a published one rises by one."""
    if row.event.status != Event.Status.DRAFT:
        row.sequence += 1
    row.save(update_fields=COLUMNS)
    log.write(actor, verb, row, row.event.organiser_id, sequence=row.sequence)
    return row
