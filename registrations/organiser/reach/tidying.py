"""Organisations to tidy: the texts that mean no organisation yet, what each resembles, and what was decided."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Tour
from events.organiser.editing import posted
from events.organiser.fields import SpokenField
from events.organiser.team import TeamRequest, editable_tour, editors_only, own_events
from events.refusals import Refused
from registrations.actions import tidy as actions
from registrations.models import Organisation, OrganisationAlias
from registrations.organisations.waiting import Group, decisions_of, groups_of, suggest
from venues.text import fold

PER_PAGE = 100
DECIDED = 50
MOST_KNOWN = 1000


class TidyForm(forms.Form):
    """What the ticked texts mean: an organisation that is known, or a new one."""

    name = SpokenField(
        label=gettext_lazy("Or a new one"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("One language is enough. The registration form will suggest the name."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of the new one"),
        choices=Organisation.Kind,
        initial=Organisation.Kind.OTHER,
        required=False,
    )

    def __init__(self, *args: Any, bodies: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in bodies}
        known = [("", "–"), *((key, str(body)) for key, body in self.bodies.items())]
        self.fields["organisation"] = forms.ChoiceField(
            label=gettext_lazy("An organisation that is known"), choices=known, required=False
        )

    def body(self) -> Organisation | actions.NewBody:
        """The one that is meant; a new one has the names that were written."""
        given = self.cleaned_data
        if known := self.bodies.get(given["organisation"]):
            return known
        names = {language: text for language, text in (given["name"].data or {}).items() if text}
        return actions.NewBody(names, given["kind"] or Organisation.Kind.OTHER)


@editors_only()
def tidy(request: TeamRequest, slug: str) -> HttpResponse:
    """`?q=` narrows the list. Sent: `text` the ticked keys and one button: match, aside, same or back."""
    tour = editable_tour(request.actor, slug)
    groups = groups_of(list(own_events(request.actor).filter(tour=tour)), tour.organiser_id)
    bodies = list(Organisation.objects.known_to(tour.organiser_id)[:MOST_KNOWN])
    form = TidyForm(posted(request), bodies=bodies)
    if request.method == "POST" and _done(request, tour, groups, form):
        return redirect(request.get_full_path())
    words = fold(request.GET.get("q", "")[:100]).split()
    found = [group for group in groups if all(word in group.key for word in words)]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    decided = decisions_of(request.actor, tour.organiser_id).select_related("organisation")
    latest = list(decided[:DECIDED])
    suggest(page.object_list, bodies, {row.key: row.organisation for row in latest if row.organisation})
    context = {
        "tour": tour,
        "form": form,
        "page_obj": page,
        "waiting": len(groups),
        "ticked": request.POST.getlist("text"),
        "decided": latest,
        "q": request.GET.get("q", "")[:100],
        "here": "desk",
    }
    return render(request, "organiser/reach/tidy.html", context)


def _done(request: TeamRequest, tour: Tour, groups: Sequence[Group], form: TidyForm) -> bool:
    """Whether what was asked has been done; else the form says why not."""
    try:
        messages.success(request, _verb(request, tour, groups, form)())
    except Refused as refused:
        form.full_clean()
        form.add_error(None, str(refused))
        return False
    return True


def _verb(request: TeamRequest, tour: Tour, groups: Sequence[Group], form: TidyForm) -> Callable[[], str]:
    """What the button that was pressed does. Raises Refused."""
    actor, waiting = request.actor, {group.key: group.text for group in groups}
    if "back" in request.POST:
        decided = _decided(request, tour, request.POST["back"])
        return lambda: _taken_back(actions.take_back(actor, tour, decided))
    if "same" in request.POST:
        pk, _colon, key = request.POST["same"].partition(":")
        body = form.bodies.get(pk)
        texts = [waiting[key]] if body and key in waiting else []
        return lambda: _matched(actions.match(actor, tour, texts=texts, body=body or actions.NewBody({}, "")))
    texts = [waiting[key] for key in request.POST.getlist("text") if key in waiting]
    if "aside" in request.POST:
        return lambda: _put_aside(actions.set_aside(actor, tour, texts=texts))
    if not form.is_valid():
        raise actions.NoName
    return lambda: _matched(actions.match(actor, tour, texts=texts, body=form.body()))


def _decided(request: TeamRequest, tour: Tour, uuid: str) -> OrganisationAlias:
    try:
        known = UUID(uuid)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(decisions_of(request.actor, tour.organiser_id), uuid=known)


def _matched(body: Organisation) -> str:
    return _("Now known as: %(name)s. The same text matches by itself from now on.") % {"name": body}


def _put_aside(_done: None) -> str:
    return _("Set aside. These texts are not asked about again.")


def _taken_back(_done: None) -> str:
    return _("Taken back. The text waits again.")
