"""Finding somebody by name: from two letters on, accents folded, never everybody."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, Case, Prefetch, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from events.models import Session
from registrations.checkin import expected
from registrations.checkin.verdicts import HEADINGS, Facts, Kind, judge
from registrations.models import Invitation, Participation, Registration
from venues.text import fold

MOST = 20
LEAST_LETTERS = 2


@dataclass(frozen=True)
class Hit:
    """Somebody whose name fits; exactly one of the two ids is set."""

    name: str
    organisation: str
    kind: Kind
    registration: UUID | None = None
    invitation: UUID | None = None

    @property
    def state(self) -> str:
        return str(HEADINGS[self.kind])


def words_of(text: str) -> list[str]:
    """The folded words of a query; none if it is too short to search with."""
    words = "".join(c if c.isalnum() or c in "-'’" else " " for c in fold(text)).split()
    return words if sum(c.isalnum() for word in words for c in word) >= LEAST_LETTERS else []


def find(session: Session, words: list[str]) -> tuple[list[Hit], bool]:
    """At most MOST people of this event, whole names first, and whether there are more."""
    registered = _fitting(_registrations(session), words)[: MOST + 1]
    invited = _fitting(_invitations(session), words)[: MOST + 1]
    people = sorted([*registered, *invited], key=lambda one: (not one.whole, one.person.sort_key))
    return [_hit(session, one) for one in people[:MOST]], len(people) > MOST


def _fitting(rows: QuerySet, words: list[str]) -> QuerySet:  # type: ignore[type-arg]  # registrations or invitations
    """Each word begins a word of the name; `whole` if each is one."""
    rows = rows.annotate(
        padded=Concat(Value(" "), "person__search_text", Value(" "), output_field=TextField())
    )
    whole = Q()
    for word in words:
        rows = rows.filter(Q(padded__contains=f" {word}") | Q(padded__contains=f"-{word}"))
        whole &= Q(padded__contains=f" {word} ")
    rows = rows.annotate(whole=Case(When(whole, then=True), default=False, output_field=BooleanField()))
    return rows.order_by("-whole", "person__sort_key", "pk")


def _registrations(session: Session) -> QuerySet[Registration]:
    """Those who hold a live registration, and those who have only a cancelled one."""
    here = Registration.objects.filter(event=session.event_id, erased_at=None)
    rows = here.exclude(cancelled_at__isnull=False, person__in=here.live().values("person"))
    invitations = Prefetch("person__invitations", _asked(session))
    return rows.select_related("person").prefetch_related("participations__session", invitations)


def _invitations(session: Session) -> QuerySet[Invitation]:
    """Those invited who hold no registration."""
    registered = Registration.objects.filter(event=session.event_id, erased_at=None)
    rows = _asked(session).exclude(state=Invitation.State.EXPIRED)
    return rows.filter(person__erased_at=None).exclude(person__in=registered.values("person"))


def _asked(session: Session) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(event=session.event_id, state__in=expected.ASKED).order_by("-pk")
    return rows.select_related("person").prefetch_related("opens__session")


def _hit(session: Session, one: Registration | Invitation) -> Hit:
    if isinstance(one, Invitation):
        elsewhere = tuple(opens.session for opens in one.opens.all())
        facts = Facts(session, invitation=one, invited_here=session in elsewhere, elsewhere=elsewhere)
        return Hit(one.person.name, one.organisation_text, judge(facts), invitation=one.uuid)
    return Hit(one.person.name, one.organisation_name, judge(_as_listed(session, one)), registration=one.uuid)


def _as_listed(session: Session, registration: Registration) -> Facts:
    parts = list(registration.participations.all())
    here: Participation | None = next((part for part in parts if part.session_id == session.pk), None)
    elsewhere = tuple(part.session for part in parts if part.is_live and part is not here)
    invitation = next(iter(registration.person.invitations.all()), None)
    return Facts(
        session,
        registration,
        here,
        invitation,
        invited_here=invitation is not None
        and any(o.session_id == session.pk for o in invitation.opens.all()),
        elsewhere=elsewhere,
        presence=None if session.event.rehearsing else expected.marked(here),
    )
