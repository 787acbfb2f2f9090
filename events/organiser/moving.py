"""Another time, another day, another place."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event, Session
from events.organiser.fields import ComingDayField
from events.organiser.forms import TimesForm
from venues.models import Room, Venue


class RescheduleForm(TimesForm):
    """The times of a session."""

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, event=session.event, **kwargs)
        self.zone = session.zone
        self.initial = {"starts": self._clock(session.starts_at), "ends": self._clock(session.ends_at)}

    def _clock(self, moment: datetime.datetime | None) -> datetime.time | None:
        return moment.astimezone(self.zone).time() if moment else None


class DayForm(forms.Form):
    """Another day for the whole event."""

    date = ComingDayField(label=_("Day"))

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"date": event.date}


class MoveForm(forms.Form):
    """A venue, or a room in it; nothing when it is not known yet. `venue` and `room`: rows, or None."""

    place = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, *args: Any, session: Session | None = None, **kwargs: Any) -> None:
        self.places: dict[str, tuple[Venue | None, Room | None]] = {"": (None, None)}
        super().__init__(*args, **kwargs)
        self.initial = {"place": _value(session.event.venue, session.room) if session else ""}
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


def _value(venue: Venue | None, room: Room | None) -> str:
    return f"{venue.uuid}{f'/{room.pk}' if room else ''}" if venue else ""
