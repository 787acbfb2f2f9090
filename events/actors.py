"""Who acts: a user with team rows, or somebody whose credentials open certain rows."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

READING = frozenset({"viewer", "door", "editor", "admin"})
EDITING = frozenset({"editor", "admin"})
ADMIN = "admin"


@dataclass(frozen=True)
class Membership:
    """A role for an organiser; limited, or with tours or events named, for those only."""

    organiser_id: int
    role: str
    tour_ids: frozenset[int] = frozenset()
    event_ids: frozenset[int] = frozenset()
    limited: bool = False

    @property
    def whole(self) -> bool:
        """For all that the organiser has."""
        return not (self.limited or self.tour_ids or self.event_ids)

    def rows(self, organiser: str, tour: str | None, event: str | None) -> Q:
        rows = Q(**{organiser: self.organiser_id})
        if self.whole:
            return rows
        chosen = Q(pk__in=[])
        if tour and self.tour_ids:
            chosen |= Q(**{f"{tour}__in": self.tour_ids})
        if event and self.event_ids:
            chosen |= Q(**{f"{event}__in": self.event_ids})
        return rows & chosen


@dataclass(frozen=True)
class Actor:
    """Who acts. Higher doors fill the ids that a token, a device or an invitation opens; querysets compare them.

    `token` is the uuid of a machine's ApiToken, for the log.
    """

    kind: str = "participant"
    user: Any = None
    token: str = ""
    team: tuple[Membership, ...] = ()
    session_ids: frozenset[int] = field(default_factory=frozenset)
    registration_ids: frozenset[int] = field(default_factory=frozenset)

    def team_rows(self, organiser: str, *, tour: str | None = None, event: str | None = None) -> Q:
        """The rows that the actor's teams may read; the arguments name the paths from the row."""
        return self._rows(READING, organiser, tour, event)

    def editor_rows(self, organiser: str, *, tour: str | None = None, event: str | None = None) -> Q:
        """The rows that the actor's teams may change."""
        return self._rows(EDITING, organiser, tour, event)

    @property
    def begins_for(self) -> frozenset[int]:
        """The organisers for whom the actor may begin something; whoever may change certain rows only may not."""
        return frozenset(
            membership.organiser_id
            for membership in self.team
            if membership.role in EDITING and membership.whole
        )

    @property
    def administers(self) -> frozenset[int]:
        """The organisers whose team the actor looks after."""
        return frozenset(
            membership.organiser_id
            for membership in self.team
            if membership.role == ADMIN and membership.whole
        )

    def _rows(self, roles: frozenset[str], organiser: str, tour: str | None, event: str | None) -> Q:
        rows = Q(pk__in=[])
        for membership in self.team:
            if membership.role in roles:
                rows |= membership.rows(organiser, tour, event)
        return rows


ANYONE = Actor()
SYSTEM = Actor(kind="system")
