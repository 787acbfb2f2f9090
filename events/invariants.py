"""What must never be false of organisers' rows, recounted (DESIGN §4). Each names its offenders."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from events.models import Event, LogEntry, Session

VERBS = ("reschedule", "move", "retitle", "change_attendance", "cancel", "reinstate", "change_venue")


def ends_before_start() -> QuerySet[Session]:
    """1: a session ends after it starts."""
    return Session.objects.filter(Q(ends_at__lte=F("starts_at")) | Q(ends_at__isnull=False, starts_at=None))


def overbooked() -> QuerySet[Session]:
    """2: as far as the session's own row tells; the registrations floor counts the people."""
    over = [
        Q(**{f"{mode}_taken__gt": F(f"{mode}_capacity") + F(f"{mode}_overflow")})
        for mode in ("in_person", "online")
    ]
    return Session.objects.filter(over[0] | over[1])


def changed_behind_the_verbs() -> QuerySet[Session]:
    """8: what was written past Session.save has another digest than the row would give."""
    rows = Session.objects.whole().exclude(event__status=Event.Status.DRAFT)
    return Session.objects.filter(
        pk__in=[row.pk for row in rows.iterator() if row.digest != row.make_digest()]
    )


def published_without_a_moment() -> QuerySet[Event]:
    """8: published, but not by the verb."""
    return Event.objects.exclude(status=Event.Status.DRAFT).filter(published_at=None)


def unlogged() -> QuerySet[Session]:
    """11: the sequence rose as often as the log tells."""
    told = LogEntry.objects.filter(target="session", target_uuid=OuterRef("uuid"), verb__in=VERBS)
    counted = told.order_by().values("target_uuid").annotate(number=Count("pk")).values("number")
    logged = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return Session.objects.annotate(logged=logged).filter(sequence__gt=F("logged"))


INVARIANTS: dict[str, Callable[[], QuerySet[Any]]] = {
    "1 a session ends after it starts": ends_before_start,
    "2 attending never exceeds capacity": overbooked,
    "8 published sessions change only through the verbs": changed_behind_the_verbs,
    "8 events are published by the verb": published_without_a_moment,
    "11 every change has its log entry": unlogged,
}
