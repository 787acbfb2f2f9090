"""The attendance list of a session: everybody expected or seen, in the room and on the web."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.actors import Actor
from events.models import Session
from events.models.session import Mode
from events.when import clock
from registrations.models import Participation

Status = Participation.Status
NOT_COMING = [Status.CANCELLED, Status.DECLINED]


@dataclass(frozen=True, slots=True)
class Row:
    """One person's line, in the language that was active when it was made, with the clock of the place."""

    name: str
    organisation: str
    municipality: str
    role: str
    mode: Mode
    state: str
    waiting: bool
    zone: ZoneInfo
    attended_at: datetime.datetime | None
    attended_by: str

    @property
    def arrived(self) -> str:
        """'13.04', or nothing."""
        return clock(self.attended_at, self.zone, full=True) if self.attended_at else ""

    @property
    def arrived_on_the_wall(self) -> datetime.datetime | None:
        """Naive, for spreadsheets."""
        return self.attended_at.astimezone(self.zone).replace(tzinfo=None) if self.attended_at else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many attend in the room and online, how many wait, and how many have come or followed."""

    in_person: int
    online: int
    waiting: int
    came: int


def rows_of(actor: Actor, session: Session, mode: str = "") -> list[Row]:
    """The list, of one mode if given. One query."""
    return [row_of(each, session.zone) for each in parts_of(actor, session, mode)]


def parts_of(actor: Actor, session: Session, mode: str = "") -> list[Participation]:
    """Whoever stands in it, in Finnish and Swedish order by family name (å, ä, ö last). One query.

    Sorted here, as PostgreSQL's collations would not sort the keys by code point.
    """
    found = (
        Participation.objects.visible_to(actor)
        .filter(session=session, registration__erased_at=None, **({"mode": mode} if mode else {}))
        .exclude(status__in=NOT_COMING, attended_at=None)
        .select_related("registration__person")
    )
    return sorted(found, key=lambda each: (each.registration.person.sort_key, each.pk))


def row_of(participation: Participation, zone: ZoneInfo) -> Row:
    registration = participation.registration
    return Row(
        name=registration.person.name,
        organisation=registration.organisation_name,
        municipality=registration.municipality_text,
        role=registration.get_role_display(),
        mode=Mode(participation.mode),
        state=_state(participation),
        waiting=participation.status == Status.WAITING,
        zone=zone,
        attended_at=participation.attended_at,
        attended_by=participation.get_attended_by_display(),
    )


def _state(participation: Participation) -> str:
    if participation.status == Status.ATTENDING and participation.waiting_since:
        return _("Attending online, waiting for a place in the room")
    return participation.get_status_display()


def count(rows: Iterable[Row]) -> Counts:
    """What the rows come to."""
    tally = Counter[str]()
    for row in rows:
        tally["waiting" if row.waiting else row.mode] += 1
        tally["came"] += row.attended_at is not None
    return Counts(tally[Mode.IN_PERSON], tally[Mode.ONLINE], tally["waiting"], tally["came"])
