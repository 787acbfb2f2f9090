"""Letters as rows, written in the transaction of what they tell."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from events.models import Session
from registrations.models.invitation import Invitation
from registrations.models.message import Message
from registrations.models.participation import Participation
from registrations.models.person import Person


class OutgoingMail(models.Model):
    """One letter: ids only, the words are made when it is sent. It is about one participation, invitation or person."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed"
        WAITING = "waiting"
        PROMOTED = "promoted"
        CHANGED = "changed"
        REMINDER = "reminder"
        CANCELLED = "cancelled"
        CALLED_OFF = "called_off"
        ALREADY = "already"
        INVITED = "invited"
        ASKED_AGAIN = "asked_again"
        INVITATION_CHANGED = "inv_changed"
        DECLINED = "declined"
        SUBSTITUTED = "substituted"
        LINKS = "links"
        MESSAGE = "message"

    class State(models.TextChoices):
        QUEUED = "queued"
        CLAIMED = "claimed"
        SENT = "sent"
        FAILED = "failed"
        DEAD = "dead"
        OVERTAKEN = "overtaken"

    UNDER_WAY = (State.QUEUED, State.CLAIMED)
    """Written, and neither sent nor given up."""
    INVITING = (Kind.INVITED, Kind.ASKED_AGAIN)
    """An invitation, and the same letter to somebody who has had it and not answered."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=11, choices=Kind)
    revision = models.BigIntegerField(default=0)
    recipient = models.ForeignKey(Person, models.CASCADE, related_name="letters")
    participation = models.ForeignKey(
        Participation, models.CASCADE, null=True, blank=True, related_name="letters", db_index=False
    )
    invitation = models.ForeignKey(
        Invitation, models.CASCADE, null=True, blank=True, related_name="letters", db_index=False
    )
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, blank=True)
    ical_sequence = models.PositiveIntegerField(null=True, blank=True)
    news_of = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="+", db_index=False,
        help_text="The session whose announcements the letter brings: those after the sequence below.",
    )  # fmt: skip
    news_since = models.PositiveIntegerField(null=True, blank=True)
    written = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False,
        help_text="What the letter brings, when it is one to those who take part.",
    )  # fmt: skip
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(
        default=timezone.now, help_text="When it may next be claimed: back-off, or a lease's end."
    )
    error = models.CharField(max_length=200, blank=True)
    sent_digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "kind", "revision"],
                condition=Q(participation__isnull=False),
                name="letter_once_per_participation",
            ),
            models.UniqueConstraint(
                fields=["invitation", "kind", "revision"],
                condition=Q(invitation__isnull=False),
                name="letter_once_per_invitation",
            ),
            models.UniqueConstraint(
                fields=["recipient", "kind", "revision"],
                condition=Q(participation=None, invitation=None),
                name="letter_once_per_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state__in=["queued", "claimed"]), name="letters_to_send"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"

    @property
    def is_wanted(self) -> bool:
        """Whether its reader can be written to and has nothing against it; for their own links they have asked."""
        asked = self.kind == self.Kind.LINKS
        return self.recipient.wants_letters or bool(asked and self.recipient.email)

    @property
    def message_id(self) -> str:
        """The same at each attempt, so that a repeat can be recognised."""
        return f"<{self.uuid}@{settings.ICAL_UID_DOMAIN}>"
