"""An organiser corrects what a registration says of somebody. Nobody is written to."""

from collections.abc import Collection

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.transactions import in_transaction
from registrations.actions import confide, manage
from registrations.actions.details import Details
from registrations.models import Registration


@in_transaction
def edit(
    actor: Actor,
    registration: Registration,
    *,
    details: Details,
    role: str,
    answers: confide.Answers,
    taken_back: Collection[str],
) -> None:
    """Details, what was told in confidence, consents taken back, role, and the language of the letters to come."""
    editor_only(actor, registration.event)
    manage.change_details(actor, registration, details=details)
    confide.keep(actor, registration, answers)
    confide.withdraw(actor, registration, taken_back)
    changed = {"role": role, "language": details.language}
    changed = {name: value for name, value in changed.items() if getattr(registration, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(registration, name, value)
    registration.save(update_fields=list(changed))
    log.write(actor, "change role", registration, registration.event.organiser_id, fields=list(changed))
