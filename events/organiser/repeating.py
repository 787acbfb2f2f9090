"""What repeating a tour asks: the first day, which days, what comes along. The page stands on the floor above."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from events.actions.repeating import Keep
from events.organiser.fields import ComingDayField

LEAD = gettext_lazy(
    "Clock times stay as they are read on the wall. Nobody is registered, and nothing is written yet."
)


class RepeatForm(forms.Form):
    """The first day, how it is understood, and what comes along."""

    first_day = ComingDayField(label=gettext_lazy("First day"))
    keep = forms.ChoiceField(label=gettext_lazy("Which days"), choices=Keep.choices, widget=forms.RadioSelect)
    along = forms.MultipleChoiceField(
        label=gettext_lazy("What comes along"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, along: Sequence[tuple[str, str | Promise]]) -> None:
        """`along`: what may come along, all of it ticked at first."""
        super().__init__(data, initial={"keep": Keep.WEEKDAYS, "along": [name for name, _label in along]})
        field: Any = self.fields["along"]
        field.choices = along


def sent(form: forms.Form, submission: UUID) -> list[tuple[str, str]]:
    """The form's fields as they came, for the page to send again, and what makes it one however often it is sent."""
    asked: Any = form.data
    fields = [(name, value) for name in form.fields for value in asked.getlist(name)] if asked else []
    return [*fields, ("submission", str(submission))]
