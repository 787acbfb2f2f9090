"""Repeat a tour: choose, look at the new days, then make the draft. Nothing is written before."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.repeating import Along, Keep, along_for, days_to, repeat_tour
from events.organiser import days
from events.organiser.fields import ComingDayField
from events.organiser.submissions import submission_of
from events.organiser.team import TeamRequest, editable_tour, editors_only
from events.refusals import Refused

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

    def __init__(self, data: QueryDict | None, *, along: Sequence[Along]) -> None:
        super().__init__(data, initial={"keep": Keep.WEEKDAYS, "along": [each.value for each in along]})
        field: Any = self.fields["along"]
        field.choices = [(each.value, each.label) for each in along]


@editors_only()
def desk_tour_repeat(request: TeamRequest, slug: str) -> HttpResponse:
    """With `?first_day=` the new days are shown; POST of the same makes the draft."""
    tour = editable_tour(request.actor, slug)
    stops = list(tour.stops.select_related("venue__municipality"))
    asked = request.POST if request.method == "POST" else request.GET
    form = RepeatForm(
        asked if "first_day" in asked else None, along=along_for(request.actor, tour.organiser_id)
    )
    submission = submission_of(request)
    page: dict[str, Any] = {"tour": tour, "form": form, "here": "repeat", "heading": _("Repeat the tour")}
    if form.is_valid() and stops:
        chosen = form.cleaned_data
        page["days"] = days.moved(stops, days_to(stops[0].date, chosen["first_day"], chosen["keep"]))
        if request.method == "POST":
            try:
                copy = repeat_tour(request.actor, tour, **chosen, submission=submission)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(
                    request, _("The draft is there. Only your team sees it before it is published.")
                )
                return redirect("desk_tour", slug=copy.slug)
    page |= {"sent": sent(form, submission), "button": _("Make the draft"), "lead": LEAD}
    return render(request, "organiser/repeat.html", page)


def sent(form: forms.Form, submission: UUID) -> list[tuple[str, str]]:
    """The form's fields as they came, for the page to send again, and what makes it one however often it is sent."""
    asked: Any = form.data
    fields = [(name, value) for name in form.fields for value in asked.getlist(name)] if asked else []
    return [*fields, ("submission", str(submission))]
