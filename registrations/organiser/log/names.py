"""Whom and what the entries are about, by the names of today; one statement for each kind of row.

The log has no names. Who was erased has none here either, and what the actor may not read is not named.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from events.actors import Actor
from events.models import Event, LogEntry, Session
from registrations.models import Device, DeviceClaim, Invitation, Participation, Registration
from venues.templatetags.words import plain


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and the ids of the page that shows more: of a registration or of an invitation."""

    name: str
    registration: UUID | None = None
    invitation: UUID | None = None


Names = dict[tuple[str, UUID], Named]


def names_of(actor: Actor, event: Event, entries: Iterable[LogEntry]) -> Names:
    """By kind of row and uuid. A row that is there no more, or not for this actor, has no name."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for entry in entries:
        wanted[entry.target].add(entry.target_uuid)
        if phone := _phone(entry):
            wanted["device"].add(phone)
    found: Names = {}
    for target, uuids in wanted.items():
        if look_up := _LOOK_UPS.get(target):
            rows = look_up(actor, event, uuids)
            found |= {(target, uuid): named for uuid, named in rows.items()}
    return found


def phone_of(entry: LogEntry, names: Names) -> str:
    """The name of the phone that did it, where the entry tells which."""
    named = names.get(("device", _phone(entry) or entry.target_uuid))
    return named.name if named else ""


def _phone(entry: LogEntry) -> UUID | None:
    given = entry.details.get("device") if isinstance(entry.details, dict) else None
    try:
        return UUID(given) if isinstance(given, str) else None
    except ValueError:
        return None


def _person(name: str) -> str:
    return name or _("somebody who has been erased")


def _registrations(actor: Actor, event: Event, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = Registration.objects.visible_to(actor).filter(event=event, uuid__in=uuids)
    return {row.uuid: Named(_person(row.person.name), row.uuid) for row in rows.select_related("person")}


def _participations(actor: Actor, event: Event, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = Participation.objects.visible_to(actor).filter(session__event=event, uuid__in=uuids)
    return {
        row.uuid: Named(
            f"{_person(row.registration.person.name)}, {plain(row.session.short_title)}",
            row.registration.uuid,
        )
        for row in rows.select_related("registration__person", "session")
    }


def _invitations(actor: Actor, event: Event, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = Invitation.objects.visible_to(actor).filter(event=event, uuid__in=uuids).select_related("person")
    return {row.uuid: Named(_person(row.person.name), invitation=row.uuid) for row in rows}


def _sessions(_actor: Actor, event: Event, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = Session.objects.filter(event=event, uuid__in=uuids)
    return {row.uuid: Named(plain(row.short_title)) for row in rows}


def _phones(_actor: Actor, event: Event, uuids: set[UUID]) -> dict[UUID, Named]:
    return {row.uuid: Named(row.name) for row in Device.objects.filter(event=event, uuid__in=uuids)}


def _codes(_actor: Actor, event: Event, uuids: set[UUID]) -> dict[UUID, Named]:
    return {row.uuid: Named(row.name) for row in DeviceClaim.objects.filter(event=event, uuid__in=uuids)}


_LOOK_UPS: dict[str, Callable[[Any, Event, set[UUID]], dict[UUID, Named]]] = {
    "registration": _registrations,
    "participation": _participations,
    "invitation": _invitations,
    "session": _sessions,
    "device": _phones,
    "deviceclaim": _codes,
}
