"""How the invited take part: one wish for the whole day, and what it means in each of the parts they are invited to."""

from collections.abc import Iterable

from events.models import Session
from events.refusals import NotThisWay
from registrations.actions.details import Way
from registrations.actions.manage import way_of
from registrations.models import Invitation, Participation

MIXED, ONLINE = Session.Attendance.MIXED, Session.Attendance.ONLINE


def to_come(sessions: Iterable[Session]) -> list[Session]:
    """Those of them that can still be taken part in."""
    return [session for session in sessions if not session.is_over and not session.is_cancelled]


def ways_at(sessions: Iterable[Session], wish: Way) -> dict[Session, Way | None]:
    """Each of the coming parts with the way of taking part; None for one that a follower on the web does not come to.

    Raises NotThisWay when none of them is on the web.
    """
    ways = {session: _way_at(session, wish) for session in to_come(sessions)}
    if ways and not any(ways.values()):
        raise NotThisWay
    return ways


def _way_at(session: Session, wish: Way) -> Way | None:
    if session.attendance == MIXED:
        return wish
    if session.attendance == ONLINE:
        return Way.ONLINE
    return None if wish == Way.ONLINE else Way.IN_PERSON


def part_of(invitation: Invitation) -> Participation | None:
    """The first invited part with a web in which whoever the invitation seats takes part; one with a room beside first."""
    own = {"registration__person": invitation.person_id, "registration__event": invitation.event_id}
    parts = Participation.objects.live().filter(**own, session__invited__invitation=invitation)
    found = parts.exclude(session__attendance=Session.Attendance.IN_PERSON).select_related("session")
    return min(found, key=lambda part: part.session.attendance != MIXED, default=None)


def held_by(invitation: Invitation) -> Way | None:
    """How whoever the invitation seats takes part where both ways are held; None where they do not."""
    part = part_of(invitation)
    return None if part is None or part.session.attendance != MIXED else way_of(part)


def wish_of(invitation: Invitation) -> Way | None:
    """What has been wished where both ways are held; None where nothing has. Who waits for the room wishes for it."""
    way = held_by(invitation)
    return Way.IN_PERSON if way == Way.QUEUE else way
