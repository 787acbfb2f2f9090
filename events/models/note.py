"""What the team writes down for itself about an event."""

from uuid import uuid4

from django.db import models

from events.models.event import Event
from events.models.user import User
from venues.fields import CleanTextField


class Note(models.Model):
    """Read by the team only. It goes with the names of the event (registrations/retention.py)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="notes")
    text = CleanTextField(max_length=2000)
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.uuid)
