"""What an organiser wrote to those who take part in an event, and to which of them."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event
from venues.fields import ProseField


class Message(models.Model):
    """One text, once to each reader. `uuid` is that of the form sent, so that a second press is the same message."""

    class Audience(models.TextChoices):
        ALL = "all", _("Everybody who takes part")
        ROOM = "room", _("Those who come to the room")
        ONLINE = "online", _("Those who follow online")
        LINE = "line", _("Those in line for a place")
        CAME = "came", _("Those who came or followed")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="messages")
    audience = models.CharField(max_length=6, choices=Audience)
    text = ProseField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.audience} {self.uuid}"
