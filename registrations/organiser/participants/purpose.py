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


class ListPurpose(TextChoices):
    """What a contact list leaves the house for."""

    INVITING = "inviting", _("Inviting its people in another way")
    CHECKING = "checking", _("Checking with others that the addresses are right")
    HANDOVER = "handover", _("Handing the list over to whoever goes on with the work")


WITHIN = [(each.value, each.label) for each in Purpose if each != Purpose.OTHERS]
"""What a list that names everybody may be for."""
