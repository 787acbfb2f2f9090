"""What an organiser announced with a change of a session: which verb it was, and what they wrote to those told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Session
from venues.fields import ProseField

LONGEST = 1000
"""Characters of a message, in each language."""


class Announcement(models.Model):
    """Goes into the letters about every revision of its session up to `sequence`; `text` may be empty."""

    class Kind(models.TextChoices):
        RESCHEDULED = "rescheduled", _("Another time")
        MOVED = "moved", _("Another place")
        CANCELLED = "cancelled", _("Called off")
        REINSTATED = "reinstated", _("Takes place after all")
        ONLINE = "online", _("On the web only")

    session = models.ForeignKey(Session, models.CASCADE, related_name="announcements", db_index=False)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=11, choices=Kind)
    text = ProseField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["session", "sequence"], name="one_announcement_per_revision")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.session_id}/{self.sequence}"
