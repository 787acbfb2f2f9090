"""A sign of life."""

from django.db import models


class Heartbeat(models.Model):
    """When something that runs by itself was last seen alive, and how often it was restarted."""

    name = models.CharField(max_length=40, unique=True)
    beat_at = models.DateTimeField()
    restarts = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
