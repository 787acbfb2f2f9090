"""The page of the search: /organiser/search/?q=

The words come by GET, so that a result can be gone back to; neither our log nor an address of ours elsewhere keeps them.
"""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from events import limits
from events.organiser.team import TeamRequest, desk
from registrations.forms.registration import LineField
from registrations.organiser.search.hits import words_of
from registrations.organiser.search.organised import organised
from registrations.organiser.search.people import people


class SearchForm(forms.Form):
    q = LineField(
        label=_("Tour, city, session, place or person"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


@desk(foreign_editor=200)
def desk_search(request: TeamRequest) -> HttpResponse:
    """What the actor may see and the words fit, by kind. 400 for what cannot be searched, 429 for too many searches."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "organiser/search.html", {"form": form}, status=400)
    text = form.cleaned_data["q"]
    looked_for = words_of(text)
    page = {"form": form, "text": text, "too_short": bool(text) and not looked_for}
    if not looked_for:
        return render(request, "organiser/search.html", page)
    if not limits.allow("search", str(request.actor.user.pk)):
        return render(request, "organiser/search.html", page | {"too_many": True}, status=429)
    found = [*organised(request.actor, text), *people(request.actor, looked_for, text)]
    page |= {"found": [each for each in found if each.hits], "searched": True}
    return render(request, "organiser/search.html", page)
