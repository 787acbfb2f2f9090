"""What was done, and who was erased. Both hold ids only."""

from uuid import uuid4

from django.db import models

from events.models.event import Event
from events.models.organiser import Organiser
from events.models.user import User


class LogEntry(models.Model):
    """One change, written in its transaction; append-only, ids only, no personal text."""

    class ActorKind(models.TextChoices):
        USER = "user"
        PARTICIPANT = "participant"
        DEVICE = "device"
        API = "api"
        SYSTEM = "system"

    at = models.DateTimeField(auto_now_add=True)
    organiser = models.ForeignKey(Organiser, models.PROTECT, related_name="log", db_index=False)
    event = models.ForeignKey(
        Event, models.SET_NULL, null=True, related_name="log", db_index=False, help_text="Of the row changed."
    )
    actor_kind = models.CharField(max_length=11, choices=ActorKind)
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", db_index=False)
    verb = models.CharField(max_length=40)
    target = models.CharField(max_length=40, help_text="The model's name.")
    target_uuid = models.UUIDField(default=uuid4)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["target_uuid"]),
            models.Index(fields=["organiser", "-id"]),
            models.Index(fields=["event", "-id"]),
            models.Index(fields=["user"], condition=models.Q(user__isnull=False), name="log_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"


class ErasureLedger(models.Model):
    """The random id of somebody erased, replayed after a restore."""

    person_uuid = models.UUIDField(unique=True)
    erased_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.person_uuid)
