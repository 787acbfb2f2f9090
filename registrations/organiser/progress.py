"""Who is concerned by a change of a session, and who of them knows of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from events.models import Session
from registrations.models import Invitation, InvitedSession, Participation

SILENT = Q(invitation__state=Invitation.State.SENT)
KNOWS = Q(told_sequence__gte=F("session__sequence"))


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of one session. Concerned are the registered and the invited who have not answered yet."""

    concerned: int = 0
    told: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(self.concerned + other.concerned, self.told + other.told)


def progress_of(sessions: Iterable[Session]) -> dict[int, Progress]:
    """The numbers by session id, in two statements however many sessions there are."""
    ids = [session.pk for session in sessions]
    here = _by_session(Participation.objects.live().filter(session__in=ids))
    invited = _by_session(InvitedSession.objects.filter(SILENT, session__in=ids))
    return {each: here.get(each, Progress()) + invited.get(each, Progress()) for each in ids}


def _by_session(rows: Any) -> dict[int, Progress]:
    numbers = (
        rows.order_by().values("session").annotate(concerned=Count("pk"), told=Count("pk", filter=KNOWS))
    )
    return {row.pop("session"): Progress(**row) for row in numbers}
