"""How the people of a table stand already: known to the organiser, invited to the event, known by another name."""

from collections.abc import Iterable, Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.actors import Actor
from events.models import Event
from registrations.actions.invite import live_invitations
from registrations.invitees.reading import Reading, Row
from registrations.models import Invitation, Person, Registration
from venues.text import fold

SLICE = 1000
"""Addresses that one statement asks for."""


class Standing(models.TextChoices):
    """The first two become drafts; the others are left alone."""

    NEW = "new", _("New")
    KNOWN = "known", _("Known already")
    INVITED = "invited", _("Invited already")
    REPEATED = "repeated", _("Here twice")
    OTHER_NAME = "other_name", _("Known under another name")


DRAFTED = (Standing.NEW, Standing.KNOWN)


def of(event: Event, rows: Iterable[Row], repeated: frozenset[int] = frozenset()) -> dict[int, Standing]:
    """Row → how it stands. Two statements for the event, and one more for each SLICE of addresses."""
    invited, by_hand = _invited(event)
    rows = list(rows)
    names = dict(_names(event, [row.email for row in rows if row.email]))
    found = {}
    for row in rows:
        known = names.get(row.email) if row.email else None
        if row.row in repeated:
            found[row.row] = Standing.REPEATED
        elif known is not None and fold(known) != fold(row.name):
            found[row.row] = Standing.OTHER_NAME
        elif row.email in invited or (not row.email and row.key in by_hand):
            found[row.row] = Standing.INVITED
        else:
            found[row.row] = Standing.NEW if known is None else Standing.KNOWN
    return found


def shown(actor: Actor, event: Event, reading: Reading) -> dict[int, Standing]:
    """The same for the eyes of the actor: whom they may not see otherwise is as good as new to them."""
    found = of(event, reading.rows, reading.repeated)
    if event.organiser_id in actor.begins_for:
        return found
    known = [row.email for row in reading.rows if found[row.row] == Standing.KNOWN]
    seen = set(_seen(actor, event, known))
    hidden = [row.row for row in reading.rows if found[row.row] == Standing.KNOWN and row.email not in seen]
    return found | dict.fromkeys(hidden, Standing.NEW)


def _invited(event: Event) -> tuple[set[str], set[tuple[str, ...]]]:
    """The addresses of the invited; and those without one, by their name and who reads for them."""
    rows = live_invitations(event).values_list("person__email", "person__name", "letters_to__email")
    found = list(rows)
    alone: set[tuple[str, ...]] = {(fold(name), reader or "") for email, name, reader in found if not email}
    return {email for email, _name, _reader in found if email}, alone


def _names(event: Event, addresses: list[str]) -> Iterator[tuple[str, str]]:
    for at in range(0, len(addresses), SLICE):
        rows = Person.objects.filter(organiser=event.organiser_id, email__in=addresses[at : at + SLICE])
        yield from ((str(email), name) for email, name in rows.values_list("email", "name"))


def _seen(actor: Actor, event: Event, addresses: list[str]) -> Iterator[str | None]:
    """Those of the addresses whose people the actor meets at events of their own."""
    for at in range(0, len(addresses), SLICE):
        mine = {"person__organiser": event.organiser_id, "person__email__in": addresses[at : at + SLICE]}
        for rows in (Registration.objects.visible_to(actor), Invitation.objects.visible_to(actor)):
            yield from rows.filter(**mine).values_list("person__email", flat=True)
