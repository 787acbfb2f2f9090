"""Where a session can be followed on the web: only an address is stored, for any platform."""

import datetime
from functools import cached_property
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Session
from venues.fields import CleanCharField
from webcast.addresses import Address, Provider, Unfit, read

CAPTIONED_WITHIN = datetime.timedelta(days=14)
"""A published recording must have captions so soon (act 306/2019, section 5)."""


class Stream(models.Model):
    """The address behind the gate. It can be replaced in one place during the event."""

    class Access(models.TextChoices):
        PUBLIC = "public", _("everybody")
        REGISTERED = "registered", _("the registered")
        INVITED = "invited", _("the invited")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="streams")
    order = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="fi")
    title = CleanCharField(max_length=60, blank=True)
    url = models.URLField(max_length=1000)
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)
    tried_at = models.DateTimeField(null=True, blank=True, editable=False)
    access = models.CharField(max_length=10, choices=Access, default=Access.REGISTERED)
    opens_minutes_before = models.PositiveSmallIntegerField(default=15)
    recording_url = models.URLField(max_length=1000, blank=True)
    captions_url = models.URLField(max_length=1000, blank=True)
    captions_due = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.uuid)

    def clean(self) -> None:
        """For the back office: the address as the desk would take it."""
        try:
            self.url = read(self.url).url
        except Unfit as unfit:
            raise ValidationError({"url": str(unfit)}) from unfit

    @property
    def name(self) -> str:
        """What tells it from the session's other streams."""
        return self.title or str(self.get_language_display())

    @cached_property
    def address(self) -> Address:
        """What the address is; one that came in past the desk is only linked to."""
        try:
            return read(self.url)
        except Unfit:
            return Address(Provider.OTHER, self.url)

    @property
    def captions_by(self) -> datetime.date | None:
        """Until when the recording is to have the captions that it has not; None if none are awaited."""
        return self.captions_due if self.recording_url and not self.captions_url else None

    @property
    def captions_late(self) -> bool:
        return self.captions_by is not None and self.captions_by < timezone.localdate()
