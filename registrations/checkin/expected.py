"""Who is meant: from a code, or somebody chosen by name, to the facts that a verdict needs."""

from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, BooleanField, OuterRef, QuerySet, Subquery

from events import tokens
from events.models import Event, Session
from events.prepared import Prepared, Slot, unread
from registrations import door_codes
from registrations.checkin.verdicts import Facts, Presence
from registrations.models import Invitation, Participation, Registration, Scan

_BY_DOOR = (Participation.AttendedBy.SCAN, Participation.AttendedBy.DOOR)
ASKED = [state for state in Invitation.State if state != Invitation.State.DRAFT]


def by_code(session: Session, text: str) -> Facts:
    """The holder of a ticket: its URL however garbled, its 26 characters, or the typed code of this event."""
    if token := tokens.read(text):
        return _registered(session, registration__ticket_digest=tokens.digest(token))
    if code := door_codes.read(text):
        return _registered(session, registration__event=session.event_id, registration__door_code=code)
    return Facts(session, mistyped=len("".join(filter(str.isalnum, text))) == door_codes.LENGTH)


def by_registration(session: Session, uuid: UUID) -> Facts:
    return _registered(session, registration__event=session.event_id, registration__uuid=uuid)


def by_invitation(session: Session, uuid: UUID) -> Facts:
    """Somebody invited; if they are registered meanwhile, their registration speaks."""
    invitation = _invitations(session).filter(uuid=uuid).first()
    if invitation is None:
        return Facts(session)
    own = Registration.objects.live().filter(event=session.event_id, person=invitation.person_id).first()
    return by_registration(session, own.uuid) if own else of_invitation(session, invitation)


def of_scan(scan: Scan, session: Session) -> Facts:
    """Whom a scan was about, as they stand now."""
    if scan.registration_id:
        return _registered(session, registration=scan.registration_id, instead=False)
    if scan.invitation:
        return by_invitation(session, scan.invitation.uuid)
    return Facts(session)


def of_invitation(session: Session, invitation: Invitation) -> Facts:
    """Somebody invited and not registered. In a rehearsal only scans tell whether they are in."""
    opened = [one.session for one in invitation.opens.all()]
    return Facts(
        session,
        invitation=invitation,
        invited_here=any(one.pk == session.pk for one in opened),
        elsewhere=_elsewhere(session, opened),
        presence=_rehearsed(session, Scan.objects.filter(invitation=invitation)),
    )


def _registered(session: Session, *, instead: bool = True, **who: Any) -> Facts:
    """One query for those who are expected here; more for those who are not."""
    parts = list(_participations(session, **who))
    if not parts:
        return Facts(session)
    registration = parts[0].registration
    if registration.event_id != session.event_id:
        foreign = Event.objects.select_related("venue__municipality").get(pk=registration.event_id)
        return Facts(session, registration=registration, foreign=foreign)
    registration.event = session.event
    if registration.cancelled_at and instead and (live := _live_instead(registration)):
        return _registered(session, registration=live.pk)
    here = next((part for part in parts if part.session_id == session.pk), None)
    if here:
        here.session = session
    expected_here = bool(here and here.is_live)
    invitation = None if expected_here else _own_invitation(session, registration)
    opened = invitation.opens.all() if invitation else ()
    others = [] if expected_here else [part.session_id for part in parts if part.is_live]
    return Facts(
        session,
        registration=registration,
        participation=here,
        invitation=invitation,
        invited_here=any(one.session_id == session.pk for one in opened),
        elsewhere=_elsewhere(session, _sessions(others)),
        presence=presence_of(here, session),
    )


def _participations(session: Session, **who: Any) -> list[Participation]:
    return _of(*who)(here=session.pk, rehearsal=session.event.rehearsing, **who)


_UNREAD = unread(
    registration="submission job_title municipality_text region notice_version manage_version manage_digest "
    "ticket_version ticket_digest created_at sort_key organisation_key search_text",
    registration__person="feed_version feed_digest bounced_at do_not_write_at created_at search_text sort_key",
)


@cache
def _of(*who: str) -> Prepared[Participation]:
    """`who` names the columns by which somebody is found; the prepared rows are called with their values."""
    here, rehearsal = Slot("here", BigIntegerField()), Slot("rehearsal", BooleanField())
    scans = Scan.objects.filter(registration=OuterRef("registration"), session=here, rehearsal=rehearsal)
    moves = scans.exclude(kind=Scan.Kind.SEEN).order_by("-pk")
    found = {name: Slot(name, _column(name)) for name in who}
    return Prepared(
        lambda: (
            Participation.objects.filter(registration__erased_at=None, **found)
            .select_related("registration__person")
            .defer(*_UNREAD)
            .annotate(
                last_scan=Subquery(moves.values("pk")[:1]), last_kind=Subquery(moves.values("kind")[:1])
            )
            .order_by()
        )
    )


def _sessions(keys: list[int]) -> list[Session]:
    return list(Session.objects.select_related("room").filter(pk__in=keys)) if keys else []


def _column(name: str) -> Any:
    """`registration__uuid` is a column of Registration; `registration` and its event are ids."""
    column = Registration._meta.get_field(name.removeprefix("registration__") if "__" in name else "id")
    return column.target_field if column.is_relation else column  # type: ignore[union-attr]  # a foreign key


def presence_of(part: Participation | None, session: Session) -> Presence | None:
    """Since when, and by which door; by the scans in a rehearsal, else by what stands in the row."""
    if part is None:
        return None
    if session.event.rehearsing:
        return _rehearsed(session, _last(part)) if part.last_kind == Scan.Kind.IN else None  # type: ignore[attr-defined]  # annotated
    presence = marked(part)
    if presence and part.attended_by in _BY_DOOR:
        return Presence(presence.at, _last(part).values_list("device__name", flat=True).first() or "")
    return presence


def _last(part: Participation) -> QuerySet[Scan]:
    return Scan.objects.filter(pk=part.last_scan)  # type: ignore[attr-defined]  # annotated


def marked(part: Participation | None) -> Presence | None:
    """What stands in the row. Who followed the webcast is not in the room."""
    if part is None or part.attended_at is None or part.attended_by == Participation.AttendedBy.WEBCAST:
        return None
    return Presence(part.attended_at)


def _rehearsed(session: Session, scans: Any) -> Presence | None:
    if not session.event.rehearsing:
        return None
    moves = scans.filter(session=session.pk, rehearsal=True).exclude(kind=Scan.Kind.SEEN)
    last = moves.select_related("device").order_by("-pk").first()
    return Presence(last.at, last.device.name) if last and last.kind == Scan.Kind.IN else None


def _live_instead(registration: Registration) -> Registration | None:
    """The registration that the same person made after cancelling this one."""
    same = Registration.objects.live().filter(person=registration.person_id, event=registration.event_id)
    return same.first()


def _invitations(session: Session) -> Any:
    rows = Invitation.objects.filter(event=session.event_id, state__in=ASKED, person__erased_at=None)
    return rows.select_related("person").prefetch_related("opens__session__room").order_by("-pk")


def _own_invitation(session: Session, registration: Registration) -> Invitation | None:
    found: Invitation | None = _invitations(session).filter(person=registration.person_id).first()
    return found


def _elsewhere(session: Session, sessions: Iterable[Session]) -> tuple[Session, ...]:
    others = [other for other in sessions if other.pk != session.pk]
    for other in others:
        other.event = session.event
    return tuple(others)
