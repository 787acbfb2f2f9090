"""A gate, a kiosk or another program checks in: the same log of scans, the same verdicts as at the door."""

from typing import Any

from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from events.api.bearer import Scope
from events.api.doors import Door
from events.concurrency import few_sent_at_once
from events.models import ApiToken, Session
from events.models.session import Mode
from registrations.api import gates
from registrations.api.inputs import ScanSerializer
from registrations.checkin import scans
from registrations.checkin.scans import Act, Answer, Sent
from registrations.checkin.verdicts import Colour, Kind


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


@method_decorator(few_sent_at_once, name="dispatch")
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
        scan = Sent(**sent | {"act": Act(sent["act"])}, at_once=True)
        gate = gates.gate_at(request.auth, self.actor, uuid)
        try:
            answer = scans.record(gate.device, uuid, scan, door=gate.door)
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
