"""What the team has to do before and after the day: lines of a tour, which hold at each of its stops, and a stop's own."""

import datetime
from uuid import uuid4

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.models.tour import Tour
from events.models.user import User
from venues.fields import CleanCharField

MOST_DAYS = 730


class ChecklistItem(models.Model):
    """One thing to do, due so many days before or after the day; 0 is the day itself."""

    class Side(models.TextChoices):
        BEFORE = "before", _("before the day")
        AFTER = "after", _("after the day")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    tour = models.ForeignKey(Tour, models.CASCADE, null=True, blank=True, related_name="checklist")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="checklist")
    title = CleanCharField(max_length=200)
    days = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(MOST_DAYS)])
    side = models.CharField(max_length=6, choices=Side, default=Side.BEFORE)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tour__isnull=False, event__isnull=True)
                | Q(tour__isnull=True, event__isnull=False),
                name="checklist_of_a_tour_or_an_event",
            ),
            models.CheckConstraint(condition=Q(days__lte=MOST_DAYS), name="checklist_within_two_years"),
        ]

    def __str__(self) -> str:
        return self.title

    def due(self, day: datetime.date) -> datetime.date:
        """When it is due at an event of this day."""
        days = datetime.timedelta(days=self.days)
        return day + days if self.side == self.Side.AFTER else day - days


class ChecklistMark(models.Model):
    """That a line is done at one event, since when and by whom."""

    item = models.ForeignKey(ChecklistItem, models.CASCADE, related_name="marks", db_index=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="checklist_marks")
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "event"], name="one_mark_per_line_and_event")]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.event_id}"


def lines_of(event: Event) -> list[ChecklistItem]:
    """The lines of the event's tour and its own, the earliest due first."""
    lines = [*(event.tour.checklist.all() if event.tour else ()), *event.checklist.all()]
    return sorted(lines, key=lambda item: (item.due(event.date), item.pk))
