"""Whom and what the entries are about, by the names of today; one statement for each kind of row.

The log has no names. Who was erased has none here either, and what the actor may not read is not named.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from events.actors import Actor
from events.models import ApiToken, Joining, LogEntry, Session, TeamMember, Tour
from registrations.models import (
    ContactList,
    Device,
    DeviceClaim,
    FrozenList,
    Invitation,
    ListEntry,
    Participation,
    Question,
    Registration,
)
from venues.models import Venue
from venues.templatetags.words import plain


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and the ids of the page that shows more: of a registration or of an invitation."""

    name: str
    registration: UUID | None = None
    invitation: UUID | None = None


Names = dict[tuple[str, UUID], Named]


Events = set[int]
"""The keys of the events that the entries are about: the actor's, for the entries are."""


def names_of(actor: Actor, entries: Sequence[LogEntry]) -> Names:
    """By kind of row and uuid. A row that is there no more, or not for this actor, has no name."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    events = {entry.event_id for entry in entries if entry.event_id}
    for entry in entries:
        wanted[entry.target].add(entry.target_uuid)
        if phone := _phone(entry):
            wanted["device"].add(phone)
    found: Names = {}
    for target, uuids in wanted.items():
        if look_up := _LOOK_UPS.get(target):
            rows = look_up(actor, events, uuids)
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


def _registrations(actor: Actor, events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = Registration.objects.visible_to(actor).filter(event__in=events, uuid__in=uuids)
    return {row.uuid: Named(_person(row.person.name), row.uuid) for row in rows.select_related("person")}


def _participations(actor: Actor, events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = Participation.objects.visible_to(actor).filter(session__event__in=events, uuid__in=uuids)
    return {
        row.uuid: Named(
            f"{_person(row.registration.person.name)}, {plain(row.session.short_title)}",
            row.registration.uuid,
        )
        for row in rows.select_related("registration__person", "session")
    }


def _invitations(actor: Actor, events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = (
        Invitation.objects.visible_to(actor).filter(event__in=events, uuid__in=uuids).select_related("person")
    )
    return {row.uuid: Named(_person(row.person.name), invitation=row.uuid) for row in rows}


def _sessions(_actor: Actor, events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = Session.objects.filter(event__in=events, uuid__in=uuids)
    return {row.uuid: Named(plain(row.short_title)) for row in rows}


def _frozen(_actor: Actor, events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = FrozenList.objects.filter(session__event__in=events, uuid__in=uuids).select_related("session")
    return {row.uuid: Named(version_name(row)) for row in rows}


def version_name(row: FrozenList) -> str:
    """'Afternoon, version 2'."""
    about = {"session": plain(row.session.short_title), "number": row.number}
    return _("%(session)s, version %(number)d") % about


def _phones(_actor: Actor, events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    return {row.uuid: Named(row.name) for row in Device.objects.filter(event__in=events, uuid__in=uuids)}


def _codes(_actor: Actor, events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    return {row.uuid: Named(row.name) for row in DeviceClaim.objects.filter(event__in=events, uuid__in=uuids)}


def _tours(actor: Actor, _events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = Tour.objects.filter(actor.team_rows("organiser", tour="pk"), uuid__in=uuids)
    return {row.uuid: Named(plain(row.short_title)) for row in rows}


def _questions(actor: Actor, _events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    own = actor.team_rows("event__organiser", tour="event__tour", event="event")
    rows = Question.objects.filter(own | actor.team_rows("tour__organiser", tour="tour"), uuid__in=uuids)
    return {row.uuid: Named(plain(row.text)) for row in rows}


def _venues(_actor: Actor, _events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    return {row.uuid: Named(plain(row.name)) for row in Venue.objects.filter(uuid__in=uuids)}


def _tokens(actor: Actor, _events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = ApiToken.objects.filter(organiser__in=actor.begins_for, uuid__in=uuids)
    return {row.uuid: Named(row.name) for row in rows}


def _colleagues(actor: Actor, _events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = TeamMember.objects.filter(organiser__in=actor.administers, uuid__in=uuids).select_related("user")
    return {row.uuid: Named(str(row.user)) for row in rows}


def _joinings(actor: Actor, _events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = Joining.objects.filter(organiser__in=actor.administers, uuid__in=uuids)
    return {row.uuid: Named(row.email) for row in rows}


def _lists(actor: Actor, _events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    return {
        row.uuid: Named(row.name) for row in ContactList.objects.editable_by(actor).filter(uuid__in=uuids)
    }


def _entries(actor: Actor, _events: Events, uuids: set[UUID]) -> dict[UUID, Named]:
    rows = ListEntry.objects.editable_by(actor).filter(uuid__in=uuids)
    return {
        row.uuid: Named(f"{_person(row.person.name)}, {row.contact_list.name}")
        for row in rows.select_related("person", "contact_list")
    }


_LOOK_UPS: dict[str, Callable[[Any, Events, set[UUID]], dict[UUID, Named]]] = {
    "registration": _registrations,
    "participation": _participations,
    "invitation": _invitations,
    "session": _sessions,
    "frozenlist": _frozen,
    "device": _phones,
    "deviceclaim": _codes,
    "tour": _tours,
    "question": _questions,
    "venue": _venues,
    "apitoken": _tokens,
    "teammember": _colleagues,
    "joining": _joinings,
    "contactlist": _lists,
    "listentry": _entries,
}
