"""What an organiser writes about a part of the tour's day: by the clock on the wall, and by the day."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.actions.admitting import OPEN_BUT_HIDDEN, is_open_but_hidden
from events.models import Event, Session, SessionTemplate
from events.models.template import MOST_DAYS
from events.organiser.editing import EditForm
from events.organiser.fields import ClockField, ProseField, SpokenField
from events.organiser.forms import places, short_title
from events.programme import before, words
from events.programme.differences import ROW_COLUMNS, with_facts


def _days(label: Any, hint: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_DAYS, required=False, help_text=hint)


class RowForm(EditForm):
    """A part of the day. `stops`: those that have it, for which opening and closing must be possible."""

    columns = ROW_COLUMNS
    titles = ("title", "short_title")
    hours = ("starts", "ends", "doors")
    ways = ("admission", "listing", "attendance", "in_person_capacity", "online_capacity", "walk_ins_welcome")
    texts = ("audience", "description")
    moments = (
        *("opens_days", "opens_working", "opens_clock"),
        *("closes_days", "closes_working", "closes_clock"),
        *("reminds_days", "reminds_working", "reminds_clock"),
    )

    title = SpokenField(label=_("Title"))
    short_title = short_title()
    starts = ClockField(label=_("Begins at"), help_text=_("Leave both empty when the time is not known yet."))
    ends = ClockField(label=_("Ends at"))
    doors = ClockField(label=_("Doors open"))
    admission = forms.ChoiceField(
        label=_("Who may come"), choices=Session.Admission.choices, widget=forms.RadioSelect
    )
    listing = forms.ChoiceField(
        label=_("Public page"), choices=Session.Listing.choices, widget=forms.RadioSelect
    )
    attendance = forms.ChoiceField(
        label=_("Way of taking part"), choices=Session.Attendance.choices, widget=forms.RadioSelect
    )
    in_person_capacity = places(_("Places in the room"))
    online_capacity = places(_("Places online"))
    walk_ins_welcome = forms.BooleanField(label=_("Welcome without registering"), required=False)
    audience = ProseField(label=_("Audience"), help_text=_("The groups it is for, one on a line."))
    description = ProseField(label=_("Description"))
    opens_days = _days(_("Registration opens, days before"), _("Empty: with the publication."))
    opens_working = forms.BooleanField(label=_("Count working days only"), required=False)
    opens_clock = ClockField(label=_("Opens at"))
    closes_days = _days(_("Registration closes, days before"), _("Empty: when it begins. 0 is the same day."))
    closes_working = forms.BooleanField(label=_("Count working days only"), required=False)
    closes_clock = ClockField(label=_("Closes at"))
    reminds_days = _days(_("A reminder is sent, days before"), _("Empty: never. 0 is the same day."))
    reminds_working = forms.BooleanField(label=_("Count working days only"), required=False)
    reminds_clock = ClockField(label=_("Sent at"))

    def __init__(
        self,
        data: QueryDict | None,
        *,
        row: SessionTemplate,
        stops: Iterable[Event] = (),
        required: Iterable[str] = (),
    ) -> None:
        super().__init__(data, row=row, required=required)
        self.stops = list(stops)

    def clean(self) -> None:
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if ends and not starts and "starts" not in self.errors:
            self.add_error("starts", gettext("Write also when it begins."))
        elif starts and ends and ends <= starts:
            self.add_error("ends", gettext("The end must be after the start."))
        if is_open_but_hidden(self.cleaned_data.get("admission"), self.cleaned_data.get("listing")):
            self.add_error("listing", OPEN_BUT_HIDDEN)
        for name in words.MOMENTS:
            self._clean_moment(name)
        if not self.errors:
            self._clean_order()

    def _clean_moment(self, name: str) -> None:
        """Days and a time, or nothing."""
        days, clock = (self.cleaned_data.get(f"{name}_{each}") for each in ("days", "clock"))
        if days is not None and clock is None and f"{name}_clock" not in self.errors:
            self.add_error(f"{name}_clock", gettext("Write the time too."))
        if clock is not None and days is None and f"{name}_days" not in self.errors:
            self.add_error(f"{name}_days", gettext("Write how many days before."))
        if days is None:
            self.cleaned_data[f"{name}_working"] = False

    def _clean_order(self) -> None:
        row = with_facts(self.changed_row, self.facts)
        opens, closes = before.opens(row), before.closes(row)
        if opens and closes and any(closes.of(stop) <= opens.of(stop) for stop in self.stops):
            self.add_error("closes_days", gettext("Registration closes only after it has opened."))
        if row.reminds_days == 0 and row.reminds_clock and row.starts and row.reminds_clock >= row.starts:
            self.add_error("reminds_clock", gettext("A reminder is sent before it begins."))

    @property
    def changed_row(self) -> SessionTemplate:
        return cast("SessionTemplate", self.row)

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        headings = (
            _("Titles"),
            _("The day"),
            _("Taking part"),
            _("Texts"),
            _("Registration and reminder, told by the day"),
        )
        named = zip(headings, (self.titles, self.hours, self.ways, self.texts, self.moments), strict=True)
        return [(heading, [self[name] for name in names]) for heading, names in named]

    def resolved(self) -> list[tuple[Event, str, str, str]]:
        """Each stop with the stored opening, closing and reminder as days of its calendar."""
        row = self.changed_row
        opens, closes, reminds = before.opens(row), before.closes(row), before.reminds(row)
        return [
            (
                stop,
                words.moment("opens", opens.of(stop) if opens else None, stop),
                words.moment("closes", closes.of(stop) if closes else None, stop),
                words.moment("reminds", reminds.of(stop) if reminds else None, stop),
            )
            for stop in self.stops
        ]
