"""Doors: a claim, the phone that took it, and the scans it made."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import tokens
from events.models import Event, Session
from events.tokens import Purpose, TokenDigestField
from registrations.models.invitation import Invitation
from registrations.models.registration import Registration
from venues.fields import CleanCharField


class DeviceClaim(models.Model):
    """A code for one phone: single use, good for a short time."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="claims")
    name = CleanCharField(max_length=60)
    claim_version = models.PositiveIntegerField(default=1)
    claim_digest = TokenDigestField(purpose="claim")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        return tokens.token_of(Purpose.CLAIM, self)

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.expires_at > timezone.now()


class Device(models.Model):
    """A phone at a door of one event; no account, revocable."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    claim = models.OneToOneField(DeviceClaim, models.PROTECT, related_name="device")
    event = models.ForeignKey(Event, models.CASCADE, related_name="devices")
    name = CleanCharField(max_length=60)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="fi")
    device_version = models.PositiveIntegerField(default=1)
    device_digest = TokenDigestField(purpose="device")
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        return tokens.token_of(Purpose.DEVICE, self)


class Scan(models.Model):
    """One thing that happened at a door; append-only. Presence in a rehearsal is derived from these rows.

    SEEN: somebody was looked at and nobody let in. Who it was: a registration, an invitation without one, or
    nobody known. A code of another event is kept with its registration, and shown to nobody.
    """

    class Kind(models.TextChoices):
        IN = "in", _("in")
        SEEN = "seen", _("seen")
        UNDO = "undo", _("undone")

    scan_id = models.UUIDField(default=uuid4)
    device = models.ForeignKey(Device, models.PROTECT, related_name="scans", db_index=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="scans", db_index=False)
    registration = models.ForeignKey(
        Registration, models.CASCADE, null=True, blank=True, related_name="scans", db_index=False
    )
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, blank=True, related_name="scans")
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.IN)
    verdict = models.CharField(max_length=20)
    rehearsal = models.BooleanField(default=False)
    device_time = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "scan_id"], name="scan_uploaded_once")]
        indexes = [
            models.Index(fields=["registration", "session", "rehearsal", "-id"]),
            models.Index(fields=["session", "rehearsal"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.scan_id}"
