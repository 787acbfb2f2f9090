"""Whether the actor may change a row: asked first by every action of this floor."""

from events.actors import SYSTEM, Actor
from events.models import Event, Session, Tour
from events.refusals import NotAllowed


def editor_only(actor: Actor, row: Tour | Event | Session) -> None:
    """Raise NotAllowed unless one of the actor's teams may edit the row; the system itself may."""
    if actor.kind == SYSTEM.kind:
        return
    if not type(row).objects.editable_by(actor).filter(pk=row.pk).exists():
        raise NotAllowed
