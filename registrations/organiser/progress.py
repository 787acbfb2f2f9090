"""Who is concerned by a change of a session, who of them knows of it, and whom no letter reaches."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from events.models import Session
from registrations.models import Invitation, InvitedSession, OutgoingMail, Participation

SILENT = Q(invitation__state=Invitation.State.SENT)
KNOWS = Q(told_sequence__gte=F("session__sequence"))
UNDELIVERED = (OutgoingMail.State.FAILED, OutgoingMail.State.DEAD)


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of one session. Concerned are the registered and the invited who have not answered yet.

    Of them, told are those to whom the latest letter could go, lost those whom letters do not reach.
    """

    concerned: int = 0
    told: int = 0
    lost: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(self.concerned + other.concerned, self.told + other.told, self.lost + other.lost)

    @property
    def waiting(self) -> int:
        """Those whose letter is still to be written."""
        return self.concerned - self.told - self.lost


def _out_of_reach(person: str) -> Q:
    return (
        Q(**{f"{person}__email": None})
        | Q(**{f"{person}__do_not_write_at__isnull": False})
        | Q(**{f"{person}__bounced_at__isnull": False})
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """Paths from a row to whoever reads about it: `somebody` else, where there is one, or the person.

    `own_language`: what comes before the reader's own.
    """

    somebody: str
    person: str
    own_language: tuple[str, ...] = ()

    @property
    def lost(self) -> Q:
        """They have no address, do not want letters, or letters to them come back."""
        alone = Q(**{f"{self.somebody}": None})
        return (alone & _out_of_reach(self.person)) | (~alone & _out_of_reach(self.somebody))

    @property
    def languages(self) -> list[tuple[Q, str]]:
        return [(Q(**{f"{self.somebody}__isnull": False}), f"{self.somebody}__language")]

    @property
    def otherwise(self) -> str:
        return f"{self.person}__language"


OF_PART = Reader("registration__letters_to", "registration__person", ("registration__language",))
OF_INVITED = Reader("invitation__letters_to", "invitation__person")


def undelivered() -> Exists:
    """Of a participation: the letter of its latest news did not arrive."""
    kinds = (OutgoingMail.Kind.CHANGED, OutgoingMail.Kind.CALLED_OFF)
    return Exists(
        OutgoingMail.objects.filter(
            participation=OuterRef("pk"),
            revision=OuterRef("ical_sequence"),
            kind__in=kinds,
            state__in=UNDELIVERED,
        )
    )


def lost_parts() -> Q:
    return OF_PART.lost | Q(undelivered())


def progress_of(sessions: Iterable[Session]) -> dict[int, Progress]:
    """The numbers by session id, in two statements however many sessions there are."""
    ids = [session.pk for session in sessions]
    here = _by_session(Participation.objects.live().filter(session__in=ids), lost_parts())
    invited = _by_session(InvitedSession.objects.filter(SILENT, session__in=ids), OF_INVITED.lost)
    return {each: here.get(each, Progress()) + invited.get(each, Progress()) for each in ids}


def _by_session(rows: Any, lost: Q) -> dict[int, Progress]:
    numbers = (
        rows.order_by()
        .values("session")
        .annotate(
            concerned=Count("pk"), told=Count("pk", filter=KNOWS & ~lost), lost=Count("pk", filter=lost)
        )
    )
    return {row.pop("session"): Progress(**row) for row in numbers}
