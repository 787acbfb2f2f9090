"""How the people of a contact list stand to an event: whom an invitation would be for, and who is left out and why."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event
from registrations.actions.invite import live_invitations
from registrations.models import ListEntry, Registration


class Standing(models.TextChoices):
    """The first is ticked and the second can be; the others cannot be invited from a list."""

    READY = "ready", _("To be invited")
    REGISTERED = "registered", _("Registered already")
    INVITED = "invited", _("Invited already")
    QUIET = "quiet", _("Wants no letters")
    NO_ADDRESS = "no_address", _("Has no address")


CHOSEN = (Standing.READY, Standing.REGISTERED)


def of(event: Event, entries: Iterable[ListEntry]) -> dict[int, Standing]:
    """Entry's key → how it stands. Two statements; the entries are `whole`."""
    invited = set(live_invitations(event).values_list("person", flat=True))
    registered = set(Registration.objects.live().filter(event=event).values_list("person", flat=True))
    return {entry.pk: _one(entry, invited, registered) for entry in entries}


def _one(entry: ListEntry, invited: set[int], registered: set[int]) -> Standing:
    if entry.person_id in invited:
        return Standing.INVITED
    if entry.is_quiet:
        return Standing.QUIET
    if not entry.addressee.email:
        return Standing.NO_ADDRESS
    return Standing.REGISTERED if entry.person_id in registered else Standing.READY
