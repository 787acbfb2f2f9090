"""A tour: the same day in several cities."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.actors import Actor
from events.models import frozen
from events.models.organiser import Organiser
from venues.fields import CleanCharField, NameField, ProseField, all_languages
from venues.text import search_key

FROZEN = ("slug", "status")


class TourQuerySet(models.QuerySet["Tour"]):
    def visible_to(self, actor: Actor) -> "TourQuerySet":
        """Published tours, and the unpublished ones of the actor's own teams."""
        return self.filter(~Q(status=Tour.Status.DRAFT) | actor.team_rows("organiser", tour="pk"))

    def editable_by(self, actor: Actor) -> "TourQuerySet":
        return self.filter(actor.editor_rows("organiser", tour="pk"))

    def search(self, words: str) -> "TourQuerySet":
        """Tours that hold each word in their titles, in some language."""
        found = self
        for word in search_key(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def with_first_day(self) -> "TourQuerySet":
        """With `first_day`, that of the first stop or None: its year tells a tour from that of the year before."""
        return self.annotate(first_day=models.Min("stops__date"))


class Tour(models.Model):
    """A series of stops under one title; a stop is an event on a tour."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        CANCELLED = "cancelled", _("Cancelled")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organiser = models.ForeignKey(Organiser, models.PROTECT, related_name="tours")
    co_organisers = models.ManyToManyField(Organiser, blank=True, related_name="+")
    title = NameField()
    short_title = NameField()
    slug = models.SlugField(unique=True, max_length=80)
    summary = ProseField(blank=True)
    languages = models.JSONField(default=list)
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    publish_at = models.DateTimeField(null=True, blank=True)
    publication_refused_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    project = CleanCharField(max_length=200, blank=True)
    case_number = CleanCharField(max_length=60, blank=True)
    repeats = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="repeated_as")
    search_text = models.TextField(editable=False, default="")

    objects = TourQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.short_title)

    def save(self, *args: Any, by_verb: bool = False, **kwargs: Any) -> None:
        """Only a verb of events/actions may change a published tour's FROZEN columns."""
        if not by_verb and (names := frozen.changed(self, FROZEN)):
            published = Tour.objects.filter(pk=self.pk).exclude(status=Tour.Status.DRAFT)
            frozen.refuse(self, names if published.exists() else [])
        self.search_text = search_key(*all_languages(self.title), *all_languages(self.short_title))
        super().save(*args, **kwargs)
