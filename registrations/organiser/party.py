"""The touring party of a tour: who comes along, and one form to register somebody for every stop."""

import uuid
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.models import Tour
from events.organiser.editing import posted
from events.organiser.team import TeamRequest, editable_tour, editors_only
from events.refusals import Refused
from registrations.actions import party
from registrations.actions.by_hand import Newcomer
from registrations.forms import EmailField
from registrations.models import Registration
from registrations.organiser.participants.forms import NeedsForm, NotifyForm

ROLES = [(role.value, role.label) for role in (Registration.Role.STAFF, Registration.Role.SPEAKER)]


class PartyForm(NotifyForm, NeedsForm):
    """Somebody who comes along to every stop."""

    email = EmailField(label=_("E-mail"), required=False, help_text=_("Without one nobody is written to."))
    seated = forms.BooleanField(
        label=_("Takes a seat in each room"),
        required=False,
        help_text=_("Else they are in the rooms without one of the places."),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = ROLES  # type: ignore[attr-defined]  # a ChoiceField, as said above
        self.fields["role"].initial = Registration.Role.STAFF
        self.fields["email"].widget.attrs.pop("autocomplete", None)
        self.order_fields(["name", "email", "role"])
        self.order_fields([name for name in self.fields if name != "notify"])

    def newcomer(self) -> Newcomer:
        return Newcomer(self.details(), self.cleaned_data["email"], role=self.cleaned_data["role"])


@editors_only()
def desk_tour_party(request: TeamRequest, slug: str) -> HttpResponse:
    tour = editable_tour(request.actor, slug)
    form = PartyForm(posted(request), events=tour.stops.all())
    if form.is_valid():
        try:
            stops = _come_along(request, tour, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = ngettext("Registered for %(stops)d stop.", "Registered for %(stops)d stops.", stops)
            messages.success(request, said % {"stops": stops})
            return redirect("desk_tour_party", slug=slug)
    people = [
        (of_one[0].registration, of_one, len({part.session.event_id for part in of_one}))
        for _person, parts in groupby(party.members(tour), key=lambda part: part.registration.person_id)
        if (of_one := list(parts))
    ]
    page = {"tour": tour, "here": "party", "form": form, "people": people, "coming": party.coming(tour)}
    return render(request, "organiser/party.html", page)


def _come_along(request: TeamRequest, tour: Tour, form: PartyForm) -> int:
    return party.come_along(
        request.actor,
        tour,
        form.newcomer(),
        seated=form.cleaned_data["seated"],
        submission=form.cleaned_data["submission"],
        notify=form.notify_wanted,
    )
