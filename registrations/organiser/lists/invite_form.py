"""Whom of a list to invite: each with how they stand to the event, ticked or not, however many pages there are."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.models import Event, Session
from registrations.contacts import standing
from registrations.contacts.standing import CHOSEN, Standing
from registrations.models import ContactList, ListEntry
from registrations.organiser.invitations.forms import by_invitation, name_of

PER_PAGE = 200
COLOURS = {Standing.READY: "go", Standing.QUIET: "no", Standing.NO_ADDRESS: "no"}
MOST_TURNED = 40 * 20_000
"""Characters in which the turned ticks of every page are kept."""


class InviteForm(forms.Form):
    """`turned`: the entries that are ticked against how they stand; those of the page that is shown come as ticks."""

    sessions = forms.MultipleChoiceField(
        label=_("Invited to"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one.")},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    turned = forms.CharField(required=False, max_length=MOST_TURNED, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, event: Event, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.by_invitation = by_invitation(event)
        names = [(value, name_of(session)) for value, session in self.by_invitation.items()]
        chosen: Any = self.fields["sessions"]
        chosen.choices = names
        self.initial["sessions"] = list(self.by_invitation)
        if len(names) == 1:
            del self.fields["sessions"]

    def chosen_sessions(self) -> tuple[Session, ...]:
        chosen = self.cleaned_data.get("sessions", list(self.by_invitation))
        return tuple(self.by_invitation[value] for value in chosen)


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody on the list, how they stand, and whether they are ticked."""

    entry: ListEntry
    standing: Standing
    ticked: bool

    @property
    def colour(self) -> str:
        return COLOURS.get(self.standing, "wait")

    @property
    def can_be_ticked(self) -> bool:
        return self.standing in CHOSEN


class Preview:
    """The list as it stands to the event; `stamp` is another as soon as somebody, or what opens, is not as shown."""

    def __init__(self, event: Event, contact_list: ContactList, form: InviteForm, page: str) -> None:
        self.event, self.contact_list, self.form, self._page = event, contact_list, form, page

    @cached_property
    def rows(self) -> list[ListEntry]:
        """The list by name."""
        return list(self.contact_list.entries.whole().sorted())

    @cached_property
    def standings(self) -> dict[int, Standing]:
        return standing.of(self.event, self.rows)

    @cached_property
    def entries(self) -> list[ListEntry]:
        """Whoever is left out stands above the others."""
        ranks = dict.fromkeys(CHOSEN, 1) | {Standing.READY: 2}
        return sorted(self.rows, key=lambda entry: ranks.get(self.standings[entry.pk], 0))

    @cached_property
    def turned(self) -> set[str]:
        """Ids of those ticked against how they stand: of the other pages as kept, of the one sent as ticked."""
        sent: Any = self.form.data
        kept = set(sent.get("turned", "").split(",")) if self.form.is_bound else set()
        if not self.form.is_bound:
            return kept
        shown, ticks = set(sent.getlist("shown")), set(sent.getlist("ticked"))
        usual = {str(entry.uuid) for entry in self.rows if self.standings[entry.pk] == Standing.READY}
        return (kept - shown) | {each for each in shown if (each in ticks) != (each in usual)}

    @property
    def chosen(self) -> list[int]:
        """Keys of the entries that are ticked."""
        return [entry.pk for entry in self.entries if self._is_ticked(entry)]

    @cached_property
    def page(self) -> Page[ListEntry]:
        return Paginator(self.entries, PER_PAGE).get_page(self._page)

    @property
    def shown(self) -> list[Shown]:
        """The people of the page."""
        return [
            Shown(entry, self.standings[entry.pk], self._is_ticked(entry)) for entry in self.page.object_list
        ]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many stand how, those that there are."""
        found = list(self.standings.values())
        return [(str(each.label), found.count(each)) for each in Standing if each in found]

    @property
    def can_be_made(self) -> bool:
        return any(each in CHOSEN for each in self.standings.values())

    @cached_property
    def stamp(self) -> str:
        opens = sorted(session.pk for session in self.form.by_invitation.values())
        said = (self.event.pk, opens, sorted(self.standings.items()))
        return hashlib.sha256(repr(said).encode()).hexdigest()

    def write_down(self) -> None:
        """What the page brings back."""
        kept = {"seen": self.stamp, "turned": ",".join(sorted(self.turned - {""}))}
        if self.form.is_bound:
            given: Any = self.form.data
            self.form.data = again = given.copy()
            for name, value in kept.items():
                again[name] = value
        else:
            self.form.initial.update(kept)

    def _is_ticked(self, entry: ListEntry) -> bool:
        now = self.standings[entry.pk]
        return now in CHOSEN and (now == Standing.READY) != (str(entry.uuid) in self.turned)
