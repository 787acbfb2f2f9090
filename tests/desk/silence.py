"""People who have been invited to Vaasa's morning some days ago, and are silent."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.actors import SYSTEM
from events.models import Session
from registrations.actions.invite import invite, person_at, send
from registrations.models import Invitation, OutgoingMail

PAGE = "/organiser/events/lape-2030-vaasa/invitations/"
REMIND = f"{PAGE}remind/"


def silent(
    morning: Session, name: str, *, days: float = 5, language: str = "en", **reader: Any
) -> Invitation:
    """Invited so many days ago by a letter that has left; at an address of their own, or with `letters_to`."""
    email = "" if reader else f"{name.split()[0].lower()}@example.org"
    person = person_at(morning.event.organiser, name=name, email=email, language=language)
    row = invite(SYSTEM, event=morning.event, sessions=[morning], person=person, **reader)
    send(SYSTEM, row)
    left(row, days=days)
    return Invitation.objects.whole().get(pk=row.pk)


def left(row: Invitation, *, days: float = 5) -> None:
    """All that has been written to them left so many days ago."""
    at = timezone.now() - timedelta(days=days)
    OutgoingMail.objects.filter(invitation=row).update(state="sent", sent_at=at, created_at=at)
    Invitation.objects.filter(pk=row.pk).update(sent_at=at)


def reminders() -> list[str | None]:
    rows = OutgoingMail.objects.filter(kind="asked_again").order_by("recipient__email")
    return list(rows.values_list("recipient__email", flat=True))
