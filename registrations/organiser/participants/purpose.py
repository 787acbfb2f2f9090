"""Why the names leave the house: a choice, for the log holds no personal text."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    ARRANGEMENTS = "arrangements", _("Arrangements of the day: catering, badges, security")
    CONTACT = "contact", _("Getting in touch with the participants")
    REPORT = "report", _("Reporting and follow-up")
    ARCHIVE = "archive", _("The archive")
    OTHERS = (
        "others",
        _("For the other participants: name and organisation of those who come and have agreed to it"),
    )


WITHIN = [(each.value, each.label) for each in Purpose if each != Purpose.OTHERS]
"""What a list that names everybody may be for."""
