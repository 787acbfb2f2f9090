"""A new meeting after this one: choose, look, make the draft. And who was absent last time."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.actions.repeating import Along, along_for
from events.organiser import days
from events.organiser.fields import ComingDayField
from events.organiser.repeating import LEAD, sent
from events.organiser.submissions import submission_of
from events.organiser.team import TeamRequest, desk, editable_event, editors_only, may_edit, own_events
from events.refusals import Refused
from registrations.actions.carrying_on import PEOPLE, guests_of, next_meeting
from registrations.organiser.meetings.absent import absent_from, was_anybody_seen
from registrations.organiser.repeating import ASKED

INVITED = gettext_lazy("The invited and whoever had a role, as drafts of invitations")


class NextMeetingForm(forms.Form):
    """The day, what comes along, and whether the new meeting carries this one on."""

    date = ComingDayField(label=gettext_lazy("Day"))
    along = forms.MultipleChoiceField(
        label=gettext_lazy("What comes along"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    follows = forms.BooleanField(
        label=gettext_lazy("It carries this meeting on"),
        required=False,
        help_text=gettext_lazy("The two are linked, and the new one lists who was absent last time."),
    )

    def __init__(self, data: QueryDict | None, *, along: Sequence[Along]) -> None:
        first, *others = [(each.value, each.label) for each in along]
        choices = [first, (PEOPLE, INVITED), *others, ASKED]
        super().__init__(data, initial={"along": [value for value, _label in choices], "follows": True})
        field: Any = self.fields["along"]
        field.choices = choices


@editors_only()
def desk_next_meeting(request: TeamRequest, slug: str) -> HttpResponse:
    """With `?date=` the day is looked at; POST of the same makes the draft. 404 for a stop of a tour."""
    meeting = editable_event(request.actor, slug)
    if meeting.tour_id:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    form = NextMeetingForm(
        asked if "date" in asked else None, along=along_for(request.actor, meeting.organiser_id)
    )
    submission = submission_of(request)
    page: dict[str, Any] = {"event": meeting, "form": form, "here": "next", "may_edit": True}
    if form.is_valid():
        page["days"] = days.moved([meeting], (form.cleaned_data["date"] - meeting.date).days)
        page["guests"] = len(guests_of(meeting)) if PEOPLE in form.cleaned_data["along"] else 0
        if request.method == "POST":
            try:
                made, drafts = next_meeting(
                    request.actor, meeting, **form.cleaned_data, submission=submission
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                _say(request, drafts)
                return redirect("desk_event", slug=made.slug)
    page |= {"heading": _("A new meeting after this one"), "button": _("Make the draft")}
    return render(
        request, "organiser/next_meeting.html", page | {"sent": sent(form, submission), "lead": LEAD}
    )


@desk()
def desk_absent(request: TeamRequest, slug: str) -> HttpResponse:
    """Who had been expected at the meeting before this one and was not seen, as far as the reader may see it."""
    event = get_object_or_404(own_events(request.actor), slug=slug)
    before = own_events(request.actor).filter(pk=event.preceded_by_id or 0).first()
    page: dict[str, Any] = {"event": event, "before": before, "here": "absent"}
    page |= {"heading": _("Absent last time"), "may_edit": may_edit(request.actor, event)}
    if before:
        page |= {"absent": absent_from(before, event), "seen": was_anybody_seen(before)}
    return render(request, "organiser/absent.html", page)


def _say(request: TeamRequest, drafts: int) -> None:
    messages.success(request, _("The draft is there. Only your team sees it before it is published."))
    if drafts:
        words = ngettext(
            "%(number)d invitation is drafted; it leaves when you send it.",
            "%(number)d invitations are drafted; they leave when you send them.",
            drafts,
        )
        messages.info(request, words % {"number": drafts})
