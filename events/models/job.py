"""Long work: what somebody has asked for, and how far it has come."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.actors import EDITING, Actor
from events.models.organiser import Organiser
from events.models.user import User


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, actor: Actor) -> "JobQuerySet":
        """The actor's own, as long as the team lets the actor change something; and all of a whole organiser's editors."""
        editing = {each.organiser_id for each in actor.team if each.role in EDITING}
        own = Q(user=actor.user, organiser__in=editing) if actor.user else Q(pk__in=[])
        return self.filter(own | actor.editor_rows("organiser"))

    def under_way(self) -> "JobQuerySet":
        return self.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING))

    def outlived(self) -> "JobQuerySet":
        """Those that are over and hold what somebody pasted of other people, for longer than mending it takes."""
        return self.personal().filter(ended_at__lt=timezone.now() - MENDABLE)

    def personal(self) -> "JobQuerySet":
        """Those that are over and hold what somebody pasted of other people."""
        return self.filter(kind__in=PERSONAL, ended_at__isnull=False).exclude(wanted={})

    def due(self) -> "JobQuerySet":
        """Those that nobody works on: not taken yet, handed back, or left behind by a worker that was lost."""
        return self.under_way().filter(Q(leased_until=None) | Q(leased_until__lte=timezone.now()))


class Job(models.Model):
    """One piece of long work. It is done in steps, each in a transaction of its own with the count in `done`."""

    class Kind(models.TextChoices):
        PLAN_TOUR = "plan_tour", _("A tour from a memo")
        IMPORT_INVITATIONS = "import_invitations", _("Invitations from a table")
        SEND_INVITATIONS = "send_invitations", _("Sending invitations")
        IMPORT_CONTACTS = "import_contacts", _("People for a contact list")
        INVITE_CONTACTS = "invite_contacts", _("Invitations from a contact list")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting for its turn")
        RUNNING = "running", _("Under way")
        DONE = "done", _("Ready")
        CANCELLED = "cancelled", _("Cancelled")
        REFUSED = "refused", _("Not done")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    submission = models.UUIDField(unique=True, help_text="Of the form: the same one sent twice is one job.")
    kind = models.CharField(max_length=20, choices=Kind)
    organiser = models.ForeignKey(Organiser, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    task = models.CharField(max_length=120, help_text="The dotted path of the task that does it.")
    wanted = models.JSONField(default=dict, help_text="What was asked for; emptied when it is done.")
    made = models.JSONField(
        default=dict, help_text="What has to go again if it is cancelled; emptied at its end."
    )
    total = models.PositiveIntegerField(help_text="Steps.")
    done = models.PositiveIntegerField(default=0, help_text="Steps.")
    rows = models.PositiveIntegerField(
        default=0, help_text="What the steps hold in equal parts; 0 where each step is one."
    )
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    cancel_requested = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.UUIDField(null=True, help_text="Who has claimed it, until the lease ends.")
    leased_until = models.DateTimeField(null=True)
    result = models.CharField(
        max_length=200, blank=True, help_text="The path of the page that shows what came of it."
    )
    refusal = models.TextField(blank=True, help_text="The sentence that says why it was not done.")
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    ended_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="no_more_done_than_wanted"),
        ]
        indexes = [
            models.Index(
                fields=["leased_until"], condition=Q(state__in=("queued", "running")), name="jobs_under_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def whole(self) -> int:
        """What there is to do, in rows or in steps of one."""
        return self.rows or self.total

    @property
    def so_far(self) -> int:
        return self.slice(self.done)[0]

    def slice(self, step: int) -> tuple[int, int]:
        """The rows of a step: from the first up to, and without, the second."""
        return self.whole * step // self.total, self.whole * (step + 1) // self.total


PERSONAL = (Job.Kind.IMPORT_INVITATIONS, Job.Kind.IMPORT_CONTACTS)
"""What was pasted for these names people: it goes as soon as nobody can mend it any more."""
MENDABLE = timedelta(days=7)
