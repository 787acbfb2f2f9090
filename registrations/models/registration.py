"""One person at one event; what they take part in are its participations."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events import tokens
from events.actors import Actor
from events.models import Event
from events.tokens import Purpose, TokenDigestField
from registrations.models.invitation import Invitation
from registrations.models.organisation import Organisation
from registrations.models.person import Person
from venues.fields import CleanCharField
from venues.models import Region
from venues.text import fold, sort_key

LISTED = ("sort_key", "organisation_key", "search_text")
"""What the participants' table is sorted and searched by; made from the person and the organisation at each save."""
_LISTED_FROM = frozenset({"person", "organisation_text", *LISTED})


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def visible_to(self, actor: Actor) -> "RegistrationQuerySet":
        """The actor's own, and those of events that the actor's teams may read."""
        return self.filter(
            Q(pk__in=actor.registration_ids)
            | actor.team_rows("event__organiser", tour="event__tour", event="event")
        )

    def live(self) -> "RegistrationQuerySet":
        return self.filter(cancelled_at=None, erased_at=None)

    def bulk_create(self, objs: Iterable["Registration"], *args: Any, **kwargs: Any) -> list["Registration"]:
        rows = list(objs)
        for row in rows:
            row.list_anew()
        return super().bulk_create(rows, *args, **kwargs)

    def whole(self) -> "RegistrationQuerySet":
        return self.select_related(
            "person",
            "letters_to",
            "organisation",
            "event__tour",
            "event__organiser",
            "event__venue__municipality",
        )


class Registration(models.Model):
    """One person at one event, with the tokens that open their page and their ticket."""

    class Role(models.TextChoices):
        PARTICIPANT = "participant", _("participant")
        SPEAKER = "speaker", _("speaker")
        YOUTH = "youth", _("youth representative")
        PRESS = "press", _("press")
        STAFF = "staff", _("staff")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="registrations")
    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations", db_index=False)
    submission = models.UUIDField(default=uuid4, unique=True, editable=False)
    invitation = models.OneToOneField(
        Invitation, models.PROTECT, null=True, blank=True, related_name="registration"
    )
    organisation_text = CleanCharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="registrations", db_index=False
    )
    is_private_person = models.BooleanField(default=False)
    job_title = CleanCharField(max_length=150, blank=True)
    municipality_text = CleanCharField(max_length=100, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, blank=True)
    role = models.CharField(max_length=11, choices=Role, default=Role.PARTICIPANT)
    letters_to = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    notice_version = models.PositiveIntegerField(default=1)
    manage_version = models.PositiveIntegerField(default=1)
    manage_digest = TokenDigestField(purpose="manage")
    ticket_version = models.PositiveIntegerField(default=1)
    ticket_digest = TokenDigestField(purpose="ticket")
    door_code = models.CharField(max_length=8, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    sort_key = models.CharField(max_length=500, editable=False, default="")
    organisation_key = models.CharField(max_length=500, editable=False, default="")
    search_text = models.TextField(editable=False, default="")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "event"],
                condition=Q(cancelled_at=None),
                name="one_live_registration_per_person_and_event",
            ),
            models.UniqueConstraint(fields=["event", "door_code"], name="door_code_once_per_event"),
        ]
        indexes = [
            models.Index(fields=["event", "cancelled_at", "created_at"], name="who_registered_when"),
            models.Index(fields=["event", "id"], name="participants_by_time"),
            models.Index(fields=["event", "sort_key"], name="participants_by_name"),
            models.Index(
                fields=["event", "organisation_key", "sort_key"], name="participants_by_organisation"
            ),
            models.Index(
                fields=["event", "organisation_text"],
                condition=Q(organisation=None) & ~Q(organisation_text=""),
                name="texts_without_organisation",
            ),
            *(
                models.Index(
                    fields=[name], condition=Q(**{f"{name}__isnull": False}), name=f"registrations_of_{name}"
                )
                for name in ("organisation", "region", "letters_to")
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is None or _LISTED_FROM.intersection(fields):
            self.list_anew()
            kwargs |= {"update_fields": {*fields, *LISTED}} if fields is not None else {}
        super().save(*args, **kwargs)

    def list_anew(self) -> None:
        """Where this stands in the participants' table. `search_text`: folded, a space before each word."""
        person = self.person
        self.sort_key = person.sort_key
        self.organisation_key = sort_key(self.organisation_text)[:500]
        self.search_text = f" {fold(f'{person.name} {self.organisation_text} {person.email or str()}')}"

    @property
    def manage_token(self) -> str:
        return tokens.token_of(Purpose.MANAGE, self)

    @property
    def ticket_token(self) -> str:
        return tokens.token_of(Purpose.TICKET, self)

    @property
    def addressee(self) -> Person:
        """Who reads the letters: the person, or the secretary who answers for them."""
        return self.letters_to or self.person

    @property
    def organisation_name(self) -> str:
        return self.organisation_text or (str(_("private person")) if self.is_private_person else "")


ON_THE_ROAD = (Registration.Role.SPEAKER, Registration.Role.STAFF)
"""Who comes for the others' sake: they need no seat, are not reached, and cannot be at two events at once."""
