"""By which day the invited are asked to answer: of one event, or told by the day for all stops of a tour."""

import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.actions.answer_by import ask_at_each_stop, ask_by, asking
from events.models import Event
from events.models.template import MOST_DAYS
from events.organiser.editing import posted
from events.organiser.fields import ComingDayField
from events.organiser.team import TeamRequest, editable_event, editable_tour, editors_only
from events.programme.before import Before
from events.refusals import Refused


class AnswerByForm(forms.Form):
    """The day, or none."""

    day = ComingDayField(
        label=gettext_lazy("Please answer by"),
        required=False,
        help_text=gettext_lazy("Empty: the letters name no day."),
    )

    def __init__(self, data: QueryDict | None, *, event: Event) -> None:
        super().__init__(data, initial={"day": event.answer_by})


class EachStopForm(forms.Form):
    """So many days before each stop."""

    days = forms.IntegerField(
        label=gettext_lazy("Days before each stop"), min_value=0, max_value=MOST_DAYS, initial=14
    )
    working = forms.BooleanField(label=gettext_lazy("Count working days only"), required=False)

    def before(self) -> Before:
        return Before(self.cleaned_data["days"], self.cleaned_data["working"], datetime.time.min)


@editors_only()
def answer_by(request: TeamRequest, slug: str) -> HttpResponse:
    """/organiser/events/<event>/invitations/answer-by/"""
    event = editable_event(request.actor, slug)
    form = AnswerByForm(posted(request), event=event)
    if form.is_valid():
        try:
            ask_by(request.actor, event, form.cleaned_data["day"])
        except Refused as refused:
            form.add_error("day", str(refused))
        else:
            messages.success(request, _("Saved. Nobody was written to."))
            return redirect("desk_invitations", slug=slug)
    page = {"event": event, "form": form}
    return render(request, "organiser/answer_by.html", page, status=422 if form.errors else 200)


@editors_only()
def tour_answer_by(request: TeamRequest, slug: str) -> HttpResponse:
    """/organiser/tours/<tour>/answer-by/"""
    tour = editable_tour(request.actor, slug)
    form = EachStopForm(posted(request))
    if form.is_valid():
        _say(request, *ask_at_each_stop(request.actor, tour, form.before()))
        return redirect("desk_tour_answer_by", slug=slug)
    stops = asking(tour).select_related("venue__municipality")
    page = {"tour": tour, "form": form, "stops": stops, "here": "answer by"}
    return render(request, "organiser/answer_by_tour.html", page, status=422 if form.errors else 200)


def _say(request: TeamRequest, asked: int, near: int) -> None:
    said = ngettext("%(number)d stop asks for answers.", "%(number)d stops ask for answers.", asked)
    sentences = [said % {"number": asked}, _("Nobody was written to.")]
    if near:
        left = ngettext(
            "%(number)d stop is too near for that many days and was left as it is.",
            "%(number)d stops are too near for that many days and were left as they are.",
            near,
        )
        sentences.insert(1, left % {"number": near})
    messages.success(request, " ".join(sentences))
