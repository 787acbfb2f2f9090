"""The human being behind an address."""

import unicodedata
from contextlib import suppress
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

from events import tokens
from events.models import Organiser
from events.tokens import Purpose, TokenDigestField
from venues.fields import CleanCharField
from venues.text import search_key, sort_key


def normal_email(address: str) -> str:
    """How an address is compared and written to: NFKC, lower case, no spaces around, its domain in ASCII if it can be."""
    name, at, domain = unicodedata.normalize("NFKC", address).strip().lower().rpartition("@")
    with suppress(UnicodeError):
        domain = punycode(domain)
    return f"{name}{at}{domain}"


class Person(models.Model):
    """Somebody an organiser knows; e-mail is unique per organiser, or missing (a secretary answers then)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organiser = models.ForeignKey(Organiser, models.PROTECT, related_name="people", db_index=False)
    name = CleanCharField(max_length=150)
    email = models.EmailField(null=True, blank=True)
    language = models.CharField(
        max_length=10, choices=settings.LANGUAGES, blank=True, help_text=_("Empty: unknown.")
    )
    source = CleanCharField(max_length=100, blank=True)
    feed_version = models.PositiveIntegerField(default=1)
    feed_digest = TokenDigestField(purpose="feed")
    bounced_at = models.DateTimeField(null=True, blank=True)
    do_not_write_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    search_text = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=500, editable=False, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organiser", "email"],
                condition=Q(email__isnull=False),
                name="one_person_per_organiser_and_email",
            ),
            models.CheckConstraint(condition=Q(email=None) | ~Q(email=""), name="email_is_there_or_null"),
        ]
        indexes = [models.Index(fields=["email"]), models.Index(fields=["organiser", "sort_key"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.put_in_order()
        known, fields = not self._state.adding, kwargs.get("update_fields")
        super().save(*args, **kwargs)
        if known and (fields is None or {"name", "email"} & set(fields)):
            for registration in self.registrations.all():
                registration.save(update_fields=["person"])

    def put_in_order(self) -> None:
        """The address as it is compared, and by what this person is searched and sorted."""
        self.email = normal_email(self.email) if self.email else None
        self.search_text = search_key(self.name)
        self.sort_key = sort_key(family_name_first(self.name))

    @property
    def wants_letters(self) -> bool:
        """Whether there is an address to write to, and nobody has asked not to be written to."""
        return bool(self.email and not self.do_not_write_at)

    @property
    def feed_token(self) -> str:
        return tokens.token_of(Purpose.FEED, self)


def family_name_first(name: str) -> str:
    """'Elle-Máret Näkkäläjärvi' → 'Näkkäläjärvi Elle-Máret': lists are sorted by the last word of a name."""
    *given, family = name.split() or [""]
    return " ".join([family, *given])
