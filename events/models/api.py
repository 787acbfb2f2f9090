"""A machine's key to one organiser's data, and what has been done with it."""

from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import tokens
from events.models.organiser import Organiser
from events.models.tour import Tour
from events.models.user import User
from events.tokens import Purpose, TokenDigestField
from venues.fields import CleanCharField


class ApiToken(models.Model):
    """A machine's key to one organiser's data, or to one tour's. Shown once, when it is made; revoked for good.

    It goes with its tour: a token without one opens everything.
    """

    class Scope(models.TextChoices):
        READ = "read", _("read")
        WRITE = "write", _("write")
        CHECKIN = "checkin", _("check in")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organiser = models.ForeignKey(Organiser, models.CASCADE, related_name="api_tokens")
    tour = models.ForeignKey(Tour, models.CASCADE, null=True, blank=True, related_name="+")
    name = CleanCharField(max_length=100)
    scopes = models.JSONField(default=list)
    api_version = models.PositiveIntegerField(default=1)
    api_digest = TokenDigestField(purpose="api")
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        return tokens.token_of(Purpose.API, self)


class IdempotencyKey(models.Model):
    """A request that was carried out, and the row that it answered with. It is kept for a day.

    Both digests are SHA-256: of the key that the machine chose, and of method, path and body. No words of the request
    or of its answer are kept: the answer is written anew from the row.
    """

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+", db_index=False)
    key_digest = models.BinaryField(max_length=32)
    request_digest = models.BinaryField(max_length=32)
    answer = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "key_digest"], name="one_request_per_idempotency_key")
        ]

    def __str__(self) -> str:
        return str(self.answer)
