"""That somebody followed, and how long."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from events.models import Session
from registrations.models import Participation

MOST_PEOPLE = 999


class Presence(models.Model):
    """One viewer of a session: a participation where viewers are named, else only a key that a browser holds.

    `last_seen_at` and `seconds` are of those who watch on our own page. Who has only opened the webcast elsewhere
    has neither: how long they stayed is not ours to know.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="presences", db_index=False)
    participation = models.ForeignKey(Participation, models.CASCADE, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=32, blank=True)
    joined_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    people = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "participation"], name="one_presence_per_participation"
            ),
            models.UniqueConstraint(
                fields=["session", "key"], condition=~Q(key=""), name="one_presence_per_browser"
            ),
            models.CheckConstraint(
                condition=Q(seconds=0) | Q(last_seen_at__gt=models.F("joined_at")),
                name="who_was_never_seen_has_no_seconds",
            ),
            models.CheckConstraint(
                condition=Q(key="") | Q(participation=None), name="a_key_is_nobodys_participation"
            ),
        ]
        indexes = [models.Index(fields=["session", "last_seen_at"])]

    def __str__(self) -> str:
        return f"presence {self.pk}"
