"""What an organiser writes when a session changes: wall-clock times, a day, a place."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.actions.clocks import exists
from events.models import Event, Session
from events.refusals import ImpossibleTime
from venues.models import Room, Venue

YEARS_AHEAD = 10


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Write the time as hours and minutes, for example 13:00.")},
    )


class RescheduleForm(forms.Form):
    """Times on the clock of the place, on the event's own day. `starts_at` and `ends_at`: aware, or None."""

    starts = _time(_("Begins at"))
    ends = _time(_("Ends at"))

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        self.session = session
        super().__init__(*args, **kwargs)
        self.initial = {"starts": self._clock(session.starts_at), "ends": self._clock(session.ends_at)}
        self.fields["starts"].help_text = _("Leave both empty when the time is not known yet.")

    def _clock(self, moment: datetime.datetime | None) -> datetime.time | None:
        return moment.astimezone(self.session.zone).time() if moment else None

    def clean_starts(self) -> datetime.time | None:
        return self._on_the_clock("starts")

    def clean_ends(self) -> datetime.time | None:
        return self._on_the_clock("ends")

    def _on_the_clock(self, field: str) -> datetime.time | None:
        time: datetime.time | None = self.cleaned_data[field]
        if time and not exists(self.session.event.at(time)):
            raise ValidationError(ImpossibleTime.sentence)
        return time

    def clean(self) -> None:
        if self.errors:
            return
        if self.ends_at and not self.starts_at:
            self.add_error("starts", _("Write also when it begins."))
        elif self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            self.add_error("ends", _("The end must be after the start."))

    @property
    def starts_at(self) -> datetime.datetime | None:
        return self._moment("starts")

    @property
    def ends_at(self) -> datetime.datetime | None:
        return self._moment("ends")

    def _moment(self, field: str) -> datetime.datetime | None:
        time = self.cleaned_data.get(field)
        return self.session.event.at(time) if time else None


class DayForm(forms.Form):
    """Another day for the whole event."""

    date = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"date": event.date}

    def clean_date(self) -> datetime.date:
        date: datetime.date = self.cleaned_data["date"]
        today = timezone.localdate()
        if not today <= date <= today + datetime.timedelta(days=366 * YEARS_AHEAD):
            raise ValidationError(_("Choose a day that is still to come, within ten years."))
        return date


class MoveForm(forms.Form):
    """A venue, or a room in it; nothing when it is not known yet. `venue` and `room`: rows, or None."""

    place = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        self.places: dict[str, tuple[Venue | None, Room | None]] = {"": (None, None)}
        super().__init__(*args, **kwargs)
        self.initial = {"place": _value(session.event.venue, session.room)}
        self.fields["place"].choices = self._choices()  # type: ignore[attr-defined]  # a ChoiceField, as said above

    def _choices(self) -> list[tuple[str, Any]]:
        """The register as one list, each venue with its rooms; two statements."""
        choices: list[tuple[str, Any]] = [("", gettext("To be confirmed"))]
        for venue in Venue.objects.select_related("municipality").prefetch_related("rooms"):
            here = [(_value(venue, None), str(venue))]
            self.places[_value(venue, None)] = (venue, None)
            for room in venue.rooms.all():
                self.places[_value(venue, room)] = (venue, room)
                here.append((_value(venue, room), f"{venue}, {room}"))
            choices.append((f"{venue.municipality or ''} {venue}".strip(), here))
        return choices

    @property
    def venue(self) -> Venue | None:
        return self.places[self.cleaned_data["place"]][0]

    @property
    def room(self) -> Room | None:
        return self.places[self.cleaned_data["place"]][1]


class ClaimForm(forms.Form):
    """The name by which a phone at a door is known."""

    name = forms.CharField(
        label=_("Name of the door"),
        max_length=60,
        help_text=_("For example “Main entrance”. It is shown on the phone."),
    )


def _value(venue: Venue | None, room: Room | None) -> str:
    return f"{venue.uuid}{f'/{room.pk}' if room else ''}" if venue else ""
