"""The invited who have not answered: how many, whom a letter reaches that asks again, and why not the others.

Only what can still be answered counts: the event is not over or cancelled, and something of the invitation is to come.
"""

from collections.abc import Iterable
from datetime import timedelta
from enum import IntEnum
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from events.models import Event, Session
from registrations.models import Invitation, InvitedSession, OutgoingMail
from registrations.models.invitation import InvitationQuerySet

REST = timedelta(days=3)
"""How long nobody is written to again."""
State = Invitation.State


class Why(IntEnum):
    """Why somebody is left out, in the order in which it is looked for; 0 is nobody's reason."""

    NO_ADDRESS = 1
    UNWANTED = 2
    FAILED = 3
    RECENT = 4


def answerable(events: Iterable[Event]) -> InvitationQuerySet:
    """Invitations of these events that somebody could still answer, or answer otherwise."""
    coming = Session.objects.coming().filter(status=Session.Status.SCHEDULED)
    opens = InvitedSession.objects.filter(invitation=OuterRef("pk"), session__in=coming)
    rows = Invitation.objects.filter(Exists(opens), event__in=events, person__erased_at=None)
    return rows.filter(event__date__gte=timezone.localdate()).exclude(event__status=Event.Status.CANCELLED)


def number(event: Event) -> int:
    """How many have had their invitation and not answered."""
    return 0 if event.is_over else answerable([event]).filter(state=State.SENT).count()


def looked_at(event: Event) -> QuerySet[Any]:
    """Them, and those whose invitation did not arrive: each with `left_out`, a Why, or 0 where a letter goes.

    Each has `reader_language` too: '' where it is not known.
    """
    since = timezone.now() - REST
    letters = OutgoingMail.objects.filter(invitation=OuterRef("pk"))
    under_way = Q(state__in=OutgoingMail.UNDER_WAY)
    written = Q(sent_at__gt=since) | Q(Exists(letters.filter(under_way | Q(sent_at__gt=since))))
    rows = answerable([event]).filter(state__in=[State.SENT, State.FAILED])
    return rows.annotate(
        reader_language=_of_reader("language"),
        left_out=Case(
            When(_reads(email__isnull=True), then=Value(Why.NO_ADDRESS.value)),
            When(_reads(do_not_write_at__isnull=False), then=Value(Why.UNWANTED.value)),
            When(Q(state=State.FAILED) | _reads(bounced_at__isnull=False), then=Value(Why.FAILED.value)),
            When(written, then=Value(Why.RECENT.value)),
            default=Value(0),
        ),
    )


def due(event: Event) -> QuerySet[Any]:
    """Those whom a letter asks again."""
    return looked_at(event).filter(state=State.SENT, left_out=0)


def _of_reader(field: str) -> Case:
    return Case(When(letters_to=None, then=F(f"person__{field}")), default=F(f"letters_to__{field}"))


def _reads(**conditions: bool) -> Q:
    """What holds of whoever reads the letters."""
    alone = Q(**{f"person__{name}": value for name, value in conditions.items()}, letters_to=None)
    return alone | Q(
        **{f"letters_to__{name}": value for name, value in conditions.items()}, letters_to__isnull=False
    )
