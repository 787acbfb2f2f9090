"""An event: one day in one place, or one online meeting. On a tour it is a stop."""

import datetime
import zoneinfo
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.actors import Actor
from events.models import frozen
from events.models.organiser import Organiser
from events.models.tour import Tour
from venues.fields import CleanCharField, NameField, all_languages
from venues.models import Region, Venue
from venues.text import search_key

FROZEN = ("slug", "date", "venue", "status", "tour")


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, actor: Actor) -> "EventQuerySet":
        """Published events with a session whose outline the actor may see, and the actor's teams' own."""
        this = Event.objects.filter(pk=OuterRef("pk"))
        outlined = Exists(this.filter(sessions__listing="outline"))
        own = Exists(this.filter(sessions__in=actor.session_ids))
        published = ~Q(status=Event.Status.DRAFT) & (Q(tour=None) | ~Q(tour__status=Tour.Status.DRAFT))
        return self.filter(
            (published & (outlined | own)) | actor.team_rows("organiser", tour="tour", event="pk")
        )

    def editable_by(self, actor: Actor) -> "EventQuerySet":
        return self.filter(actor.editor_rows("organiser", tour="tour", event="pk"))

    def search(self, words: str) -> "EventQuerySet":
        """Events that hold each word in their names, their place's or their tour's, in some language."""
        found = self
        for word in search_key(words).split():
            found = found.filter(
                Q(search_text__contains=word)
                | Q(tour__search_text__contains=word)
                | Q(venue__search_text__contains=word)
            )
        return found

    def upcoming(self) -> "EventQuerySet":
        return self.filter(date__gte=timezone.localdate())

    def past(self) -> "EventQuerySet":
        return self.filter(date__lt=timezone.localdate())


class Event(models.Model):
    """One day in one place. Times stand in its sessions."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        CANCELLED = "cancelled", _("Cancelled")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organiser = models.ForeignKey(Organiser, models.PROTECT, related_name="events")
    co_organisers = models.ManyToManyField(Organiser, blank=True, related_name="+")
    tour = models.ForeignKey(Tour, models.PROTECT, null=True, blank=True, related_name="stops")
    title = NameField()
    slug = models.SlugField(unique=True, max_length=80)
    date = models.DateField()
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="events")
    regions = models.ManyToManyField(Region, blank=True, related_name="events")
    languages = models.JSONField(default=list)
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    preceded_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )
    rehearsing_since = models.DateTimeField(null=True, blank=True)
    case_number = CleanCharField(max_length=60, blank=True)
    serves_food = models.BooleanField(default=False)
    answer_by = models.DateField(
        null=True,
        blank=True,
        help_text="The day by which the invited are asked to answer; later answers are taken too.",
    )
    search_text = models.TextField(editable=False, default="")

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["date", "pk"]
        indexes = [models.Index(fields=["date"])]

    def __str__(self) -> str:
        return str(self.title)

    def save(self, *args: Any, by_verb: bool = False, **kwargs: Any) -> None:
        """Only a verb of events/actions may change a published event's FROZEN columns."""
        if not by_verb and (names := frozen.changed(self, FROZEN)):
            published = Event.objects.filter(pk=self.pk).exclude(status=Event.Status.DRAFT)
            frozen.refuse(self, names if published.exists() else [])
        self.search_text = search_key(
            *all_languages(self.title), *(all_languages(self.city) if self.city else [])
        )
        super().save(*args, **kwargs)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The wall clock of the place; an online meeting follows Helsinki."""
        return self.venue.zone if self.venue else zoneinfo.ZoneInfo("Europe/Helsinki")

    @property
    def city(self) -> Any:
        """The municipality's name in several languages, or None for an online meeting."""
        return self.venue.municipality.name if self.venue and self.venue.municipality else None

    @property
    def filed_under(self) -> str:
        """Its case number, else its tour's."""
        return self.case_number or (self.tour.case_number if self.tour else "")

    @property
    def rehearsing(self) -> bool:
        """Doors and watch pages work as if it were now; it ends by itself when the day begins."""
        return self.rehearsing_since is not None and timezone.now().astimezone(self.zone).date() < self.date

    @property
    def is_over(self) -> bool:
        return self.date < timezone.now().astimezone(self.zone).date()

    def is_past_answer_by(self, at: datetime.datetime | None = None) -> bool:
        """Whether the day by which the invited are asked to answer lies behind, now or at another moment."""
        today = (at or timezone.now()).astimezone(self.zone).date()
        return self.answer_by is not None and self.answer_by < today

    def at(self, wall_clock: datetime.time) -> datetime.datetime:
        """The aware moment of a wall-clock time on this day."""
        return datetime.datetime.combine(self.date, wall_clock, tzinfo=self.zone)
