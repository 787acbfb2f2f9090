"""How long somebody stays on a contact list: as the organiser's table of lifetimes says, from the last use."""

import datetime

from django.utils import timezone

from events.models import Organiser

DAYS_IN_A_MONTH = 30.5


def of(organiser: Organiser) -> datetime.date:
    """The last day of whoever is added, used or confirmed today."""
    return timezone.localdate() + datetime.timedelta(
        days=round(organiser.contacts_kept_months * DAYS_IN_A_MONTH)
    )
