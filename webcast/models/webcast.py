"""What holds for all streams of a session: how it goes, and how else to follow or get help."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Session
from venues.fields import CleanCharField, CleanTextField, ProseField


class Webcast(models.Model):
    """One a session, made when somebody first says something about it; until then `webcast_of` gives a blank one."""

    class Trouble(models.TextChoices):
        NONE = "", _("Everything works")
        DELAYED = "delayed", _("The beginning is delayed")
        TECHNICAL = "technical", _("There is a technical problem")

    class Counting(models.TextChoices):
        COUNT = "count", _("Count viewers, without names")
        NAMED = "named", _("Note who followed")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    session = models.OneToOneField(Session, models.CASCADE, related_name="webcast")
    trouble = models.CharField(max_length=9, choices=Trouble, blank=True, default=Trouble.NONE)
    trouble_text = ProseField(blank=True)
    went_live_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    presence = models.CharField(max_length=5, choices=Counting, default=Counting.COUNT)
    dial_in = CleanTextField(max_length=500, blank=True)
    slides_url = models.URLField(max_length=1000, blank=True)
    help_line = CleanCharField(max_length=150, blank=True)
    takes_questions = models.BooleanField(default=False, db_default=False)
    questions_moved_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When the list of questions that viewers see last changed; None while there has been none."""

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def names_viewers(self) -> bool:
        return self.presence == self.Counting.NAMED


def webcast_of(session: Session) -> Webcast:
    """The session's webcast, or a blank one that is not saved yet."""
    try:
        return session.webcast
    except Webcast.DoesNotExist:
        return Webcast(session=session)
