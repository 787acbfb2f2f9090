"""Venues and their rooms: a register that organisers share."""

import zoneinfo
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from venues.fields import CleanCharField, NameField, ProseField, all_languages
from venues.models.region import Municipality
from venues.text import search_key


def validate_timezone(name: str) -> None:
    """Only zones that the machine knows."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("There is no time zone of this name."))


class VenueQuerySet(models.QuerySet["Venue"]):
    def search(self, words: str) -> "VenueQuerySet":
        """Venues that hold each word in some language or alias: Uleåborg finds Oulu."""
        found = self
        for word in search_key(words).split():
            found = found.filter(models.Q(search_text__contains=word))
        return found


class Venue(models.Model):
    """A place where people meet. One that another organiser's coming session uses is changed by copy."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = NameField()
    aliases = CleanCharField(max_length=300, blank=True)
    address = CleanCharField(max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="venues"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    timezone = models.CharField(max_length=50, default="Europe/Helsinki", validators=[validate_timezone])
    accessibility = ProseField(blank=True)
    directions = ProseField(blank=True)
    search_text = models.TextField(editable=False, default="")

    objects = VenueQuerySet.as_manager()

    class Meta:
        ordering = ["search_text"]

    def __str__(self) -> str:
        return str(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        names = [*all_languages(self.name), self.aliases, self.address]
        if self.municipality:
            names += all_languages(self.municipality.name)
        self.search_text = search_key(*names)
        super().save(*args, **kwargs)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)


class Room(models.Model):
    """A hall inside a venue."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="rooms")
    name = NameField()
    capacity = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.name)
