"""What somebody agreed to, and what they told us in confidence."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registrations.models.person import Person
from registrations.models.registration import Registration
from venues.fields import CleanCharField


class Consent(models.Model):
    """Voluntary, unticked, withdrawable. Registering rests on the notice, not on consent."""

    class Purpose(models.TextChoices):
        LIST = (
            "list",
            _(
                "My name and organisation may stand in the lists that the other participants of this "
                "organiser's meetings get, until I take this back."
            ),
        )
        NEWS = "news", _("The organiser may write to me about the next stages of this work.")

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents", db_index=False)
    purpose = models.CharField(max_length=10, choices=Purpose)
    text_version = models.PositiveIntegerField(default=2)  # 1 spoke of one list
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "purpose"]),
            models.Index(
                fields=["purpose", "person"], condition=Q(withdrawn_at=None), name="consents_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class SensitiveAnswer(models.Model):
    """Access needs and diets: own table, for editors' eyes and counts only, deleted 14 days after the stop."""

    class Kind(models.TextChoices):
        ASSISTANT = "assistant", _("a personal assistant comes along")
        DIET = "diet", _("diet or allergies")

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="sensitive_answers", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind)
    text = CleanCharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "kind"], name="sensitive_answer_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}" if self.text else str(self.get_kind_display())
