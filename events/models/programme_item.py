"""What happens within a session, on the clock of the wall."""

from django.db import models

from events.models.session import Session
from venues.fields import CleanCharField, NameField


class ProgrammeItem(models.Model):
    """One line of a session's programme; it moves with the day, for its time is that of the wall."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="items")
    starts = models.TimeField(null=True, blank=True)
    title = NameField()
    speakers = CleanCharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.title)
