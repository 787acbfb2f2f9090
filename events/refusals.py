"""Why an action said no: one small tree, each with a sentence for the reader. Doors translate it once."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """The action was not done, and nothing of it was written."""

    sentence: str | Promise = _("This cannot be done.")

    def __init__(self, sentence: str | Promise | None = None) -> None:
        self.sentence = sentence or self.sentence
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return str(self.sentence)


class Full(Refused):
    sentence = _("There are no free places left.")


class Closed(Refused):
    sentence = _("Registration is not open.")


class Over(Closed):
    sentence = _("This is already over.")


class CalledOff(Closed):
    sentence = _("This has been cancelled.")


class NotThisWay(Closed):
    sentence = _("This part cannot be followed in that way.")


class InvitationNeeded(Refused):
    sentence = _("This part is by invitation. It opens only with a personal invitation.")


class InvitationUsed(Refused):
    sentence = _("This invitation has already been answered for somebody else.")


class NotAllowed(Refused):
    sentence = _("You are not allowed to do this.")


class ImpossibleTime(Refused):
    sentence = _("This time does not exist: the clocks go forward over it. Choose another time.")


class Unready(Refused):
    sentence = _("Something is still missing before this can be published.")


class Changed(Refused):
    """`parts`: what somebody else has changed as well, where the action knows it (events/stamps.py)."""

    sentence = _("Somebody has changed this in the meantime. Look at it once more.")

    def __init__(self, sentence: str | Promise | None = None, *, parts: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.parts = list(parts)


class AlreadyRegistered(Refused):
    sentence = _("Somebody is already registered for this event with this address.")
