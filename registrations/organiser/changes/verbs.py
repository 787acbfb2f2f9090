"""The words of the verbs, at the height of a session, a stop and a whole tour."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registrations.models import Announcement

Kind = Announcement.Kind


@dataclass(frozen=True, slots=True)
class Verb:
    """The words of one verb's page: heading, what follows, button, what is said when it is done; what it announces."""

    title: str | Promise
    text: str | Promise
    button: str | Promise
    done: str | Promise
    kind: str = ""


RESCHEDULE = Verb(
    _("Change the time"),
    _("The session stays on its day. The times are those of the clock at the place."),
    _("Save the time"),
    _("The time is saved."),
    Kind.RESCHEDULED,
)
MOVE = Verb(
    _("Change the place"),
    _("Another room concerns this session alone. Another venue moves the whole event with all its sessions."),
    _("Save the place"),
    _("The place is saved."),
    Kind.MOVED,
)
CANCEL = Verb(
    _("Cancel the session"),
    _("Registration closes, and calendars show the session as cancelled. Nobody is removed from the list."),
    _("Cancel the session"),
    _("The session is cancelled."),
    Kind.CANCELLED,
)
REINSTATE = Verb(
    _("Take the cancellation back"),
    _("The session takes place after all, with everybody who had a place."),
    _("Take the cancellation back"),
    _("The session takes place."),
    Kind.REINSTATED,
)
HOLD_ONLINE = Verb(
    _("Hold it online"),
    _(
        "Nobody comes to the room any more. Everybody who has a place in it, or waits for one, takes part on the "
        "web instead. The door closes."
    ),
    _("Hold it online"),
    _("It is held on the web only."),
    Kind.ONLINE,
)
RESCHEDULE_STOP = Verb(
    _("Change the day or the time"),
    _("All sessions move together. The times are those of the clock at the place."),
    _("Save the day and the time"),
    _("The day and the time are saved."),
    Kind.RESCHEDULED,
)
MOVE_STOP = Verb(
    _("Change the place"),
    _("All sessions of the event move to the new place and keep their times."),
    _("Save the place"),
    _("The place is saved."),
    Kind.MOVED,
)
CANCEL_STOP = Verb(
    _("Cancel the whole event"),
    _(
        "Registration closes, and calendars and the public page show the event as cancelled with all its sessions."
    ),
    _("Cancel the whole event"),
    _("The event is cancelled."),
    Kind.CANCELLED,
)
REINSTATE_STOP = Verb(
    _("Take the cancellation back"),
    _("The event takes place after all, with all its sessions and with everybody who had a place."),
    _("Take the cancellation back"),
    _("The event takes place."),
    Kind.REINSTATED,
)
RESCHEDULE_TOUR = Verb(
    _("Shift the tour"),
    _("The stops that you tick move together, by as many days and minutes. Their order stays."),
    _("Shift the tour"),
    _("The tour is shifted."),
    Kind.RESCHEDULED,
)
MOVE_TOUR = Verb(
    _("Change the place of stops"),
    _("The stops that you tick get the same place, or none until one is found. Their times stay."),
    _("Save the place"),
    _("The place is saved."),
    Kind.MOVED,
)
CANCEL_TOUR = Verb(
    _("Cancel the tour"),
    _(
        "The stops that you tick are cancelled with all their sessions. With the last one the tour is cancelled."
    ),
    _("Cancel the stops"),
    _("The stops are cancelled."),
    Kind.CANCELLED,
)
REINSTATE_TOUR = Verb(
    _("Take the cancellation of stops back"),
    _("The stops that you tick take place after all, with everybody who had a place."),
    _("Take the cancellation back"),
    _("The stops take place."),
    Kind.REINSTATED,
)
