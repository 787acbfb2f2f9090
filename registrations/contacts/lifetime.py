"""How long somebody stays on a contact list: as the organiser's table of lifetimes says, from the last use."""

import datetime

from django.utils import timezone

from events.models import Organiser
from registrations.lifetimes import as_days


def of(organiser: Organiser) -> datetime.date:
    """The last day of whoever is added, used or confirmed today."""
    return timezone.localdate() + as_days(organiser.contacts_kept_months)
