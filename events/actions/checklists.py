"""Checklists: the lines of a tour or of one event, and what is done of them at an event."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import log, stamps
from events.actions.beside import SeenList, Values, together
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import ChecklistItem, ChecklistMark, Event, Tour
from events.models.checklist import lines_of
from events.refusals import Refused
from events.transactions import in_transaction

LINE = ("uuid", "title", "days", "side")


class NoSuchLine(Refused):
    sentence = _("This line is no longer on the checklist.")


@in_transaction
def set_checklist(actor: Actor, of: Tour | Event, lines: Values, *, seen: SeenList | None = None) -> None:
    """These, with what somebody else has changed since they were `seen`. Raises NotAllowed, Changed.

    A line that keeps its `uuid` keeps its marks, at each stop of a tour.
    """
    editor_only(actor, of)
    of._meta.model._default_manager.select_for_update(no_key=True).get(pk=of.pk)
    rows = list(of.checklist.order_by("pk"))
    before = [stamps.values_of(row, LINE) for row in rows]
    lines = together(before, _brought_before(before, lines, seen) if seen else lines, seen)
    if stamps.of_values([dict(line) for line in lines]) == stamps.of_values(before):
        return
    known = {str(row.uuid): row for row in rows}
    for line in lines:
        row = known.pop(str(line["uuid"]), None) or ChecklistItem(**{of._meta.model_name or "": of})
        row.title, row.days, row.side = line["title"], line["days"], line["side"]
        row.save()
    for row in known.values():
        row.delete()
    log.write(actor, "set checklist", of, of.organiser_id, count=len(lines))


def _brought_before(stored: list[dict[str, Any]], lines: Values, seen: SeenList) -> Values:
    """The lines; a new one that this form has brought already, when it was sent before, is the stored one."""
    kept = {str(line["uuid"]) for line in lines}
    unseen = [row for row in stored if stamps.short(row) not in seen.rows and str(row["uuid"]) not in kept]
    twins = [(stamps.short(row | {"uuid": ""}), row) for row in unseen]
    found: list[Mapping[str, Any]] = []
    for line in lines:
        twin = next((each for each in twins if each[0] == stamps.short(dict(line))), None)
        if twin:
            twins.remove(twin)
        found.append(twin[1] if twin else line)
    return found


@in_transaction
def mark(actor: Actor, event: Event, uuid: str, *, done: bool) -> None:
    """A line of the event's tour or its own is done there, or is not after all. Raises NotAllowed, NoSuchLine."""
    editor_only(actor, event)
    Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    item = next((row for row in lines_of(event) if str(row.uuid) == uuid), None)
    if item is None:
        raise NoSuchLine
    marks = ChecklistMark.objects.filter(item=item, event=event)
    if done == marks.exists():
        return
    if done:
        ChecklistMark.objects.create(item=item, event=event, done_at=timezone.now(), done_by=actor.user)
    else:
        marks.delete()
    log.write(actor, "tick off" if done else "untick", event, event.organiser_id, line=str(item.uuid))
