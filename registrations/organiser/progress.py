"""How a session stands: who has answered, who has come, and who knows of its last change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from events.models import Session
from registrations.models import Invitation, InvitedSession, Participation

LIVE = Q(status__in=[Participation.Status.ATTENDING, Participation.Status.WAITING])
SILENT = Q(invitation__state=Invitation.State.SENT)
KNOWS = Q(told_sequence__gte=F("session__sequence"))


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of one session. Concerned are the registered and the invited who have not answered yet."""

    came: int = 0
    concerned: int = 0
    told: int = 0
    yes: int = 0
    no: int = 0
    silent: int = 0

    @property
    def invited(self) -> int:
        return self.yes + self.no + self.silent


def progress_of(sessions: Iterable[Session]) -> dict[int, Progress]:
    """The numbers by session id, in two statements however many sessions there are."""
    ids = [session.pk for session in sessions]
    here = _by_session(
        Participation.objects.filter(session__in=ids),
        came=Count("pk", filter=Q(attended_at__isnull=False)),
        concerned=Count("pk", filter=LIVE),
        told=Count("pk", filter=LIVE & KNOWS),
    )
    invited = _by_session(
        InvitedSession.objects.filter(session__in=ids),
        yes=Count("pk", filter=Q(invitation__state=Invitation.State.ACCEPTED)),
        no=Count("pk", filter=Q(invitation__state=Invitation.State.DECLINED)),
        silent=Count("pk", filter=SILENT),
        told=Count("pk", filter=SILENT & KNOWS),
    )
    return {each: _together(here.get(each, {}), invited.get(each, {})) for each in ids}


def _by_session(rows: Any, **numbers: Count) -> dict[int, dict[str, int]]:
    return {row.pop("session"): row for row in rows.order_by().values("session").annotate(**numbers)}


def _together(here: dict[str, int], invited: dict[str, int]) -> Progress:
    told = here.get("told", 0) + invited.get("told", 0)
    concerned = here.get("concerned", 0) + invited.get("silent", 0)
    return Progress(**{**here, **invited, "told": told, "concerned": concerned})
