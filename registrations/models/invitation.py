"""An invitation: one person to one event, opening named sessions."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events import tokens
from events.actors import Actor
from events.models import Event, Session
from events.tokens import Purpose, TokenDigestField
from registrations.models.person import Person
from venues.fields import CleanCharField


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, actor: Actor) -> "InvitationQuerySet":
        return self.filter(actor.team_rows("event__organiser", tour="event__tour", event="event"))

    def whole(self) -> "InvitationQuerySet":
        return self.select_related(
            "person", "letters_to", "event__tour", "event__organiser", "event__venue__municipality"
        )


class Invitation(models.Model):
    """Opens the INVITATION sessions of one event to one person; answered by that person or for them."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Delivery failed")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        SUBSTITUTED = "substituted", _("Substitute named")
        EXPIRED = "expired", _("Expired")

    class AnsweredBy(models.TextChoices):
        INVITEE = "invitee", _("the invited person")
        PROXY = "proxy", _("somebody who answers for them")
        SUBSTITUTE = "substitute", _("somebody who comes instead")
        ORGANISER = "organiser", _("the organiser")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    event = models.ForeignKey(Event, models.PROTECT, related_name="invitations")
    sessions = models.ManyToManyField(Session, through="InvitedSession", related_name="invitations")
    job_title = CleanCharField(max_length=150, blank=True)
    organisation_text = CleanCharField(max_length=200, blank=True)
    role = models.CharField(
        max_length=11,
        blank=True,
        help_text="A Registration.Role that whoever accepts gets; empty is the usual one.",
    )
    letters_to = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=11, choices=State, default=State.DRAFT)
    answered_by = models.CharField(max_length=10, choices=AnsweredBy, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    substitute_for = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="substitute"
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    invitation_version = models.PositiveIntegerField(default=1)
    invitation_digest = TokenDigestField(purpose="invitation")
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "event"],
                condition=~Q(state__in=["expired", "substituted"]),
                name="one_invitation_per_person_and_event",
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def token(self) -> str:
        return tokens.token_of(Purpose.INVITATION, self)

    @property
    def addressee(self) -> Person:
        """Who reads the letters: the invited person, or the secretary who answers for them."""
        return self.letters_to or self.person


class InvitedSession(models.Model):
    """A session that an invitation opens, and what its reader was last told of it."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="opens", db_index=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="invited", db_index=False)
    told_sequence = models.PositiveIntegerField(default=0)
    told_digest = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invitation", "session"], name="invited_to_a_session_once")
        ]
        indexes = [models.Index(fields=["session", "told_sequence"])]

    def __str__(self) -> str:
        return f"{self.invitation_id}/{self.session_id}"
