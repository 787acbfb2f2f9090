"""Phones at doors: claimed with a code that works once, known by a cookie, revoked at once."""

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import log, tokens
from events.actors import Actor
from events.models import Event
from events.refusals import Refused
from events.tokens import Purpose
from events.transactions import in_transaction
from registrations.checkin import hours
from registrations.models import Device, DeviceClaim

COOKIE = "device"
DEVICE = Actor(kind="device")


class ClaimGone(Refused):
    sentence = _("This code does not work: it has been used, or its time is over.")


@in_transaction
def create_claim(actor: Actor, *, event: Event, name: str, minutes: int = 15) -> DeviceClaim:
    """A code for one phone at one event; `claim.token` stands in the link. The caller has seen to who may."""
    expires_at = timezone.now() + datetime.timedelta(minutes=minutes)
    claim = DeviceClaim.objects.create(event=event, name=name, expires_at=expires_at)
    log.write(actor, "create claim", claim, event.organiser_id)
    return claim


def open_claim(text: str) -> DeviceClaim | None:
    """The claim that a typed code or a pasted link opens, if neither it nor its event is over."""
    rows = DeviceClaim.objects.select_related("event__venue__municipality", "event__tour")
    claim = tokens.find(rows, Purpose.CLAIM, tokens.read(text) or "")
    return claim if claim and claim.is_open and not hours.is_over(claim.event) else None


@in_transaction
def take_into_use(claim: DeviceClaim, *, language: str) -> Device:
    """Make this phone a device; ClaimGone if another phone was quicker."""
    now = timezone.now()
    unused = DeviceClaim.objects.filter(pk=claim.pk, used_at=None, expires_at__gt=now)
    if not unused.update(used_at=now):
        raise ClaimGone
    device = Device.objects.create(claim=claim, event=claim.event, name=claim.name, language=language)
    log.write(DEVICE, "take device into use", device, claim.event.organiser_id, claim=str(claim.uuid))
    return device


@in_transaction
def revoke(actor: Actor, device: Device) -> None:
    """The phone opens no door any more, from its next request on. One that is out of use stays as it is."""
    if Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=timezone.now()):
        log.write(actor, "revoke device", device, device.event.organiser_id)


@in_transaction
def withdraw_claim(actor: Actor, claim: DeviceClaim) -> None:
    """A code that no phone has used is good no more."""
    now = timezone.now()
    if DeviceClaim.objects.filter(pk=claim.pk, used_at=None, expires_at__gt=now).update(expires_at=now):
        log.write(actor, "withdraw claim", claim, claim.event.organiser_id)


def bearer(request: HttpRequest) -> Device | None:
    """The device that this request comes from, with all that its pages say of the event. One query."""
    rows = Device.objects.filter(revoked_at=None).select_related(
        "event__organiser", "event__tour", "event__venue__municipality"
    )
    return tokens.find(rows, Purpose.DEVICE, request.COOKIES.get(COOKIE, ""))


def seen(device: Device) -> None:
    Device.objects.filter(pk=device.pk).update(last_seen_at=timezone.now())


def give_cookie(response: HttpResponse, device: Device) -> None:
    """The phone's only credential: sent to the doors alone, read by no script, gone the night after."""
    response.set_cookie(
        COOKIE,
        device.token,
        expires=hours.closes_at(device.event),
        path="/checkin/",
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
    )
