"""How many people were reached: each is one, however many stops and sessions they came to. Counted by the database.

Reached is who was there or followed online. Staff and speakers are not reached, and what happens in a rehearsal is a
scan only, so it is in no number. Anonymous viewers of a webcast are nobody's rows; they stand on its own page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from events.models import Event
from registrations.models import Participation, Registration

NOT_REACHED = (Registration.Role.STAFF, Registration.Role.SPEAKER)
_BY_WEB = Q(attended_by=Participation.AttendedBy.WEBCAST)
_CAME = Q(attended_at__isnull=False)
_WHICH = {
    "registered": Q(status=Participation.Status.ATTENDING),
    "on_site": _CAME & ~_BY_WEB,
    "online": _CAME & _BY_WEB,
    "reached": _CAME,
}
PERSON = "registration__person"


@dataclass(frozen=True, slots=True)
class People:
    """Numbers of people. `reached` counts once who came and followed online too: `both`."""

    registered: int = 0
    on_site: int = 0
    online: int = 0
    reached: int = 0

    @property
    def both(self) -> int:
        return self.on_site + self.online - self.reached

    def __add__(self, other: "People") -> "People":
        return People(
            self.registered + other.registered,
            self.on_site + other.on_site,
            self.online + other.online,
            self.reached + other.reached,
        )


def all_of(events: Iterable[Event]) -> People:
    """Everybody at these events. One statement."""
    return People(**_parts(events).aggregate(**_counted()))


def by(events: Iterable[Event], *columns: str) -> dict[Any, People]:
    """People by a column of the participation, or by several as a tuple. One statement.

    Somebody who said one thing at one stop and another at the next is counted under both.
    """
    rows = _parts(events).values(*columns).annotate(**_counted())
    keyed = ((tuple(row[column] for column in columns), row) for row in rows)
    return {
        key if len(columns) > 1 else key[0]: People(**{name: row[name] for name in _WHICH})
        for key, row in keyed
    }


def _parts(events: Iterable[Event]) -> QuerySet[Participation]:
    rows = Participation.objects.filter(session__event__in=[event.pk for event in events])
    return rows.exclude(registration__role__in=NOT_REACHED).order_by()


def _counted() -> dict[str, Count]:
    return {name: Count(PERSON, distinct=True, filter=which) for name, which in _WHICH.items()}
