"""One registration at one session: how, and in what state."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.actors import Actor
from events.models import Session
from events.models.session import Mode
from registrations.models.registration import Registration


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, actor: Actor) -> "ParticipationQuerySet":
        return self.filter(
            Q(registration__in=actor.registration_ids)
            | actor.team_rows(
                "session__event__organiser", tour="session__event__tour", event="session__event"
            )
        )

    def attending(self) -> "ParticipationQuerySet":
        return self.filter(status=Participation.Status.ATTENDING)

    def live(self) -> "ParticipationQuerySet":
        """Attending or in line."""
        return self.filter(status__in=[Participation.Status.ATTENDING, Participation.Status.WAITING])

    def in_line(self, session_id: int, mode: str) -> "ParticipationQuerySet":
        """Who waits for a place of this mode, the longest waiting first."""
        waiting = Q(status=Participation.Status.WAITING, mode=mode)
        if mode == Mode.IN_PERSON:
            waiting |= Q(status=Participation.Status.ATTENDING, mode=Mode.ONLINE, waiting_since__isnull=False)
        return self.filter(waiting, session=session_id).order_by("waiting_since", "pk")

    def whole(self) -> "ParticipationQuerySet":
        return self.select_related(
            "registration__person",
            "registration__letters_to",
            "registration__invitation",
            "session__event__tour",
            "session__event__organiser",
            "session__event__venue__municipality",
            "session__room",
        )


class Participation(models.Model):
    """A person's part in a session. `waiting_since` with ATTENDING ONLINE: follows on the web until the room has a place."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Pending")
        ATTENDING = "attending", _("Attending")
        WAITING = "waiting", _("Waiting")
        DECLINED = "declined", _("Declined")
        CANCELLED = "cancelled", pgettext_lazy("a participation", "Cancelled")

    class AttendedBy(models.TextChoices):
        SCAN = "scan", _("scan")
        DOOR = "door", _("door")
        PAPER = "paper", _("paper")
        WEBCAST = "webcast", _("webcast")
        IMPORT = "import", _("import")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="participations", db_index=False
    )
    session = models.ForeignKey(Session, models.PROTECT, related_name="participations", db_index=False)
    mode = models.CharField(max_length=9, choices=Mode)
    status = models.CharField(max_length=9, choices=Status)
    waiting_since = models.DateTimeField(null=True, blank=True)
    seated = models.BooleanField(
        default=True, help_text="False: in the room without one of its places, and in no count of them."
    )
    told_sequence = models.PositiveIntegerField(default=0)
    told_digest = models.CharField(max_length=32, blank=True)
    ical_sequence = models.IntegerField(
        default=-1, help_text="The last SEQUENCE in a letter; −1 before the first."
    )
    attended_at = models.DateTimeField(null=True, blank=True)
    attended_by = models.CharField(max_length=7, choices=AttendedBy, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["session__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "session"], name="one_participation_per_registration_and_session"
            ),
            models.CheckConstraint(
                condition=~Q(status="waiting") | Q(waiting_since__isnull=False),
                name="who_waits_has_a_place_in_line",
            ),
            models.CheckConstraint(
                condition=Q(waiting_since=None) | Q(status="waiting") | Q(status="attending", mode="online"),
                name="only_the_waiting_and_web_viewers_are_in_line",
            ),
            models.CheckConstraint(
                condition=Q(seated=True) | Q(mode="in_person", waiting_since=None),
                name="only_in_the_room_nobody_needs_a_seat",
            ),
        ]
        indexes = [
            models.Index(fields=["session", "told_sequence"]),
            models.Index(fields=["session", "status", "mode", "waiting_since"]),
            models.Index(fields=["session", "status"], condition=Q(seated=False), name="unseated_by_status"),
            models.Index(fields=["session"], condition=Q(seated=False), name="unseated"),
            models.Index(
                fields=["session", "attended_by", "attended_at", "seated"],
                condition=Q(attended_at__isnull=False),
                name="who_came_where_when_and_how",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_live(self) -> bool:
        return self.status in (self.Status.ATTENDING, self.Status.WAITING)

    @property
    def waits_for(self) -> Mode | None:
        """The mode whose line this person stands in."""
        if self.waiting_since is None:
            return None
        return Mode(self.mode) if self.status == self.Status.WAITING else Mode.IN_PERSON
