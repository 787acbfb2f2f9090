"""What became of a letter, in words."""

import builtins
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from registrations.models import OutgoingMail

Kind = OutgoingMail.Kind
State = OutgoingMail.State

LETTERS: dict[str, str | Promise] = {
    Kind.CONFIRMED: gettext_lazy("Confirmation"),
    Kind.WAITING: gettext_lazy("In line"),
    Kind.PROMOTED: gettext_lazy("A place came free"),
    Kind.CHANGED: gettext_lazy("A change"),
    Kind.REMINDER: gettext_lazy("Reminder"),
    Kind.CANCELLED: gettext_lazy("Cancellation"),
    Kind.CALLED_OFF: gettext_lazy("Called off"),
    Kind.ALREADY: gettext_lazy("Already registered"),
    Kind.INVITED: gettext_lazy("Invitation"),
    Kind.ASKED_AGAIN: gettext_lazy("Reminder of an invitation"),
    Kind.INVITATION_CHANGED: gettext_lazy("A change, to the invited"),
    Kind.DECLINED: gettext_lazy("Thanks for a no"),
    Kind.SUBSTITUTED: gettext_lazy("Thanks for a substitute"),
    Kind.MESSAGE: gettext_lazy("Message"),
    Kind.LINKS: gettext_lazy("Own links"),
}
STATES: dict[str, tuple[str | Promise, str]] = {
    State.QUEUED: (gettext_lazy("Waiting to leave"), "wait"),
    State.SENT: (pgettext_lazy("a letter", "Sent"), "go"),
    State.FAILED: (gettext_lazy("Delivery failed"), "no"),
    State.DEAD: (gettext_lazy("Given up"), "no"),
    State.OVERTAKEN: (gettext_lazy("Not needed any more"), ""),
}
"""What the organiser sees of each state, with the colour of its tag; one that is being sent still waits."""

_REFUSED: dict[str, str | Promise] = {
    "5.1": gettext_lazy("There is no such mailbox at this address."),
    "5.2": gettext_lazy("The mailbox is full or closed."),
    "5.3": gettext_lazy("The receiving server could not take the letter."),
    "5.7": gettext_lazy("The receiving server refuses letters of this kind."),
}


@dataclass(frozen=True, slots=True)
class Story:
    """Kind and state in words; `trouble` says what the last attempt met, with its code for whoever looks into it."""

    kind: str
    state: str
    colour: str
    attempts: int
    trouble: str
    code: str


def story_of(mail: OutgoingMail) -> Story:
    name, colour = STATES[State.QUEUED if mail.state == State.CLAIMED else mail.state]
    trouble = trouble_of(mail) if mail.error else ""
    return Story(str(LETTERS[mail.kind]), str(name), colour, mail.attempts, trouble, mail.error)


def trouble_of(mail: OutgoingMail) -> str:
    """The error in a sentence: what the other server said, or what we met on the way to it."""
    code, _space, enhanced = mail.error.partition(" ")
    if not code.isdecimal():
        return _way(mail.error)
    if code.startswith("4"):
        said = _("The receiving server asked us to try later.")
    else:
        said = str(_REFUSED.get(enhanced[:3], _("The receiving server refused the letter.")))
    return said


def _way(error: str) -> str:
    known = getattr(builtins, error, None)
    on_the_line = isinstance(known, type) and issubclass(known, OSError)
    if on_the_line or error.startswith(("SMTP", "SSL", "gai")):
        return _("The mail server could not be reached.")
    if error.startswith("The worker"):
        return _("The sending was interrupted too many times.")
    return _("The letter could not be written. The people who run the service find the reason in their log.")
