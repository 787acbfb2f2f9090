"""Regions and municipalities, with the codes that statistics use."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from venues.fields import NameField, all_languages
from venues.text import search_key, sort_key


class Region(models.Model):
    """A region (maakunta, landskap), county or collaborative area, with its dates of validity."""

    class Kind(models.TextChoices):
        REGION = "region", _("region")
        COUNTY = "county", _("wellbeing services county")
        AREA = "area", _("collaborative area")

    code = models.CharField(max_length=8)
    iso_code = models.CharField(max_length=8, blank=True)
    slug = models.SlugField(unique=True)
    name = NameField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.REGION)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    sort_key = models.CharField(max_length=300, editable=False)

    class Meta:
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="region_code_once_per_kind")]

    def __str__(self) -> str:
        return str(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(all_languages(self.name)[0])
        super().save(*args, **kwargs)


class Municipality(models.Model):
    """A municipality; its languages decide which texts a stop there must have."""

    code = models.CharField(max_length=3, unique=True)
    name = NameField()
    region = models.ForeignKey(Region, models.PROTECT, related_name="municipalities")
    languages = models.JSONField(default=list)
    search_text = models.TextField(editable=False, default="")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = search_key(*all_languages(self.name))
        super().save(*args, **kwargs)
