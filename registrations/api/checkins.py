"""A gate, a kiosk or another program checks in: the same log of scans, the same verdicts as at the door."""

from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.db.models import BigIntegerField, UUIDField
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from events import log
from events.actors import Actor
from events.api.bearer import Scope
from events.api.doors import Door
from events.models import ApiToken, Event, Session
from events.models.session import Mode
from events.prepared import Prepared, Slot
from events.transactions import in_transaction
from registrations.api.inputs import ScanSerializer
from registrations.checkin import scans
from registrations.checkin.scans import Act, Answer, Sent
from registrations.checkin.verdicts import Colour, Kind
from registrations.models import Device, DeviceClaim


class VerdictSerializer(serializers.Serializer[Any]):
    """What the door says, in the language asked for. `can_let_in`: `act` = `let_in` would let them in."""

    scan_id = serializers.UUIDField()
    verdict = serializers.ChoiceField([kind.value for kind in Kind])
    colour = serializers.ChoiceField([colour.value for colour in Colour])
    heading = serializers.CharField()
    about = serializers.CharField()
    name = serializers.CharField()
    organisation = serializers.CharField()
    can_let_in = serializers.BooleanField()
    registration = serializers.UUIDField(allow_null=True)
    present = serializers.IntegerField()
    expected = serializers.IntegerField()
    rehearsal = serializers.BooleanField()


class CheckIns(Door):
    """Send a scan. The same scan_id is the same scan, whatever else is sent with it, and gets the same answer."""

    scopes = {"POST": Scope.CHECKIN}
    inputs = {"POST": ScanSerializer}
    output = VerdictSerializer
    unlimited = True

    @extend_schema(operation_id="check_in")
    def post(self, request: Request) -> Response:
        sent = self.taken_in()
        uuid = sent.pop("session")
        assert isinstance(request.auth, ApiToken)  # noqa: S101  # the scope has seen to it
        event = _event.first(organiser=request.auth.organiser_id, session=uuid)
        if event is None or request.auth.tour_id not in (None, event.tour_id):
            raise ValidationError({"session": [_("There is no such row of yours.")]})
        scan = Sent(**sent | {"act": Act(sent["act"])}, at_once=True)
        try:
            answer = scans.record(device_of(request.auth, self.actor, event), uuid, scan)
        except Session.DoesNotExist as error:
            raise ValidationError({"session": [_("This session has no door.")]}) from error
        return Response(_told(answer))


def _told(answer: Answer) -> dict[str, Any]:
    """As VerdictSerializer has it, without its cost."""
    verdict, facts = answer.verdict, answer.facts
    known = facts.registration and not facts.foreign
    return {
        "scan_id": str(answer.scan.scan_id),
        "verdict": verdict.kind,
        "colour": verdict.colour,
        "heading": verdict.heading,
        "about": verdict.about,
        "name": verdict.name,
        "organisation": verdict.organisation,
        "can_let_in": bool(verdict.button),
        "registration": str(facts.registration.uuid) if known and facts.registration else None,
        "present": answer.session.present,  # type: ignore[attr-defined]  # annotated
        "expected": getattr(answer.session, f"{Mode.IN_PERSON}_taken"),
        "rehearsal": answer.scan.rehearsal,
    }


_event = Prepared(
    lambda: Event.objects.select_related("venue").filter(
        organiser=Slot("organiser", BigIntegerField()), sessions__uuid=Slot("session", UUIDField())
    )
)
_device = Prepared(lambda: Device.objects.filter(uuid=Slot("uuid", UUIDField())))


def device_of(token: ApiToken, actor: Actor, event: Event) -> Device:
    """The token's own device at this event: its id follows from both, so it is made once and found by one query.

    Nobody holds its cookie. Revoked at the desk, like any phone, it checks in nobody any more.
    """
    uuid = uuid5(token.uuid, str(event.uuid))
    try:
        device = _device.first(uuid=uuid) or _new_device(token, actor, event, uuid)
    except IntegrityError:
        device = Device.objects.get(uuid=uuid)
    if device.revoked_at:
        raise PermissionDenied(_("This token's device has been revoked at this event."))
    device.event = event
    return device


@in_transaction
def _new_device(token: ApiToken, actor: Actor, event: Event, uuid: UUID) -> Device:
    now, name = timezone.now(), f"API: {token.name}"[:60]
    claim = DeviceClaim.objects.create(event=event, name=name, expires_at=now, used_at=now)
    device = Device.objects.create(uuid=uuid, claim=claim, event=event, name=name)
    log.write(actor, "take device into use", device, event.organiser_id, claim=str(claim.uuid))
    return device
