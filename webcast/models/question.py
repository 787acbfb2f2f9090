"""What the audience asks during a webcast, for a moderator who takes it up or leaves it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from events.models import Session
from registrations.models import Participation
from venues.fields import CleanTextField

LONGEST = 500


class AudienceQuestionQuerySet(models.QuerySet["AudienceQuestion"]):
    def of(self, session: Session) -> "AudienceQuestionQuerySet":
        """Those of the session: in a rehearsal the rehearsed ones, else the true ones."""
        return self.filter(session=session, rehearsal=session.event.rehearsing)

    def counted(self) -> "AudienceQuestionQuerySet":
        """The true ones: what is asked in a rehearsal is in no number and in no file."""
        return self.filter(rehearsal=False)

    def for_viewers(self) -> "AudienceQuestionQuerySet":
        """What those who follow may read: what is or has been taken up, the latest first."""
        return self.filter(state__in=SHOWN).order_by("-moved_at", "-pk")

    def with_names(self) -> "AudienceQuestionQuerySet":
        return self.select_related("participation__registration__person")


class AudienceQuestion(models.Model):
    """A question from the web or the room. `participation` is there only if the name may be said: else nobody knows
    whose it is. `submission` is that of the form sent, so that a second press is the same question.
    """

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("a question", "Not taken up")
        TAKEN_UP = "taken_up", pgettext_lazy("a question", "Taken up")
        ANSWERED = "answered", pgettext_lazy("a question", "Answered")
        LEFT_OUT = "left_out", pgettext_lazy("a question", "Left out")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="audience_questions", db_index=False)
    participation = models.ForeignKey(Participation, models.SET_NULL, null=True, blank=True, related_name="+")
    submission = models.UUIDField(unique=True, editable=False)
    text = CleanTextField(max_length=LONGEST, blank=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    moved_at = models.DateTimeField(null=True, blank=True, editable=False)
    rehearsal = models.BooleanField(default=False, editable=False)

    objects = AudienceQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["session", "rehearsal", "state"])]

    def __str__(self) -> str:
        return f"question {self.uuid}"

    @property
    def name(self) -> str:
        """The name that may be said, with what they work for; nothing where it may not, or of somebody erased."""
        if self.participation is None:
            return ""
        registration = self.participation.registration
        return ", ".join(filter(None, (registration.person.name, registration.organisation_text)))


SHOWN = (AudienceQuestion.State.TAKEN_UP, AudienceQuestion.State.ANSWERED)
"""The states in which viewers read a question."""
