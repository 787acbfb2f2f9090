"""What stands beside a tour or an event, each list saved whole and in its order; and the programme of a session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from events import log, stamps
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Contact, Document, Event, ProgrammeItem, Session, Tour
from events.refusals import Changed
from events.transactions import in_transaction

CONTACT = ("name", "role", "email", "phone", "press", "accessibility")
DOCUMENT = ("title", "language", "url", "audience", "phase")
ITEM = ("starts", "title", "speakers")
Values = Sequence[Mapping[str, Any]]


def listed(rows: models.QuerySet[Any], names: Sequence[str]) -> list[dict[str, Any]]:
    """The rows as they are listed, each as its values by name."""
    return [stamps.values_of(row, names) for row in rows.order_by("pk")]


@dataclass(frozen=True, slots=True)
class SeenList:
    """The rows that an editor saw, as short digests in their order, and the stored list that they chose to replace."""

    rows: Sequence[str]
    replaces: str = ""


@in_transaction
def set_contacts(actor: Actor, of: Tour | Event, contacts: Values, *, seen: SeenList | None = None) -> None:
    """These, in this order, with what somebody else has changed since they were `seen`. Raises NotAllowed, Changed."""
    _set(actor, of, Contact, CONTACT, contacts, seen)


@in_transaction
def set_documents(actor: Actor, of: Tour | Event, documents: Values, *, seen: SeenList | None = None) -> None:
    """These, in this order, with what somebody else has changed since they were `seen`. Raises NotAllowed, Changed."""
    _set(actor, of, Document, DOCUMENT, documents, seen)


@in_transaction
def set_items(actor: Actor, of: Session, items: Values, *, seen: SeenList | None = None) -> None:
    """The lines of a session's programme, as those of the other lists. Raises NotAllowed, Changed."""
    _set(actor, of, ProgrammeItem, ITEM, items, seen)


def _set(
    actor: Actor,
    of: Tour | Event | Session,
    model: type[models.Model],
    names: tuple[str, ...],
    wanted: Values,
    seen: SeenList | None,
) -> None:
    """Rows are listed by their key, so the order is kept by writing the wanted values into the rows in turn."""
    editor_only(actor, of)
    of._meta.model._default_manager.select_for_update(no_key=True).get(pk=of.pk)
    owner = {of._meta.model_name or "": of}
    rows = list(model._default_manager.filter(**owner).order_by("pk"))
    before = [stamps.values_of(row, names) for row in rows]
    wanted = together(before, wanted, seen)
    if stamps.of_values([dict(each) for each in wanted]) == stamps.of_values(before):
        return
    for row in rows[len(wanted) :]:
        row.delete()
    rows += [model(**owner) for _missing in wanted[len(rows) :]]
    for row, values in zip(rows, wanted, strict=False):
        for name in names:
            setattr(row, name, values[name])
        row.save()
    organiser = of.event.organiser_id if isinstance(of, Session) else of.organiser_id
    log.write(actor, f"set {model._meta.model_name}s", of, organiser, count=len(wanted))


def together(stored: list[dict[str, Any]], wanted: Values, seen: SeenList | None) -> Values:
    """The wanted rows, with those that somebody else has stored meanwhile; Changed when both have changed the same."""
    if seen is None or seen.replaces == stamps.short(stored):
        return wanted
    written = [dict(row) for row in wanted]
    known = {stamps.short(row): row for row in (*stored, *written)}
    found = stamps.merged(seen.rows, list(map(stamps.short, stored)), list(map(stamps.short, written)))
    if found is None:
        raise Changed
    return [known[digest] for digest in found]
