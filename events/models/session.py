"""A session: one part of the day, with its own door, places and calendar entry."""

import datetime
import hashlib
import json
import zoneinfo
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.actors import Actor
from events.models import frozen
from events.models.event import Event
from events.models.tour import Tour
from venues.fields import NameField, ProseField, all_languages, in_language
from venues.models import Room
from venues.text import clean_line, clean_text, search_key

MATERIAL = ("event", "starts_at", "ends_at", "room", "title", "short_title", "attendance", "status")
"""The columns of a session that people are written to about; its event has a day and a venue besides."""


class Mode(models.TextChoices):
    """A way of taking part. It is a state of the person, not a kind of ticket."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")


COUNTS = {f"{mode.value}_{count}" for mode in Mode for count in ("overflow", "taken", "waiting")}


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, actor: Actor) -> "SessionQuerySet":
        """Whose outline the actor may see: listed ones of published events, the actor's own, the team's."""
        published = ~Q(event__status=Event.Status.DRAFT) & (
            Q(event__tour=None) | ~Q(event__tour__status=Tour.Status.DRAFT)
        )
        return self.filter(
            (published & (Q(listing=Session.Listing.OUTLINE) | Q(pk__in=actor.session_ids)))
            | actor.team_rows("event__organiser", tour="event__tour", event="event")
        )

    def open_to(self, actor: Actor) -> "SessionQuerySet":
        """Of those, the ones that the actor may see whole and enter: open ones, own ones, the team's."""
        return self.visible_to(actor).filter(
            Q(admission=Session.Admission.OPEN)
            | Q(pk__in=actor.session_ids)
            | actor.team_rows("event__organiser", tour="event__tour", event="event")
        )

    def editable_by(self, actor: Actor) -> "SessionQuerySet":
        return self.filter(actor.editor_rows("event__organiser", tour="event__tour", event="event"))

    def search(self, words: str) -> "SessionQuerySet":
        """Sessions whose titles hold a word in some language, and with their event's names all of them."""
        found, own = self, Q()
        for word in search_key(words).split():
            here = Q(search_text__contains=word)
            found, own = found.filter(here | Q(event__search_text__contains=word)), own | here
        return found.filter(own)

    def coming(self, now: Any = None, today: Any = None) -> "SessionQuerySet":
        """Not yet begun; one without a known time counts until its day is over. Now, or at slots of a Prepared."""
        now, today = now or timezone.now(), today or timezone.localdate()
        return self.filter(Q(starts_at__gt=now) | Q(starts_at=None, event__date__gte=today))

    def open_for_registration(self, now: Any = None, today: Any = None) -> "SessionQuerySet":
        now = now or timezone.now()
        return self.coming(now, today).filter(
            Q(registration_opens=None) | Q(registration_opens__lte=now),
            Q(registration_closes=None) | Q(registration_closes__gt=now),
            admission=Session.Admission.OPEN,
            status=Session.Status.SCHEDULED,
            event__status=Event.Status.PUBLISHED,
        )

    def whole(self) -> "SessionQuerySet":
        """With everything that a page, a letter or a calendar says about a session."""
        return self.select_related("event__tour", "event__organiser", "event__venue__municipality", "room")


def _within(mode: str) -> Q:
    return Q(**{f"{mode}_capacity": None}) | Q(
        **{f"{mode}_taken__lte": F(f"{mode}_capacity") + F(f"{mode}_overflow")}
    )


