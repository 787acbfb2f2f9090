"""A verb with a word to those whom it concerns: it goes into the letters that tell of the change."""

from collections.abc import Callable, Iterable
from typing import Any

from events import log
from events.actions.change import locked
from events.actors import Actor
from events.models import Event, Session
from events.refusals import Changed
from events.transactions import in_transaction
from registrations.models import Announcement
from venues.fields import languages_of


@in_transaction
def announce(
    actor: Actor,
    sessions: Iterable[int],
    act: Callable[[], object],
    *,
    kind: str,
    text: Any = None,
    still: Callable[[], bool] = lambda: True,
) -> list[Session]:
    """Do it; returns the published sessions, of those with these ids, that people are told about now.

    `text`: a message by language, or nothing. `still`: whether the sessions, locked, are as they were looked at.
    Raises Changed if not, and what `act` raises.
    """
    before = {row.pk: row.sequence for row in locked(pk__in=list(sessions))}
    if not still():
        raise Changed
    act()
    after = Session.objects.whole().filter(pk__in=before).exclude(event__status=Event.Status.DRAFT)
    changed = [row for row in after.order_by("pk") if row.sequence > before[row.pk]]
    Announcement.objects.bulk_create(
        Announcement(session=row, sequence=row.sequence, kind=kind, text=text or {}) for row in changed
    )
    if languages := languages_of(text):
        log.write_all(
            log.entry(actor, "announce", row, row.event.organiser_id, languages=languages) for row in changed
        )
    return changed
