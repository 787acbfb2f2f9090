"""How the people of a contact list stand to an event: whom an invitation would be for, and who is left out and why."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event
from registrations.models import Invitation, ListEntry, Registration

State = Invitation.State


class Standing(models.TextChoices):
    """The first is ticked and those of CHOSEN can be; the others cannot be invited from a list."""

    READY = "ready", _("To be invited")
    REGISTERED = "registered", _("Registered already")
    TAKEN_BACK = "taken_back", _("Invitation taken back")
    INVITED = "invited", _("Invited already")
    SUBSTITUTED = "substituted", _("Has named a substitute")
    QUIET = "quiet", _("Wants no letters")
    NO_ADDRESS = "no_address", _("Has no address")


CHOSEN = (Standing.READY, Standing.REGISTERED, Standing.TAKEN_BACK)


def of(event: Event, entries: Iterable[ListEntry]) -> dict[int, Standing]:
    """Entry's key → how it stands. Two statements; the entries are `whole`."""
    invited = dict[int, set[str]]()
    for person, state in Invitation.objects.filter(event=event).values_list("person", "state"):
        invited.setdefault(person, set()).add(state)
    registered = set(Registration.objects.live().filter(event=event).values_list("person", flat=True))
    return {entry.pk: _one(entry, invited.get(entry.person_id, set()), registered) for entry in entries}


def _one(entry: ListEntry, states: set[str], registered: set[int]) -> Standing:
    if states - {State.EXPIRED, State.SUBSTITUTED}:
        return Standing.INVITED
    if State.SUBSTITUTED in states:
        return Standing.SUBSTITUTED
    if entry.is_quiet:
        return Standing.QUIET
    if not entry.addressee.email:
        return Standing.NO_ADDRESS
    if states:
        return Standing.TAKEN_BACK
    return Standing.REGISTERED if entry.person_id in registered else Standing.READY
