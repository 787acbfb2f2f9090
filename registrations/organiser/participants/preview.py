"""The letters that a verb would write: it is done for real, its letters are read, and all is taken back."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from events.models import Event
from events.transactions import in_transaction
from registrations.letters import letter_for
from registrations.letters.layout import plain
from registrations.models import OutgoingMail


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as it would go, every token and code as '…'."""

    to: str
    subject: str
    text: str


class _TakenBack(Exception):
    def __init__(self, drafts: list[Draft]) -> None:
        self.drafts = drafts


def would_write(event: Event, act: Callable[[], object]) -> list[Draft]:
    """What `act` would write to people of this event, others who get a place included. Raises what it raises."""
    try:
        _try(event, act)
    except _TakenBack as done:
        return done.drafts
    raise AssertionError


@in_transaction
def _try(event: Event, act: Callable[[], object]) -> None:
    newest = OutgoingMail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    act()
    ours = Q(participation__session__event=event) | Q(invitation__event=event)
    letters = OutgoingMail.objects.filter(ours, pk__gt=newest).select_related("recipient__organiser")
    raise _TakenBack([_draft(mail) for mail in letters.order_by("pk")])


def _draft(mail: OutgoingMail) -> Draft:
    letter = letter_for(mail, masked=True)
    return Draft(mail.recipient.email or "", letter.subject, plain(letter))
