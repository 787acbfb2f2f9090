"""Texts that calendars and pages show, and about whose changes nobody is written to."""

from typing import Any

from events import log
from events.actions.change import locked
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Session, Tour, frozen
from events.transactions import in_transaction

DESCRIBED = ("description", "audience", "interpretation", "captions")


@in_transaction
def describe(actor: Actor, session: Session, **texts: Any) -> Session:
    """Any of description, audience, interpretation and captions; moves `changed_at` and `digest` only."""
    editor_only(actor, session)
    if unknown := texts.keys() - set(DESCRIBED):
        raise TypeError(f"Not a description: {unknown}")
    (row,) = locked(pk=session.pk)
    for name, text in texts.items():
        setattr(row, name, text)
    if not frozen.changed(row, texts):
        return row
    row.save(update_fields=list(texts))
    log.write(actor, "describe", row, row.event.organiser_id, texts=sorted(texts))
    return row


@in_transaction
def rename(actor: Actor, what: Tour | Event, **titles: Any) -> Tour | Event:
    """`title`, and a tour's `short_title`: calendars show them beside the session's own."""
    editor_only(actor, what)
    sessions = locked(**{"event__tour" if isinstance(what, Tour) else "event": what.pk})
    for name, title in titles.items():
        setattr(what, name, title)
    what.save(by_verb=True, update_fields=[*titles, "search_text"])
    for row in locked(pk__in=[row.pk for row in sessions]):
        row.save(update_fields=[])
    log.write(actor, "rename", what, what.organiser_id)
    return what
