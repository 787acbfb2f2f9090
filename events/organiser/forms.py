"""What an organiser writes about a tour, an event, its place, its contacts and its papers."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.actions.clocks import exists
from events.models import ChecklistItem, Document, Event, Organiser, Session
from events.models.checklist import MOST_DAYS
from events.organiser.editing import EditForm
from events.organiser.fields import ClockField, ComingDayField, LanguagesField, ProseField, SpokenField
from events.refusals import ImpossibleTime
from venues.models import Region, Venue
from venues.text import clean_line, clean_text

SHORT = 40
MOST_PLACES = 100_000


def short_title() -> SpokenField:
    return SpokenField(
        label=_("Short title"),
        max_length=SHORT,
        help_text=_("At most 40 characters: it stands in lists and calendars."),
    )


def case_number() -> forms.CharField:
    return forms.CharField(label=_("Case number"), max_length=60, required=False)


def places(label: Any) -> forms.IntegerField:
    hint = _("Empty means no limit.")
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PLACES, required=False, help_text=hint)


class TimesForm(forms.Form):
    """Times on the clock of the place, on the event's own day. `starts_at` and `ends_at`: aware, or None."""

    starts = ClockField(label=_("Begins at"), help_text=_("Leave both empty when the time is not known yet."))
    ends = ClockField(label=_("Ends at"))

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)

    def clean_starts(self) -> datetime.time | None:
        return self._on_the_clock("starts")

    def clean_ends(self) -> datetime.time | None:
        return self._on_the_clock("ends")

    def _on_the_clock(self, field: str) -> datetime.time | None:
        time: datetime.time | None = self.cleaned_data[field]
        if time and not exists(self.event.at(time)):
            raise ValidationError(ImpossibleTime.sentence)
        return time

    def clean(self) -> None:
        if {"starts", "ends"} & self.errors.keys():
            return
        if self.ends_at and not self.starts_at:
            self.add_error("starts", gettext("Write also when it begins."))
        elif self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            self.add_error("ends", gettext("The end must be after the start."))

    @property
    def starts_at(self) -> datetime.datetime | None:
        return self._moment("starts")

    @property
    def ends_at(self) -> datetime.datetime | None:
        return self._moment("ends")

    def _moment(self, field: str) -> datetime.datetime | None:
        time = self.cleaned_data.get(field)
        return self.event.at(time) if time else None


class TourForm(EditForm):
    columns = ("title", "short_title", "summary", "languages", "project", "case_number")

    title = SpokenField(label=_("Title"))
    short_title = short_title()
    summary = ProseField(label=_("Summary"), help_text=_("What the tour is about, in a few sentences."))
    languages = LanguagesField(label=_("Languages of the tour"))
    project = forms.CharField(label=_("Project or funding line"), max_length=200, required=False)
    case_number = case_number()


class EventForm(EditForm):
    columns = ("title", "languages", "regions", "serves_food", "case_number")

    title = SpokenField(label=_("Title"))
    languages = LanguagesField(label=_("Languages of the event"))
    regions = forms.ModelMultipleChoiceField(
        label=_("Regions"),
        queryset=Region.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The event stands in the calendars of these regions."),
    )
    serves_food = forms.BooleanField(
        label=_("Food is served"),
        required=False,
        help_text=_(
            "Whoever comes is asked about diet and allergies; the kitchen gets the answers without names."
        ),
    )
    case_number = case_number()


class VenueForm(EditForm):
    columns = ("name", "address", "accessibility", "directions")

    name = SpokenField(label=_("Name of the place"))
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    accessibility = ProseField(
        label=_("Accessibility"),
        help_text=_("The way in without steps, lifts, toilets, induction loop, parking."),
    )
    directions = ProseField(label=_("Getting there"))


