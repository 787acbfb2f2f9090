"""Whom to ask, and what to read."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.models.tour import Tour
from venues.fields import CleanCharField, NameField

_OF_ONE = Q(tour__isnull=False, event__isnull=True) | Q(tour__isnull=True, event__isnull=False)


class Contact(models.Model):
    """Somebody who answers questions about a tour or an event."""

    tour = models.ForeignKey(Tour, models.CASCADE, null=True, blank=True, related_name="contacts")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="contacts")
    name = CleanCharField(max_length=150)
    role = NameField(blank=True)
    email = models.EmailField(blank=True)
    phone = CleanCharField(max_length=40, blank=True)
    press = models.BooleanField(default=False)
    accessibility = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=_OF_ONE, name="contact_of_a_tour_or_an_event")]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """Something to read, with its language; the address may still be unknown."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("everybody")
        REGISTERED = "registered", _("the registered")
        INVITED = "invited", _("the invited")

    class Phase(models.TextChoices):
        BEFORE = "before", _("from the beginning")
        AFTER = "after", _("when the day is over")

    tour = models.ForeignKey(Tour, models.CASCADE, null=True, blank=True, related_name="documents")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="documents")
    title = NameField()
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="fi")
    url = models.URLField(blank=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    phase = models.CharField(max_length=6, choices=Phase, default=Phase.BEFORE)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=_OF_ONE, name="document_of_a_tour_or_an_event")]

    def __str__(self) -> str:
        return str(self.title)
