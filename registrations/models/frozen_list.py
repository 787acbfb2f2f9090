"""An attendance list as a document: what it was at a moment, stored with a checksum and a lifetime of its own."""

import datetime
import hashlib
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event, Session, User
from registrations.lifetimes import as_days
from registrations.models.registration import Registration
from venues.fields import CleanCharField


def lists_kept_until(event: Event) -> datetime.date:
    """The last day on which an attendance list of this event, frozen as a document, may be here."""
    return event.date + as_days(event.organiser.frozen_kept_months)


class FrozenListQuerySet(models.QuerySet["FrozenList"]):
    def kept(self) -> "FrozenListQuerySet":
        """Those whose document is still there."""
        return self.filter(removed_at=None)


class FrozenList(models.Model):
    """A numbered version. Written once; when its lifetime is over the document goes and the numbers stay.

    `uuid` is that of the form sent, so that a second press is the same version. `content_digest` is of what the list
    said, in no language; `added`, `removed` and `changed` compare it with the version before, None where none is kept.
    """

    class Purpose(models.TextChoices):
        ARCHIVE = "archive", _("The archive")
        FUNDING = "funding", _("Accounting to whoever pays for the tour or the meeting")
        REPORT = "report", _("Reporting and follow-up")
        DECISION = "decision", _("Minutes or a decision that rests on who was there")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="frozen_lists", db_index=False)
    number = models.PositiveIntegerField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose)
    case_number = CleanCharField(max_length=60, blank=True)
    kept_until = models.DateField(help_text="The last day on which the document is here.")
    removed_at = models.DateTimeField(null=True, editable=False)
    content_digest = models.CharField(max_length=64)
    people = models.PositiveIntegerField()
    came = models.PositiveIntegerField()
    added = models.PositiveIntegerField(null=True)
    removed = models.PositiveIntegerField(null=True)
    changed = models.PositiveIntegerField(null=True)
    facts_changed = models.BooleanField(default=False, help_text="Of the session or the case, not of people.")
    registrations = models.ManyToManyField(
        Registration, related_name="frozen_lists", help_text="Who stands in it, while the document is here."
    )

    objects = FrozenListQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_frozen_list_per_number")
        ]
        indexes = [
            models.Index(fields=["kept_until"], condition=models.Q(removed_at=None), name="frozen_lists_kept")
        ]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.number}"

    @property
    def last_day(self) -> datetime.date:
        """Until when the document is here: as was said when it was frozen, or less if the organiser keeps them less now."""
        return min(self.kept_until, lists_kept_until(self.session.event))

    @property
    def has_differences(self) -> bool:
        return self.added is not None


class FrozenFile(models.Model):
    """One of the version's two files. The bytes stand in a table of their own, and no list reads them."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JSON = "json", "JSON"

    frozen_list = models.ForeignKey(FrozenList, models.CASCADE, related_name="files", db_index=False)
    kind = models.CharField(max_length=4, choices=Kind)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="Bytes.")
    content = models.BinaryField(null=True, help_text="Nothing when its lifetime is over.")

    class Meta:
        ordering = ["-kind"]
        constraints = [
            models.UniqueConstraint(fields=["frozen_list", "kind"], name="one_frozen_file_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.frozen_list_id}.{self.kind}"

    @property
    def is_whole(self) -> bool:
        """Whether the bytes are those that were stored."""
        return self.content is not None and checksum(bytes(self.content)) == self.sha256

    @property
    def is_as_it_should_be(self) -> bool:
        """Whole while the version's document is kept, without bytes once it was removed."""
        return self.content is None if self.frozen_list.removed_at else self.is_whole


def checksum(content: bytes) -> str:
    """SHA-256 as `sha256sum` prints it."""
    return hashlib.sha256(content).hexdigest()