class Session(models.Model):
    """One part of an event: its times, who may come, how, and how many places are taken."""

    class Admission(models.TextChoices):
        OPEN = "open", _("Open")
        INVITATION = "invitation", _("By invitation")

    class Listing(models.TextChoices):
        OUTLINE = "outline", _("Shown in outline")
        HIDDEN = "hidden", _("Hidden")

    class Attendance(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        MIXED = "mixed", _("In person and online")

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("Scheduled")
        CANCELLED = "cancelled", _("Cancelled")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="sessions")
    template_row = models.ForeignKey(
        "SessionTemplate", models.SET_NULL, null=True, blank=True, editable=False, related_name="sessions"
    )
    title = NameField()
    short_title = NameField()
    description = ProseField(blank=True)
    audience = ProseField(blank=True, help_text=_("The groups it is for, one on a line."))
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    doors_open_at = models.DateTimeField(null=True, blank=True)
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="sessions")
    admission = models.CharField(max_length=10, choices=Admission, default=Admission.OPEN)
    listing = models.CharField(max_length=7, choices=Listing, default=Listing.OUTLINE)
    attendance = models.CharField(max_length=9, choices=Attendance, default=Attendance.IN_PERSON)
    status = models.CharField(max_length=9, choices=Status, default=Status.SCHEDULED)
    registration_opens = models.DateTimeField(null=True, blank=True)
    registration_closes = models.DateTimeField(null=True, blank=True)
    reminder_at = models.DateTimeField(
        null=True, blank=True, help_text="When whoever takes part is reminded."
    )
    walk_ins_welcome = models.BooleanField(default=True)
    spoken_languages = models.JSONField(default=list)
    interpretation = ProseField(blank=True)
    captions = ProseField(blank=True)
    recorded = models.BooleanField(default=False, db_default=False)
    filming_note = ProseField(blank=True, default="", db_default="")

    in_person_capacity = models.PositiveIntegerField(null=True, blank=True)
    in_person_overflow = models.PositiveIntegerField(default=0, editable=False)
    in_person_taken = models.PositiveIntegerField(default=0, editable=False)
    in_person_waiting = models.PositiveIntegerField(default=0, editable=False)
    online_capacity = models.PositiveIntegerField(null=True, blank=True)
    online_overflow = models.PositiveIntegerField(default=0, editable=False)
    online_taken = models.PositiveIntegerField(default=0, editable=False)
    online_waiting = models.PositiveIntegerField(default=0, editable=False)

    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    digest = models.CharField(max_length=32, editable=False, default="")
    search_text = models.TextField(editable=False, default="")

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["changed_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")) | Q(ends_at=None), name="session_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False), name="session_end_has_start"
            ),
            models.CheckConstraint(condition=_within("in_person"), name="room_never_overbooked"),
            models.CheckConstraint(condition=_within("online"), name="web_never_overbooked"),
        ]

    def __str__(self) -> str:
        return str(self.short_title)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every save sees to the digest; `changed_at` moves with it.

        What people are written to about changes, once published, only together with a higher `sequence`,
        which the verbs of events/actions raise; anything else is a SilentChange. The counts of places are
        never written back: registrations change them meanwhile, in the row.
        """
        if not self._state.adding and kwargs.get("update_fields") is None:
            columns = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = columns - COUNTS
        self._make_findable(kwargs)
        digest = self.make_digest()
        if digest != self.digest:
            self._refuse_silent_change()
            self.digest, self.changed_at = digest, timezone.now()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "digest", "changed_at"}
        super().save(*args, **kwargs)

    def _make_findable(self, kwargs: dict[str, Any]) -> None:
        found_by = search_key(*all_languages(self.title), *all_languages(self.short_title))
        if found_by != self.search_text:
            self.search_text = found_by
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}

    def _refuse_silent_change(self) -> None:
        if self.pk and self.event.status != Event.Status.DRAFT:
            stored = Session.objects.filter(pk=self.pk).values_list("sequence", flat=True).first()
            if stored is not None and self.sequence <= stored:
                frozen.refuse(self, frozen.changed(self, MATERIAL))

    def make_digest(self) -> str:
        """Of all that a calendar shows of this session (events/ical/sessions.py), in every language.

        And of its being recorded: a session of which nothing of that is said has the digest that it had before.
        """
        venue, room, tour = self.event.venue, self.room, self.event.tour
        names = [self.event.title, self.event.city, tour and tour.short_title, room and room.name]
        place = [venue.latitude, venue.longitude] if venue else None
        shown = [self.notice_digest(), place, _versions(self.description, clean_text), *map(_versions, names)]
        note = _versions(self.filming_note, clean_text)
        return _digest([*shown, self.recorded, note] if self.recorded or note else shown)

    def notice_digest(self) -> str:
        """Of what people are written to about: times, place, titles, way of taking part, status."""
        venue = self.event.venue
        return _digest(
            [
                self.event.date,
                self.starts_at,
                self.ends_at,
                [venue.pk, _versions(venue.name), clean_line(venue.address), venue.timezone]
                if venue
                else None,
                self.room_id,
                _versions(self.title),
                _versions(self.short_title),
                self.attendance,
                self.status,
            ]
        )

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return self.event.zone

    @property
    def modes(self) -> list[Mode]:
        """The ways of taking part that this session offers."""
        return [*_MODES.get(self.attendance, ())]

    @property
    def is_streamed(self) -> bool:
        return self.attendance != self.Attendance.IN_PERSON

    @property
    def is_open_to_all(self) -> bool:
        return self.admission == self.Admission.OPEN

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def has_begun(self) -> bool:
        if self.starts_at is None:
            return self.event.is_over
        return self.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        if self.ends_at is None:
            return self.event.is_over
        return self.ends_at <= timezone.now()

    @property
    def opens_at(self) -> datetime.datetime | None:
        """When registration opens: at a set time, else with the publication (None while unpublished)."""
        return self.registration_opens or self.event.published_at

    def capacity(self, mode: str) -> int | None:
        """Places of this mode; None is no limit."""
        return getattr(self, f"{mode}_capacity")

    def places_left(self, mode: str) -> int | None:
        """Free places of this mode; 0 while anybody waits for one; None is no limit."""
        capacity = self.capacity(mode)
        if capacity is None:
            return None
        if getattr(self, f"{mode}_waiting"):
            return 0
        return max(capacity - getattr(self, f"{mode}_taken"), 0)

    def audience_groups(self, language: str) -> list[str]:
        """The groups that the session is for."""
        return [line for line in in_language(self.audience, language)[0].splitlines() if line]


_MODES: dict[str, tuple[Mode, ...]] = {
    Session.Attendance.IN_PERSON: (Mode.IN_PERSON,),
    Session.Attendance.ONLINE: (Mode.ONLINE,),
    Session.Attendance.MIXED: (Mode.IN_PERSON, Mode.ONLINE),
}


def _digest(shown: list[Any]) -> str:
    return hashlib.sha256(json.dumps(shown, default=_plain, sort_keys=True).encode()).hexdigest()[:32]


def _versions(text: Any, clean: Callable[[str], str] = clean_line) -> dict[str, str]:
    """A text by language as it will be stored, whether it was just given as a dict or comes from a row."""
    data = getattr(text, "data", text) or {}
    if not isinstance(data, dict):
        return {"": clean(str(data))}
    return {language: clean(words) for language, words in data.items() if words}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    return str(value)
