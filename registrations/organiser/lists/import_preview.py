"""What was understood of a table for a list: each row, how it stands, and what it would change, old and new."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.utils.translation import ngettext

from registrations.actions.listed import Addresses
from registrations.contacts import merging
from registrations.contacts.merging import Found, Standing
from registrations.invitees.reading import Row
from registrations.models import ContactList
from registrations.organiser.tables import TableRead

COLOURS = {Standing.NEW: "go", Standing.KNOWN: "go", Standing.CHANGED: "wait"}
FIRST = (Standing.CHANGED, Standing.REPEATED)
"""Whom one has to look at."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the table with how the person stands."""

    row: Row
    found: Found

    @property
    def colour(self) -> str:
        return COLOURS.get(self.found.standing, "")

    @property
    def languages(self) -> list[str]:
        return [self.row.language] if self.row.language else []


class Preview(TableRead):
    """The reading of the box; the page's words, and `stamp`, which is another as soon as anything would be."""

    def __init__(self, contact_list: ContactList, table: Addresses, page: str) -> None:
        self.contact_list, self.table, self._page = contact_list, table, page
        super().__init__(table.read())

    @cached_property
    def found(self) -> dict[int, Found]:
        return merging.of(self.contact_list, self.read.rows, self.read.repeated)

    @cached_property
    def page(self) -> Page[Shown]:
        """What one has to look at first stands above the rest."""
        rows = [Shown(row, self.found[row.row]) for row in self.read.rows]
        rows.sort(key=lambda shown: (not self._calls(shown), shown.row.row))
        return Paginator(rows, self.per_page).get_page(self._page)

    @staticmethod
    def _calls(shown: Shown) -> bool:
        return shown.found.standing in FIRST or shown.row.guessed or shown.found.quiet

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many stand how, those that there are."""
        found = [each.standing for each in self.found.values()]
        return [(str(each.label), found.count(each)) for each in Standing if each in found]

    @property
    def button(self) -> str:
        number = sum(each.standing != Standing.REPEATED for each in self.found.values())
        return ngettext("Put %(number)d person on the list", "Put %(number)d people on the list", number) % {
            "number": number
        }

    @cached_property
    def stamp(self) -> str:
        told = [(row, found) for row, found in sorted(self.found.items())]
        said = (self.contact_list.pk, self.read.rows, told)
        return hashlib.sha256(repr(said).encode()).hexdigest()
