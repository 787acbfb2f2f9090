"""Every change has its LogEntry, written in the change's own transaction. Ids only, no personal text."""

from collections.abc import Iterable
from typing import Any

from events.actors import Actor
from events.models import Event, LogEntry, Organiser
from events.prepared import insert


def entry(actor: Actor, verb: str, target: Any, organiser: Organiser | int, **details: Any) -> LogEntry:
    """An unsaved entry, for writing several at once. `target` is a row with a uuid."""
    return LogEntry(
        organiser_id=organiser if isinstance(organiser, int) else organiser.pk,
        event_id=_event_of(target),
        actor_kind=actor.kind,
        user=actor.user,
        verb=verb,
        target=type(target).__name__.lower(),
        target_uuid=target.uuid,
        details=details | ({"token": actor.token} if actor.token else {}),
    )


def _event_of(target: Any) -> int | None:
    """The event that a row is part of: itself, its own, or its session's; None for people, tours and venues."""
    if isinstance(target, Event):
        return target.pk
    found: int | None = getattr(getattr(target, "session", target), "event_id", None)
    return found


def write(actor: Actor, verb: str, target: Any, organiser: Organiser | int, **details: Any) -> None:
    """Write one entry."""
    insert([entry(actor, verb, target, organiser, **details)])


def write_all(entries: Iterable[LogEntry]) -> None:
    """Write several entries in one statement."""
    insert(list(entries))
