"""The scanner's door: one scan in, one verdict out, as JSON."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import translation
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import (
    api_view,
    authentication_classes,
    parser_classes,
    permission_classes,
    renderer_classes,
)
from rest_framework.parsers import JSONParser
from rest_framework.permissions import BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from events.concurrency import few_sent_at_once
from events.declared import declared
from events.models import Session
from events.refusals import Refused
from registrations.checkin import devices, pages, present, scans
from registrations.checkin.forms import ScanSerializer, sentence
from registrations.models import Device


class PhoneAuthentication(SessionAuthentication):
    """The device's cookie instead of a session's; the CSRF header is asked for all the same."""

    def authenticate(self, request: Request) -> Any:
        device = devices.bearer(request._request)
        if device is None:
            return None
        self.enforce_csrf(request)
        return AnonymousUser(), device


class IsPhone(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.auth, Device)


@declared(403, device=405)
@few_sent_at_once
@api_view(["POST"])
@authentication_classes([PhoneAuthentication])
@permission_classes([IsPhone])
@parser_classes([JSONParser])
@renderer_classes([JSONRenderer])
def scan(request: Request, session: UUID) -> Response:
    """200 with the verdict; 400 with words for what cannot be read; 409 for what is refused."""
    device = request.auth
    assert isinstance(device, Device)  # noqa: S101  # IsPhone has seen to it
    with translation.override(device.language):
        sent = ScanSerializer(data=request.data)
        if not sent.is_valid():
            return Response({"detail": sentence(sent.errors)}, status=400)
        try:
            answer = scans.record(device, session, sent.sent)
        except Session.DoesNotExist as error:
            raise Http404 from error
        except Refused as refusal:
            return Response({"detail": str(refusal)}, status=409)
        return Response(_as_json(request, answer))


def _as_json(request: Request, answer: scans.Answer) -> dict[str, Any]:
    verdict = answer.verdict
    screen = pages.screen(verdict, answer.facts) | {
        "csrf_token": get_token(request._request),
        "rehearsal": answer.scan.rehearsal,
        "overlay": True,
    }
    return {
        "scan_id": answer.scan.scan_id,
        "kind": verdict.kind,
        "colour": verdict.colour,
        "heading": verdict.heading,
        "name": verdict.name,
        "organisation": verdict.organisation,
        "about": verdict.about,
        "asks": bool(verdict.button),
        "counter": present.counter(answer.session),
        "html": render_to_string("checkin/_verdict.html", screen),
    }
