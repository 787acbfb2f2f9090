"""Where a session can be followed on the web: only an address is stored, for any platform."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Session


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
    url = models.URLField(max_length=1000)
    access = models.CharField(max_length=10, choices=Access, default=Access.REGISTERED)
    opens_minutes_before = models.PositiveSmallIntegerField(default=15)
    recording_url = models.URLField(max_length=1000, blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.uuid)
