"""A colleague who has been asked to join an organiser's team, and has not answered yet."""

import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

from events import tokens
from events.models.organiser import Organiser, TeamMember
from events.models.user import User
from events.tokens import Purpose, TokenDigestField

OPEN_FOR = datetime.timedelta(days=7)


def week_ahead() -> datetime.datetime:
    return timezone.now() + OPEN_FOR


class JoiningQuerySet(models.QuerySet["Joining"]):
    def open(self) -> "JoiningQuerySet":
        return self.filter(expires_at__gt=timezone.now())


class Joining(models.Model):
    """An invitation to a team: what the colleague will be there. Gone as soon as it is accepted or taken back."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organiser = models.ForeignKey(Organiser, models.CASCADE, related_name="joinings", db_index=False)
    email = models.EmailField()
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="fi")
    role = models.CharField(max_length=6, choices=TeamMember.Role)
    limited = models.BooleanField(default=False)
    tours = models.ManyToManyField("events.Tour", blank=True, related_name="+")
    events = models.ManyToManyField("events.Event", blank=True, related_name="+")
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    join_version = models.PositiveIntegerField(default=1)
    join_digest = TokenDigestField(purpose="join")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(default=week_ahead)

    objects = JoiningQuerySet.as_manager()

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(fields=["organiser", "email"], name="one_joining_per_organiser_and_email")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.uuid}"

    @property
    def token(self) -> str:
        return tokens.token_of(Purpose.JOIN, self)

    @property
    def is_open(self) -> bool:
        return self.expires_at > timezone.now()
