"""The day that a tour repeats in each of its cities: parts by the clock on the wall, and days counted back from it."""

from uuid import uuid4

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from events.models.session import Session
from events.models.tour import Tour
from venues.fields import NameField, ProseField

MOST_DAYS = 400


class ProgrammeTemplate(models.Model):
    """A tour's day; its parts are its `rows`."""

    tour = models.OneToOneField(Tour, models.CASCADE, related_name="programme")

    def __str__(self) -> str:
        return str(self.tour)


def _whole(moment: str) -> Q:
    """A moment before the day has its days and its clock, or neither."""
    return Q(**{f"{moment}_days": None, f"{moment}_clock": None}) | Q(
        **{f"{moment}_days__isnull": False, f"{moment}_clock__isnull": False}
    )


class SessionTemplate(models.Model):
    """A part of the day. `opens_`, `closes_` and `reminds_`: so many days (or working days) before it, at a clock time.

    Empty times mean what they mean in a session: not known yet, with the publication, when it begins, never.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.ForeignKey(ProgrammeTemplate, models.CASCADE, related_name="rows")
    title = NameField()
    short_title = NameField()
    description = ProseField(blank=True)
    audience = ProseField(blank=True)
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    doors = models.TimeField(null=True, blank=True)
    admission = models.CharField(max_length=10, choices=Session.Admission, default=Session.Admission.OPEN)
    listing = models.CharField(max_length=7, choices=Session.Listing, default=Session.Listing.OUTLINE)
    attendance = models.CharField(
        max_length=9, choices=Session.Attendance, default=Session.Attendance.IN_PERSON
    )
    in_person_capacity = models.PositiveIntegerField(null=True, blank=True)
    online_capacity = models.PositiveIntegerField(null=True, blank=True)
    walk_ins_welcome = models.BooleanField(default=True)
    opens_days = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(MOST_DAYS)]
    )
    opens_working = models.BooleanField(default=False)
    opens_clock = models.TimeField(null=True, blank=True)
    closes_days = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(MOST_DAYS)]
    )
    closes_working = models.BooleanField(default=False)
    closes_clock = models.TimeField(null=True, blank=True)
    reminds_days = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(MOST_DAYS)]
    )
    reminds_working = models.BooleanField(default=False)
    reminds_clock = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")) | Q(ends=None), name="row_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts__isnull=False), name="row_end_has_start"
            ),
            models.CheckConstraint(condition=_whole("opens"), name="row_opens_on_a_day_at_a_time"),
            models.CheckConstraint(condition=_whole("closes"), name="row_closes_on_a_day_at_a_time"),
            models.CheckConstraint(condition=_whole("reminds"), name="row_reminds_on_a_day_at_a_time"),
        ]

    def __str__(self) -> str:
        return str(self.short_title)
