"""Repeat a tour, with the questions of its form: choose, look at the new days, then make the draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.repeating import along_for, days_to
from events.organiser import days
from events.organiser.repeating import LEAD, RepeatForm, sent
from events.organiser.submissions import submission_of
from events.organiser.team import TeamRequest, editable_tour, editors_only
from events.refusals import Refused
from registrations.actions.carrying_on import QUESTIONS, repeat_whole_tour

ASKED = (QUESTIONS, gettext_lazy("The questions on the registration form, without the answers"))


@editors_only()
def desk_tour_repeat(request: TeamRequest, slug: str) -> HttpResponse:
    """With `?first_day=` the new days are shown; POST of the same makes the draft."""
    tour = editable_tour(request.actor, slug)
    stops = list(tour.stops.select_related("venue__municipality"))
    asked = request.POST if request.method == "POST" else request.GET
    along = [(each.value, each.label) for each in along_for(request.actor, tour.organiser_id)]
    form = RepeatForm(asked if "first_day" in asked else None, along=[*along, ASKED])
    submission = submission_of(request)
    page: dict[str, Any] = {"tour": tour, "form": form, "here": "repeat", "heading": _("Repeat the tour")}
    if form.is_valid() and stops:
        chosen = form.cleaned_data
        page["days"] = days.moved(stops, days_to(stops[0].date, chosen["first_day"], chosen["keep"]))
        if request.method == "POST":
            try:
                copy = repeat_whole_tour(request.actor, tour, **chosen, submission=submission)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(
                    request, _("The draft is there. Only your team sees it before it is published.")
                )
                return redirect("desk_tour", slug=copy.slug)
    page |= {"sent": sent(form, submission), "button": _("Make the draft"), "lead": LEAD}
    return render(request, "organiser/repeat.html", page)
