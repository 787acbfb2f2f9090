"""A list begun, from nothing or from those invited to an event; changed, put away, removed."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from events.organiser.editing import answer, posted
from events.organiser.team import TeamRequest, editors_only, editors_post
from events.refusals import Refused
from registrations.actions import kept, lists
from registrations.actions.kept import Who
from registrations.organiser.lists.forms import KeepForm, ListForm, NewListForm
from registrations.organiser.lists.found import event_asked, list_of, organisers_of
from venues.templatetags.words import plain


@editors_only(foreign_editor=200, host=404)
def desk_list_new(request: TeamRequest) -> HttpResponse:
    """A new list; with `?event=` one of those invited there, or they are added to one that there is."""
    organisers, event = organisers_of(request.actor), event_asked(request)
    if event:
        return _kept(request, event)
    form = NewListForm(posted(request), organisers=organisers, initial={"submission": uuid4()})

    def act() -> str:
        return reverse("desk_list", args=[lists.make_list(request.actor, **form.facts).uuid])

    page = {"heading": _("New contact list"), "button": _("Make the list"), "here": "lists"}
    return answer(request, "organiser/lists/form.html", form, act, _("The list is there."), **page)


def _kept(request: TeamRequest, event: Event) -> HttpResponse:
    first: dict[str, Any] = {
        "submission": uuid4(),
        "name": plain(event.title)[:150],
        "regions": event.regions.all(),
    }
    form = KeepForm(posted(request), event=event, initial=first)
    numbers = [0, 0]

    def act() -> str:
        given = form.facts
        who, into = Who(given.pop("who")), given.pop("into")
        contact_list = into or lists.make_list(request.actor, **given)
        numbers[:] = kept.keep(request.actor, event, contact_list, who)
        return reverse("desk_list", args=[contact_list.uuid])

    page = {"heading": _("Keep these people as a list"), "button": _("Keep them"), "here": "lists"}
    answered = answer(
        request, "organiser/lists/form.html", form, act, _("The people are on the list."), event=event, **page
    )
    if answered.status_code == 302:
        words = ngettext(
            "%(number)d person is new on it, %(there)d had been there.",
            "%(number)d people are new on it, %(there)d had been there.",
            numbers[0],
        )
        messages.info(request, words % {"number": numbers[0], "there": numbers[1]})
    return answered


@editors_only()
def desk_list_edit(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Its name, regions and note; beneath, the ways to put it away and to remove it."""
    contact_list = list_of(request.actor, uuid)
    form = ListForm(posted(request), row=contact_list)

    def act() -> str:
        lists.change_list(request.actor, contact_list, seen=form.stamp, **form.facts)
        return reverse("desk_list", args=[uuid])

    page = {"heading": _("Change the list"), "button": _("Save"), "here": "lists", "list": contact_list}
    page |= {"subject": contact_list.name}
    return answer(request, "organiser/lists/form.html", form, act, _("It is saved."), **page)


@editors_post()
def desk_list_archive(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Into the archive, or with `again` out of it."""
    contact_list, again = list_of(request.actor, uuid), "again" in request.POST
    try:
        lists.put_away(request.actor, contact_list, away=not again)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk_lists")
    if again:
        messages.success(request, _("The list is in use again."))
    else:
        messages.success(request, _("The list is in the archive. It is not offered when you invite."))
    return redirect("desk_list", uuid=uuid)


@editors_only()
def desk_list_remove(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Say what it means, then do it."""
    contact_list = list_of(request.actor, uuid)
    if request.method == "POST":
        try:
            lists.remove_list(request.actor, contact_list)
            messages.success(request, _("The list is removed."))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("desk_lists")
    page = {"list": contact_list, "number": contact_list.entries.count(), "here": "lists"}
    return render(request, "organiser/lists/remove.html", page)
