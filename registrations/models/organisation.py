"""The body somebody comes from, and what was decided about a text that a form brought in."""

import re
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Organiser
from venues.fields import CleanCharField, NameField, all_languages
from venues.models import Municipality
from venues.text import fold, search_key

_NOT_A_WORD = re.compile(r"[^\w]+")


def alias_key(text: str) -> str:
    """By what two spellings of a body are one: case, accents and punctuation folded away; '' when nothing is left."""
    return " ".join(_NOT_A_WORD.sub(" ", fold(text)).split())[:200]


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def known_to(self, *organisers: int) -> "OrganisationQuerySet":
        """The shared ones, and those that these organisers made for themselves."""
        return self.filter(Q(organiser=None) | Q(organiser__in=organisers))


class Organisation(models.Model):
    """A municipality, parish, NGO …; forms suggest, never force, and unmatched texts wait for tidying.

    Without an organiser it is shared; one that was made while tidying is its organiser's alone.
    """

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        COUNTY = "county", _("county or region")
        STATE = "state", _("state")
        NGO = "ngo", _("non-governmental organisation")
        PARISH = "parish", _("parish")
        SCHOOL = "school", _("school or university")
        COMPANY = "company", _("company")
        MEDIA = "media", _("media")
        YOUTH = "youth", _("youth council")
        OTHER = "other", _("other")

    organiser = models.ForeignKey(Organiser, models.CASCADE, null=True, blank=True, related_name="+")
    name = NameField()
    aliases = CleanCharField(max_length=300, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    municipality = models.ForeignKey(Municipality, models.SET_NULL, null=True, blank=True, related_name="+")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    search_text = models.TextField(editable=False, default="")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["search_text"]

    def __str__(self) -> str:
        return str(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = search_key(*all_languages(self.name), self.aliases)
        super().save(*args, **kwargs)

    @property
    def keys(self) -> set[str]:
        """What a text may be to mean this body without anybody having said so."""
        return {alias_key(text) for text in (*all_languages(self.name), *self.aliases.split(","))} - {""}


class OrganisationAlias(models.Model):
    """What an organiser decided about a text: the body that it means, or none, when it means no body at all."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organiser = models.ForeignKey(
        Organiser, models.CASCADE, related_name="organisation_aliases", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="texts"
    )
    key = models.CharField(max_length=200, editable=False)
    text = CleanCharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organiser", "key"], name="one_decision_per_organiser_and_text"),
            models.CheckConstraint(condition=~Q(key=""), name="a_decision_is_about_a_text"),
        ]

    def __str__(self) -> str:
        return self.text
