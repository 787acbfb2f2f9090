"""Writing to those who take part: a text of the organiser's own, once to each reader."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event
from events.models.session import Mode
from events.transactions import in_transaction
from registrations.models import Message, Participation
from registrations.outbox.posting import post, written_about
from venues.fields import languages_of

Audience = Message.Audience
Status = Participation.Status
_WHO = {
    Audience.ALL: Q(status=Status.ATTENDING),
    Audience.ROOM: Q(status=Status.ATTENDING, mode=Mode.IN_PERSON),
    Audience.ONLINE: Q(status=Status.ATTENDING, mode=Mode.ONLINE),
    Audience.LINE: Q(waiting_since__isnull=False),
    Audience.CAME: Q(attended_at__isnull=False),
}


@in_transaction
def write_to(actor: Actor, event: Event, *, audience: str, text: Any, submission: UUID) -> int | None:
    """Write the message; how many letters leave, None when this very form has been sent before. Raises NotAllowed."""
    editor_only(actor, event)
    message, fresh = Message.objects.get_or_create(
        uuid=submission, defaults={"event": event, "audience": audience, "text": text}
    )
    if not fresh:
        return None
    letters = [written_about(part, message) for part in reached(readers(event, audience))]
    post(*letters)
    log.write(
        actor,
        "write to participants",
        event,
        event.organiser_id,
        audience=audience,
        letters=len(letters),
        languages=languages_of(text),
    )
    return len(letters)


def readers(event: Event, audience: str) -> list[Participation]:
    """Of each reader of the audience's letters one participation: their own before somebody else's."""
    chosen: dict[int, Participation] = {}
    for part in _parts(event, audience):
        registration = part.registration
        known = chosen.get(registration.addressee.pk)
        if known is None or (known.registration.letters_to_id and not registration.letters_to_id):
            chosen[registration.addressee.pk] = part
    return list(chosen.values())


def reached(parts: list[Participation]) -> list[Participation]:
    """Those whose reader a letter reaches."""
    return [part for part in parts if part.registration.addressee.wants_letters]


def _parts(event: Event, audience: str) -> QuerySet[Participation]:
    rows = (
        Participation.objects.live()
        .whole()
        .filter(_WHO[Audience(audience)], registration__event=event, registration__erased_at=None)
    )
    return rows.order_by("registration", "session__starts_at", "pk")
