"""What an organiser asks on the registration form, and what was answered: a row for each thing chosen or written."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, pgettext
from i18nfield.strings import LazyI18nString

from events.actors import Actor
from events.models import Event, Tour
from registrations.models.registration import Registration
from venues.fields import CleanTextField, NameField, ProseField

YES, NO = "yes", "no"


class QuestionQuerySet(models.QuerySet["Question"]):
    def editable_by(self, actor: Actor) -> "QuestionQuerySet":
        own = actor.editor_rows("event__organiser", tour="event__tour", event="event")
        return self.filter(own | actor.editor_rows("tour__organiser", tour="tour"))

    def asked(self) -> "QuestionQuerySet":
        return self.filter(closed_at=None)

    def at(self, events: Iterable[Event]) -> "QuestionQuerySet":
        """Those of these events and of their tours, the tour's first."""
        here = list(events)
        tours = {event.tour_id for event in here if event.tour_id}
        mine = self.filter(Q(event__in=[event.pk for event in here]) | Q(tour__in=tours))
        return mine.order_by(F("tour").asc(nulls_last=True), "event", "position", "pk")


class Question(models.Model):
    """Asked of whoever registers at one event, or at any stop of one tour. Closed, it is asked no more."""

    class Kind(models.TextChoices):
        LINE = "line", gettext_lazy("One line")
        TEXT = "text", gettext_lazy("Longer text")
        ONE = "one", gettext_lazy("Choose one")
        SEVERAL = "several", gettext_lazy("Choose several")
        YES_NO = "yes_no", gettext_lazy("Yes or no")

    WRITTEN = (Kind.LINE, Kind.TEXT)
    LISTED = (Kind.ONE, Kind.SEVERAL)
    """Those whose options the organiser writes."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    tour = models.ForeignKey(Tour, models.CASCADE, null=True, blank=True, related_name="questions")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="questions")
    text = NameField()
    help_text = ProseField(blank=True)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.LINE)
    options = models.JSONField(
        default=list, blank=True, help_text='In order: [{"key": "a1", "text": {"fi": "Työpaja A"}}, …]'
    )
    required = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tour__isnull=False, event__isnull=True)
                | Q(tour__isnull=True, event__isnull=False),
                name="question_of_a_tour_or_an_event",
            )
        ]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def choices(self) -> dict[str, Any]:
        """What may be chosen: the text of each option by its key, in order; none where something is written."""
        if self.kind == self.Kind.YES_NO:
            return {YES: pgettext("an answer", "Yes"), NO: pgettext("an answer", "No")}
        if self.kind not in self.LISTED:
            return {}
        return {each["key"]: LazyI18nString(each["text"]) for each in self.options}

    @property
    def is_written(self) -> bool:
        return self.kind in self.WRITTEN

    @property
    def of(self) -> Tour | Event:
        """What it belongs to."""
        return self.event or self.tour  # type: ignore[return-value]  # the CHECK holds that one of them is there

    def is_asked_at(self, event: Event) -> bool:
        return self.event_id == event.pk if self.event_id else self.tour_id == event.tour_id


class Answer(models.Model):
    """One thing that a registration says to a question: the key of an option, or words. Several chosen are several."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers", db_index=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers", db_index=False)
    choice = models.CharField(max_length=8, blank=True, default="")
    text = CleanTextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "question", "choice"], name="answered_once"),
            models.CheckConstraint(condition=~Q(choice="", text=""), name="an_answer_says_something"),
        ]
        indexes = [models.Index(fields=["question", "choice"], name="answers_by_choice")]

    def __str__(self) -> str:
        return f"{self.registration_id}/{self.question_id}"

    @property
    def option_text(self) -> Any:
        """The text of the option by language, if it is one that the organiser wrote."""
        known = (each["text"] for each in self.question.options if each["key"] == self.choice)
        return next(known, {})
