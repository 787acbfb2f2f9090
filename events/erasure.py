"""What is personal on this floor, and who sees to it.

Staff and contacts are people at work: their organiser takes them off, not the clock. The log names users by
row only, and forgets them with the row. Notes go with the names of their event (registrations/retention.py),
invitations to a team that nobody answered after a month (actions/colleagues.py), and the memo of a tour that was
not made with its job, as long after it ended (work.py).
"""

from collections.abc import Collection

from events import log
from events.actors import Actor
from events.models import Joining
from events.transactions import in_transaction

PERSONAL: tuple[str, ...] = (
    "events.User.email",
    "events.User.name",
    "events.Joining.email",
    "events.Contact.name",
    "events.Contact.email",
    "events.Contact.phone",
    "events.ProgrammeItem.speakers",
    "events.Note.text",
    "events.Job.wanted",
)


@in_transaction
def forget_address(actor: Actor, email: str, *, organisers: Collection[int] | None = None) -> int:
    """Take back the invitations to teams, of these organisers or of all, that wait at this address; returns how many."""
    waiting = Joining.objects.filter(email__iexact=email)
    if organisers is not None:
        waiting = waiting.filter(organiser__in=organisers)
    log.write_all(log.entry(actor, "take back", joining, joining.organiser_id) for joining in waiting)
    return waiting.delete()[1].get("events.Joining", 0)
