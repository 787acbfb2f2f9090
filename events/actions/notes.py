"""What the team writes down for itself."""

from uuid import UUID

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Note
from events.transactions import in_transaction


@in_transaction
def add_note(actor: Actor, event: Event, text: str) -> Note:
    """Raises NotAllowed."""
    editor_only(actor, event)
    note = Note.objects.create(event=event, text=text, written_by=actor.user)
    log.write(actor, "add note", event, event.organiser_id)
    return note


@in_transaction
def remove_note(actor: Actor, event: Event, uuid: UUID) -> None:
    """One that is gone already is gone. Raises NotAllowed."""
    editor_only(actor, event)
    gone, _kinds = Note.objects.filter(event=event, uuid=uuid).delete()
    if gone:
        log.write(actor, "remove note", event, event.organiser_id)
