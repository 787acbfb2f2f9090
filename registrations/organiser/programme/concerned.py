"""Who would be written to if a session changed: how many, in which language."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from events.models import Event, Session
from registrations.models import InvitedSession, Participation
from registrations.organiser.progress import SILENT

Languages = Counter[str]


def concerned_by(sessions: Iterable[Session]) -> dict[int, Languages]:
    """Language code ("" is unknown) → letters, by session id; two statements however many sessions there are.

    Nobody is written to about a draft, nor about what is over.
    """
    today = timezone.localdate()
    ids = [
        each.pk
        for each in sessions
        if each.event.status != Event.Status.DRAFT
        and (each.starts_at > timezone.now() if each.starts_at else each.event.date >= today)
    ]
    found: dict[int, Languages] = defaultdict(Counter)
    registered = Participation.objects.live().filter(session__in=ids)
    own = Coalesce(NullIf("registration__language", Value("")), _read_by("registration__"))
    _count(registered, own, found)
    _count(InvitedSession.objects.filter(SILENT, session__in=ids), _read_by("invitation__"), found)
    return found


def _read_by(row: str) -> Case:
    """The language of whoever reads the letters."""
    return Case(
        When(Q(**{f"{row}letters_to__isnull": False}), then=F(f"{row}letters_to__language")),
        default=F(f"{row}person__language"),
        output_field=CharField(),
    )


def _count(rows: Any, language: Any, found: dict[int, Languages]) -> None:
    counted = rows.order_by().annotate(spoken=language).values_list("session", "spoken")
    for session, spoken, number in counted.annotate(number=Count("pk")):
        found[session][spoken] += number
