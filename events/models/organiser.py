"""The organiser (the tenant) and its team."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.user import User
from venues.fields import CleanCharField, NameField, ProseField


class Organiser(models.Model):
    """A ministry, agency, municipality or NGO: nothing personal is seen by any other."""

    name = NameField()
    slug = models.SlugField(unique=True)
    mailbox = models.EmailField(help_text=_("A functional mailbox that somebody reads."))
    phone = CleanCharField(max_length=40, blank=True)
    required_languages = models.JSONField(default=list)
    privacy_notice = ProseField(blank=True)
    notice_version = models.PositiveIntegerField(default=1)
    accessibility_contact = CleanCharField(max_length=200, blank=True)
    names_kept_months = models.PositiveSmallIntegerField(default=12)
    sensitive_kept_days = models.PositiveSmallIntegerField(default=14)
    contacts_kept_months = models.PositiveSmallIntegerField(default=24, db_default=24)
    frozen_kept_months = models.PositiveSmallIntegerField(
        default=12,
        db_default=12,
        help_text=_(
            "How many months after the day an attendance list frozen as a document is kept here at most."
        ),
    )

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)


class TeamMember(models.Model):
    """What a user may do for an organiser; where `limited`, or any are chosen, for the chosen tours and events only.

    `limited` stays when what was chosen is deleted: nobody gets all by losing the last stop.
    """

    class Role(models.TextChoices):
        VIEWER = "viewer", _("viewer")
        DOOR = "door", _("door")
        EDITOR = "editor", _("editor")
        ADMIN = "admin", _("administrator")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", db_index=False)
    organiser = models.ForeignKey(Organiser, models.CASCADE, related_name="team")
    role = models.CharField(max_length=6, choices=Role)
    limited = models.BooleanField(default=False)
    tours = models.ManyToManyField("events.Tour", blank=True, related_name="+")
    events = models.ManyToManyField("events.Event", blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organiser"], name="one_role_per_user_and_organiser")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
