"""The device of a token: what checks in with it at an event, as a phone does at its door."""

from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, UUIDField
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied, ValidationError

from events import log
from events.actors import Actor
from events.models import ApiToken, Event, Session
from events.prepared import Prepared, Slot, unread
from events.transactions import in_transaction
from registrations.checkin import doorway, present
from registrations.models import Device, DeviceClaim


class Gate(NamedTuple):
    """A token's device, and the session it stands at as `doorway.session_at` has it on the day; None: that has no door."""

    device: Device
    door: Session | None


def gate_at(token: ApiToken, actor: Actor, session: UUID) -> Gate:
    """The token's own device at the event of this session: its id follows from both. One query.

    It is made at the first scan. Nobody holds its cookie. Revoked at the desk, like any phone, it checks in nobody any
    more: PermissionDenied. ValidationError if the token opens no such session.
    """
    try:
        gate = _found(token, session)
        if gate is None or gate.door is None:
            # Its first scan; or the session has moved to another event since it was remembered.
            _event_of.cache_clear()
            gate = _found(token, session) or _taken_into_use(token, actor, session)
    except Event.DoesNotExist as error:
        raise _no_such_row() from error
    if gate is None or not _opens(token, gate.device.event):
        raise _no_such_row()
    if gate.device.revoked_at:
        raise PermissionDenied(_("This token's device has been revoked at this event."))
    return gate


def _found(token: ApiToken, session: UUID) -> Gate | None:
    uuid = uuid5(token.uuid, str(_event_of(session)))
    device = _devices.first(uuid=uuid, session=session, kept=present.known(session))
    if device is None:
        return None
    door: Session | None = getattr(device, "door", None)  # a filtered relation, which may have found nothing
    if door:
        door.present, door.event = device.present, device.event  # type: ignore[attr-defined]  # annotated
        present.keep(door)
    return Gate(device, door)


def _devices_at_doors() -> QuerySet[Device]:
    here = Q(event__sessions__uuid=Slot("session", UUIDField())) & doorway.has_door("event__sessions__")
    rows = Device.objects.filter(uuid=Slot("uuid", UUIDField())).annotate(
        door=FilteredRelation("event__sessions", condition=here), present=present.attended(OuterRef("door"))
    )
    rows = rows.defer(*_UNREAD)
    return rows.select_related("event__venue", "door__room")  # type: ignore[misc]  # a filtered relation


_UNREAD = unread(
    "name language device_version device_digest created_at last_seen_at",
    event="title languages published_at preceded_by case_number answer_by search_text",
    event__venue="aliases address latitude longitude accessibility directions search_text",
)
_devices = Prepared(_devices_at_doors)


@lru_cache(maxsize=1024)
def _event_of(session: UUID) -> UUID:
    """Remembered: only the session of a draft may still move to another."""
    return Event.objects.values_list("uuid", flat=True).get(sessions__uuid=session)


def _taken_into_use(token: ApiToken, actor: Actor, session: UUID) -> Gate | None:
    event = Event.objects.get(sessions__uuid=session)
    if not _opens(token, event):
        raise _no_such_row()
    with suppress(IntegrityError):  # another scan was quicker
        _take_into_use(token, actor, event)
    return _found(token, session)


@in_transaction
def _take_into_use(token: ApiToken, actor: Actor, event: Event) -> None:
    uuid, now, name = uuid5(token.uuid, str(event.uuid)), timezone.now(), f"API: {token.name}"[:60]
    claim = DeviceClaim.objects.create(event=event, name=name, expires_at=now, used_at=now)
    device = Device.objects.create(uuid=uuid, claim=claim, event=event, name=name)
    log.write(actor, "take device into use", device, event.organiser_id, claim=str(claim.uuid))


def _opens(token: ApiToken, event: Event) -> bool:
    return token.organiser_id == event.organiser_id and token.tour_id in (None, event.tour_id)


def _no_such_row() -> ValidationError:
    return ValidationError({"session": [_("There is no such row of yours.")]})
