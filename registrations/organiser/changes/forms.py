"""What a verb asks: a word to those concerned, and at each height when and where."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models import Event, Session
from events.organiser.fields import ProseField
from events.organiser.moving import DayForm, MoveForm, RescheduleForm
from events.when import day
from registrations.models.announcement import LONGEST
from venues.fields import in_language

MOST_DAYS, MOST_MINUTES = 366, 12 * 60


class MessageForm(forms.Form):
    """Whatever else a verb asks, one may write to those who are told."""

    message = ProseField(
        label=_("A message of your own"),
        max_length=LONGEST,
        help_text=_(
            "It stands in the letter as you write it. Who reads another language gets what there is."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "message"])

    def asking(self) -> list[forms.BoundField]:
        """The fields of the verb itself."""
        return [self[name] for name in self.fields if name != "message"]


class SessionTimesForm(MessageForm, RescheduleForm):
    pass


class SessionPlaceForm(MessageForm, MoveForm):
    pass


class StopDayForm(MessageForm, DayForm):
    """Another day, and all sessions later or earlier."""

    minutes = forms.IntegerField(
        label=_("Minutes later"),
        required=False,
        min_value=-MOST_MINUTES,
        max_value=MOST_MINUTES,
        help_text=_("With a minus sign earlier: -30. Empty: the clock times stay."),
    )


class StopPlaceForm(MessageForm, MoveForm):
    """The venue of the whole event; its sessions are then in the room that is chosen, or in none."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        first = event.sessions.first() or Session(event=event)
        first.event = event
        super().__init__(*args, session=first, **kwargs)


class StopsForm(MessageForm):
    """The stops of a tour that a verb is for."""

    stops = forms.MultipleChoiceField(label=_("Stops"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, stops: Sequence[Event], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_slug = {stop.slug: stop for stop in stops}
        self.fields["stops"].choices = [(slug, _named(stop)) for slug, stop in self.by_slug.items()]  # type: ignore[attr-defined]  # it has choices, as said above
        self.order_fields(["stops"])
        self.order_fields([name for name in self.fields if name != "message"])

    @property
    def chosen(self) -> list[Event]:
        return [self.by_slug[slug] for slug in self.cleaned_data["stops"]]


class AllStopsForm(StopsForm):
    """All are ticked at first."""

    def __init__(self, *args: Any, stops: Sequence[Event], **kwargs: Any) -> None:
        super().__init__(*args, stops=stops, **kwargs)
        self.initial = {"stops": [stop.slug for stop in stops], **self.initial}


class ShiftForm(AllStopsForm):
    """So many days and minutes later."""

    days = forms.IntegerField(
        label=_("Days later"),
        required=False,
        min_value=-MOST_DAYS,
        max_value=MOST_DAYS,
        help_text=_("With a minus sign earlier: -7 is a week before. Empty: the days stay."),
    )
    minutes = StopDayForm.base_fields["minutes"]


class StopsPlaceForm(StopsForm, MoveForm):
    """One place for the stops that are ticked; none are at first."""


def _named(stop: Event) -> str:
    """'ti 16.6. Vaasa'."""
    return f"{day(stop.date, short=True)} {in_language(stop.city or stop.title, get_language() or 'fi')[0]}"
