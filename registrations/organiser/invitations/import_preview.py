"""What was understood of a table of people, for the eye: each row's reading, how they stand, and what is wrong."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.utils.translation import ngettext

from events.actors import Actor
from events.models import Event
from registrations.actions.imported import Table
from registrations.invitees import standing
from registrations.invitees.reading import Row
from registrations.invitees.standing import DRAFTED, Standing
from registrations.models import Registration
from registrations.organiser.tables import TableRead

COLOURS = {Standing.NEW: "go", Standing.KNOWN: "go", Standing.OTHER_NAME: "no"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the table with how the person stands."""

    row: Row
    standing: Standing

    @property
    def colour(self) -> str:
        return COLOURS.get(self.standing, "wait")

    @property
    def languages(self) -> list[str]:
        return [self.row.language] if self.row.language else []

    @property
    def role(self) -> str:
        return str(Registration.Role(self.row.role).label) if self.row.role else ""


class Preview(TableRead):
    """The reading of the box; the page's words, and `stamp`, which is another as soon as anything would be."""

    def __init__(self, actor: Actor, event: Event, table: Table, page: str) -> None:
        self.actor, self.event, self.table, self._page = actor, event, table, page
        super().__init__(table.read())

    @cached_property
    def standings(self) -> dict[int, Standing]:
        return standing.shown(self.actor, self.event, self.read)

    @cached_property
    def page(self) -> Page[Shown]:
        """Whom one has to look at first: those who are left alone stand above the others."""
        rows = [Shown(row, self.standings[row.row]) for row in self.read.rows]
        rows.sort(key=lambda shown: (shown.standing in DRAFTED and not shown.row.guessed, shown.row.row))
        return Paginator(rows, self.per_page).get_page(self._page)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many stand how, those that there are."""
        found = list(self.standings.values())
        return [(str(each.label), found.count(each)) for each in Standing if each in found]

    @property
    def number(self) -> int:
        return sum(each in DRAFTED for each in self.standings.values())

    @property
    def button(self) -> str:
        return ngettext("Make %(number)d draft", "Make %(number)d drafts", self.number) % {
            "number": self.number
        }

    @cached_property
    def stamp(self) -> str:
        said = (self.event.pk, sorted(session.pk for session in self.table.sessions), self.read.rows)
        return hashlib.sha256(repr(said).encode()).hexdigest()
