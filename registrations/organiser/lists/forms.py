"""What an organiser writes of a list, of somebody on it, and of a table for it."""

import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.models import Event, Organiser
from events.organiser import versions
from events.organiser.editing import EditForm
from events.organiser.fields import DayField
from registrations.actions.entries import Contact
from registrations.actions.kept import Who, number_of
from registrations.actions.listed import Addresses
from registrations.contacts import said
from registrations.forms.registration import LineField
from registrations.models import ContactList, ListEntry
from registrations.organiser.invitations.forms import PersonForm
from registrations.organiser.tables import TableForm
from venues.models import Region
from venues.text import clean_line, clean_text

FIRST_YEAR = 2000


def name_field() -> LineField:
    return LineField(
        label=_("Name of the list"),
        max_length=150,
        help_text=_("For example “Pohjanmaa: directors of social services”, or “Steering group”."),
    )


def regions_field() -> "forms.ModelMultipleChoiceField[Region]":
    return forms.ModelMultipleChoiceField(
        label=_("Regions"),
        queryset=Region.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At a stop that serves one of them this list is proposed first."),
    )


class NoteField(forms.CharField):
    """A few lines for the team."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Note for the team"),
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def to_python(self, value: Any) -> str:
        return clean_text(str(super().to_python(value) or ""))


class PastDayField(DayField):
    """A day that has been."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not datetime.date(FIRST_YEAR, 1, 1) <= value <= timezone.localdate():
            raise forms.ValidationError(gettext("Choose a day that has been."))


def source_field(*, required: bool = True) -> LineField:
    return LineField(
        label=_("Where the address is from"),
        max_length=200,
        required=required,
        help_text=_("For example the web pages of the municipality, or the person's own e-mail."),
    )


def dated_field() -> PastDayField:
    return PastDayField(label=_("Address of"), help_text=_("The day on which it was known to be right."))


class NewListForm(forms.Form):
    """A list, of whose organiser is asked only where there are several."""

    organiser = forms.ModelChoiceField(
        label=_("Organiser"), queryset=Organiser.objects.none(), to_field_name="slug", empty_label=None
    )
    name = name_field()
    regions = regions_field()
    note = NoteField()
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None, *, organisers: list[Organiser], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        field: Any = self.fields["organiser"]
        field.queryset = Organiser.objects.filter(pk__in=[each.pk for each in organisers])
        self.only = organisers[0] if len(organisers) == 1 else None
        if self.only:
            del self.fields["organiser"]

    @property
    def facts(self) -> dict[str, Any]:
        return {"organiser": self.only, **self.cleaned_data}


class KeepForm(NewListForm):
    """The invited of an event as a list: a new one, or one that there is."""

    field_order = ["who", "into", "name", "regions", "note"]
    who = forms.ChoiceField(label=_("Who is kept"), widget=forms.RadioSelect, initial=Who.INVITED.value)
    into = forms.ModelChoiceField(
        label=_("On which list"),
        queryset=ContactList.objects.none(),
        to_field_name="uuid",
        required=False,
        empty_label=_("A new list"),
    )

    def __init__(self, data: QueryDict | None, *, event: Event, initial: dict[str, Any]) -> None:
        super().__init__(data, organisers=[event.organiser], initial=initial)
        who: Any = self.fields["who"]
        who.choices = [(each.value, _who(each, number_of(event, each))) for each in Who]
        into: Any = self.fields["into"]
        into.queryset = ContactList.objects.filter(organiser=event.organiser_id).in_use()
        self.fields["name"].required = False
        self.fields["name"].help_text = _("For a new list. On a list that there is, the people are added.")

    def clean(self) -> None:
        chosen = self.cleaned_data.get("into") or self.cleaned_data.get("name")
        if not chosen and not self.errors.keys() & {"into", "name"}:
            self.add_error("name", gettext("Write a name for the new list."))


def _who(who: Who, number: int) -> str:
    if who == Who.ACCEPTED:
        words = ngettext("%(number)d who has said yes", "%(number)d who have said yes", number)
    else:
        words = ngettext("%(number)d who is invited", "All %(number)d who are invited", number)
    return words % {"number": number}


class ListForm(EditForm):
    """A list as such."""

    columns = ("name", "regions", "note")

    name = name_field()
    regions = regions_field()
    note = NoteField()


class EntryForm(PersonForm):
    """Somebody on a list, and where the address is from. `seen` is what stood there when the page was made."""

    source = source_field()
    dated = dated_field()
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, entry: ListEntry | None = None) -> None:
        today = {"dated": timezone.localdate()}
        super().__init__(data, initial=said.of(entry) | {"seen": said.stamp(entry)} if entry else today)
        self.fields["job_title"].help_text = ""
        if entry and entry.invited_to:
            self.fields["source"].required = False

    def contact(self) -> Contact:
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        dated = given.pop("dated")
        return Contact(dated=dated, **{name: clean_line(value) for name, value in given.items()})

    def show_beside(self, entry: ListEntry) -> None:
        """What stands there by now, at each field that says otherwise; whoever sends it again has seen it."""
        now, written = said.of(entry), self.cleaned_data
        for name in [name for name in now if now[name] != written.get(name)]:
            value = now[name].strftime("%-d.%-m.%Y") if name == "dated" else now[name]
            words = {"value": versions.shown(value, self.fields[name])}
            self.add_error(name, gettext("By now it says: %(value)s") % words)
        given: Any = self.data
        self.data = again = given.copy()
        again["seen"] = said.stamp(entry)


class AddressesForm(TableForm):
    """A table of people for a list, and where all of them are from."""

    source = source_field()
    dated = dated_field()

    def __init__(self, data: QueryDict | None, files: Any, *, initial: dict[str, Any]) -> None:
        super().__init__(data, files, initial={"dated": timezone.localdate(), **initial})
        self.fields["source"].label = _("Where the addresses are from")
        self.fields["dated"].label = _("Addresses of")
        self.fields["lines"].help_text = _(
            "One person on a row, copied from a spreadsheet with its headings: name, e-mail, organisation, job title, "
            "language; if need be also letters to (the secretary's address). The order is free."
        )

    def table(self) -> Addresses:
        given = self.cleaned_data
        return Addresses(given["lines"], given["source"], given["dated"])
