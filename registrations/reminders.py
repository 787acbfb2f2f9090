"""Reminders: at the moment that a session has for it, one letter to each who takes part.

What is due is seen from the rows, not from the ticks of a clock: after a standstill the reminder still leaves, unless
the session has begun or the moment lies more than a day back. Whoever came to take part after the moment has had a
confirmation since, and needs none.
"""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from events.models import Event, Session, Tour
from events.transactions import in_transaction
from registrations.models import OutgoingMail, Participation
from registrations.outbox.posting import post, reminder

Kind = OutgoingMail.Kind
BATCH = 500
LATE = timedelta(days=1)


def sweep() -> int:
    """Write the reminders that are due, at most BATCH of them for each session; returns how many."""
    return sum(_remind(session) for session in due())


def due() -> list[Session]:
    """The coming sessions, shown and not called off, whose moment has come within the last day."""
    now = timezone.now()
    draft = Q(event__tour__status=Tour.Status.DRAFT)
    rows = Session.objects.coming().filter(
        ~draft | Q(event__tour=None),
        reminder_at__lte=now,
        reminder_at__gt=now - LATE,
        status=Session.Status.SCHEDULED,
        event__status=Event.Status.PUBLISHED,
    )
    return list(rows.select_related("event"))


@in_transaction
def _remind(session: Session) -> int:
    letters = [reminder(part) for part in _unreminded(session)[:BATCH]]
    post(*letters)
    return len(letters)


def _unreminded(session: Session) -> QuerySet[Participation]:
    sent = OutgoingMail.objects.filter(
        participation=OuterRef("pk"), kind=Kind.REMINDER, revision=session.event.date.toordinal()
    )
    reader = "registration__letters_to"
    reached = Q(registration__letters_to=None, **_writable("registration__person")) | Q(**_writable(reader))
    parts = Participation.objects.whole().attending().filter(reached, ~Exists(sent), session=session)
    return parts.filter(created_at__lt=F("session__reminder_at"))


def _writable(person: str) -> dict[str, bool]:
    return {f"{person}__email__isnull": False, f"{person}__do_not_write_at__isnull": True}
