"""Somebody on a list: added, put right; and what is done with those ticked."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.organiser.editing import answer, posted
from events.organiser.team import TeamRequest, editors_only, editors_post
from events.refusals import Changed, Refused
from registrations.actions import entries
from registrations.actions.lists import ListIsGone
from registrations.models import ContactList
from registrations.organiser.held import source_of
from registrations.organiser.lists.forms import EntryForm
from registrations.organiser.lists.found import entry_of, list_of


@editors_only()
def desk_list_add(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """One more person."""
    contact_list = list_of(request.actor, uuid)
    form = EntryForm(posted(request))

    def act() -> str:
        entries.add(request.actor, contact_list, form.contact())
        return reverse("desk_list", args=[uuid])

    page = {"heading": _("Add somebody"), "button": _("Add to the list"), "list": contact_list}
    return answer(
        request,
        "organiser/lists/entry.html",
        form,
        act,
        _("The person is on the list."),
        here="lists",
        **page,
    )


@editors_only()
def desk_list_entry(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """What stands there of somebody, to be put right."""
    entry = entry_of(request.actor, uuid)
    form = EntryForm(posted(request), entry=entry)

    def act() -> str:
        try:
            entries.change(request.actor, entry, form.contact(), seen=form.cleaned_data["seen"])
        except Changed as changed:
            form.show_beside(entry_of(request.actor, uuid))
            raise Refused(str(changed)) from changed
        return reverse("desk_list", args=[entry.contact_list.uuid])

    page = {"heading": entry.person.name, "button": _("Save"), "list": entry.contact_list}
    page |= {"entry": entry, "source": source_of(entry), "here": "lists"}
    page |= {"may_see_all": entry.person.organiser_id in request.actor.administers}
    return answer(request, "organiser/lists/entry.html", form, act, _("It is saved."), **page)


@editors_post()
def desk_list_act(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Confirm, move or take off whoever is ticked."""
    contact_list = list_of(request.actor, uuid)
    chosen = contact_list.entries.filter(uuid__in=_ticked(request))
    try:
        _do(request, contact_list, chosen, request.POST.get("do", ""))
    except ListIsGone as gone:
        messages.error(request, str(gone))
        return redirect("desk_lists")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk_list", uuid=uuid)


def _do(request: TeamRequest, contact_list: ContactList, chosen: entries.Chosen, do: str) -> None:
    if not chosen:
        messages.info(request, _("Nobody is ticked: nothing was done."))
    elif do == "confirm":
        number = entries.confirm(request.actor, contact_list, chosen)
        words = ngettext("%(number)d address is confirmed.", "%(number)d addresses are confirmed.", number)
        messages.success(request, words % {"number": number})
    elif do == "remove":
        number = entries.remove(request.actor, contact_list, chosen)
        words = ngettext(
            "%(number)d person is taken off the list.", "%(number)d people are taken off the list.", number
        )
        messages.success(request, words % {"number": number})
    elif do == "move":
        _move(request, contact_list, chosen)


def _move(request: TeamRequest, contact_list: ContactList, chosen: entries.Chosen) -> None:
    lists = ContactList.objects.editable_by(request.actor).filter(organiser=contact_list.organiser_id)
    to = get_object_or_404(lists.in_use().exclude(pk=contact_list.pk), uuid=_uuid(request.POST.get("to", "")))
    number = entries.move(request.actor, contact_list, chosen, to)
    words = ngettext(
        "%(number)d person is moved to “%(list)s”.", "%(number)d people are moved to “%(list)s”.", number
    )
    messages.success(request, words % {"number": number, "list": to.name})


def _ticked(request: TeamRequest) -> list[UUID]:
    return [_uuid(text) for text in request.POST.getlist("rows")]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