class ContactForm(forms.Form):
    """One contact of a list."""

    name = forms.CharField(label=_("Name"), max_length=150)
    role = SpokenField(label=_("Role"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    press = forms.BooleanField(label=_("Answers the press"), required=False)
    accessibility = forms.BooleanField(label=_("Answers about accessibility"), required=False)


class DocumentForm(forms.Form):
    """One document of a list. Only its address is stored."""

    title = SpokenField(label=_("Title"))
    language = forms.ChoiceField(
        label=_("Language of the document"), choices=settings.LANGUAGES, initial="fi"
    )
    url = forms.URLField(
        label=_("Address on the web"),
        max_length=200,
        required=False,
        assume_scheme="https",
        help_text=_("Empty while there is none: the page then says whom to ask."),
    )
    audience = forms.ChoiceField(
        label=_("Shown to"), choices=Document.Audience.choices, initial=Document.Audience.PUBLIC
    )
    phase = forms.ChoiceField(label=_("Shown"), choices=Document.Phase.choices, initial=Document.Phase.BEFORE)


class ItemForm(forms.Form):
    """One line of a session's programme."""

    starts = ClockField(label=_("Begins at"))
    title = SpokenField(label=_("Title"))
    speakers = forms.CharField(
        label=_("Speakers"),
        max_length=300,
        required=False,
        help_text=_("Names as everybody sees them, for example: Liisa Esimerkki, STM."),
    )


class LineForm(forms.Form):
    """One line of a checklist. `uuid` tells which line it was."""

    uuid = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("What is to be done"), max_length=200, help_text=_("For example: book the catering.")
    )
    days = forms.IntegerField(
        label=_("How many days"),
        min_value=0,
        max_value=MOST_DAYS,
        initial=0,
        help_text=_("0 is the day itself."),
    )
    side = forms.ChoiceField(
        label=_("Due"), choices=ChecklistItem.Side.choices, initial=ChecklistItem.Side.BEFORE
    )

    def clean_title(self) -> str:
        return _something(clean_line(self.cleaned_data["title"]))


class NoteForm(forms.Form):
    """Something for the team to know."""

    text = forms.CharField(
        label=_("A new note"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The whole team reads it. Nothing about anybody's health belongs here."),
    )

    def clean_text(self) -> str:
        return _something(clean_text(self.cleaned_data["text"]))


def _something(text: str) -> str:
    """What remains of a text without its controls; nothing is too little."""
    if not text:
        raise ValidationError(forms.Field.default_error_messages["required"])
    return text


class NewTourForm(forms.Form):
    """A tour begins with its names; the organiser is asked only where there are several."""

    organiser = forms.ModelChoiceField(
        label=_("Organiser"), queryset=Organiser.objects.none(), to_field_name="slug", empty_label=None
    )
    title = SpokenField(label=_("Title"))
    short_title = short_title()

    def __init__(self, data: QueryDict | None, *, organisers: Iterable[Organiser]) -> None:
        super().__init__(data)
        field: Any = self.fields["organiser"]
        field.queryset = organisers
        field.initial = field.queryset.first()
        if field.queryset.count() == 1:
            field.widget = forms.HiddenInput()


class NewStopForm(forms.Form):
    """A day and a place; the place may still be unknown."""

    title = SpokenField(label=_("Title"), help_text=_("For example the name of the city."))
    date = ComingDayField(label=_("Day"))
    venue = forms.ModelChoiceField(
        label=_("Place"),
        queryset=Venue.objects.select_related("municipality"),
        to_field_name="uuid",
        required=False,
        empty_label=_("To be confirmed, or online"),
    )


class NewMeetingForm(NewTourForm, NewStopForm):
    """A meeting that stands alone."""

    field_order = ("organiser", "title", "date", "venue")
    short_title = None  # type: ignore[assignment]  # so a form drops an inherited field


class NewSessionForm(TimesForm):
    """A session begins with its titles, its way of taking part, who may come and when."""

    title = SpokenField(label=_("Title"))
    short_title = short_title()
    admission = forms.ChoiceField(
        label=_("Who may come"), choices=Session.Admission.choices, widget=forms.RadioSelect
    )
    attendance = forms.ChoiceField(
        label=_("Way of taking part"), choices=Session.Attendance.choices, widget=forms.RadioSelect
    )
    in_person_capacity = places(_("Places in the room"))
    field_order = ("title", "short_title", "admission", "attendance", "starts", "ends")

    def __init__(
        self, data: QueryDict | None, *, event: Event, required: Iterable[str], now: bool = False
    ) -> None:
        super().__init__(data, event=event, initial={"admission": "open", "attendance": "in_person"})
        for field in self.fields.values():
            if isinstance(field, SpokenField):
                field.ask_for(required, now=now)

    @property
    def facts(self) -> dict[str, Any]:
        """The columns of the new session."""
        given = {name: self.cleaned_data[name] for name in self.fields if name not in ("starts", "ends")}
        return given | {"starts_at": self.starts_at, "ends_at": self.ends_at}
