"""The buckets of events/limits.py."""

from django.db import models


class RateBucket(models.Model):
    """How many tokens one client has left for one limit; the key is a hash, never an address."""

    key = models.CharField(max_length=40, unique=True)
    tokens = models.FloatField()
    refilled_at = models.FloatField(help_text="Seconds since 1970.")
    allowed = models.BooleanField(help_text="Whether the last attempt found a token.")

    def __str__(self) -> str:
        return self.key
