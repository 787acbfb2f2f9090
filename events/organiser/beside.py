"""Contacts and documents of a tour or an event: one page for the whole list, in its order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from events import stamps
from events.actions import beside
from events.models import Event, Tour
from events.organiser.editing import CONFLICT, posted
from events.organiser.fields import SpokenField
from events.organiser.forms import ContactForm, DocumentForm
from events.organiser.team import TeamRequest, editable_event, editable_tour, editors_only
from events.readiness import required_languages
from events.refusals import Changed

EMPTY_ROWS = 1
MOST = 40


@dataclass(frozen=True, slots=True)
class List:
    """A kind of list: its related name, columns and form, the action that saves it, and its words."""

    rows: str
    columns: tuple[str, ...]
    form: type[forms.Form]
    save: Callable[..., None]
    heading: Any
    one: Any
    remove: Any


CONTACTS = List(
    "contacts",
    beside.CONTACT,
    ContactForm,
    beside.set_contacts,
    _("Contacts"),
    _("Contact"),
    _("Remove this contact"),
)
DOCUMENTS = List(
    "documents",
    beside.DOCUMENT,
    DocumentForm,
    beside.set_documents,
    _("Documents"),
    _("Document"),
    _("Remove this document"),
)


@editors_only()
def contacts(request: TeamRequest, slug: str) -> HttpResponse:
    return _of_event(request, editable_event(request.actor, slug), CONTACTS)


@editors_only()
def documents(request: TeamRequest, slug: str) -> HttpResponse:
    return _of_event(request, editable_event(request.actor, slug), DOCUMENTS)


@editors_only()
def tour_contacts(request: TeamRequest, slug: str) -> HttpResponse:
    return _of_tour(request, editable_tour(request.actor, slug), CONTACTS)


@editors_only()
def tour_documents(request: TeamRequest, slug: str) -> HttpResponse:
    return _of_tour(request, editable_tour(request.actor, slug), DOCUMENTS)


def _of_event(request: TeamRequest, event: Event, kind: List) -> HttpResponse:
    page = {"event": event, "may_edit": True, "required": required_languages(event)}
    return _page(request, event, kind, page)


def _of_tour(request: TeamRequest, tour: Tour, kind: List) -> HttpResponse:
    return _page(request, tour, kind, {"tour": tour, "required": tour.organiser.required_languages})


def _page(request: TeamRequest, of: Tour | Event, kind: List, page: dict[str, Any]) -> HttpResponse:
    """Show the list, or save it whole. What somebody else has saved meanwhile is shown beside it, not lost."""
    stored = beside.listed(getattr(of, kind.rows).all(), kind.columns)
    listed, status, now = _formset(request, kind, stored, page.pop("required")), 200, None
    if request.method == "POST" and listed.is_valid():
        try:
            kind.save(request.actor, of, _written(listed, kind), seen=request.POST.get("seen", ""))
        except Changed as changed:
            status, now = CONFLICT, stored
            messages.error(request, str(changed))
        else:
            messages.success(request, str(_("It is saved.")))
            return redirect(request.path)
    page |= {"kind": kind, "formset": listed, "here": kind.rows, "heading": kind.heading, "now": now}
    page["seen"] = (
        request.POST.get("seen", "") if status == 200 and listed.is_bound else stamps.of_values(stored)
    )
    return render(request, "organiser/beside.html", page, status=status)


def _formset(request: TeamRequest, kind: List, stored: list[dict[str, Any]], required: list[str]) -> Any:
    made = forms.formset_factory(
        kind.form,
        extra=EMPTY_ROWS,
        can_order=True,
        can_delete=True,
        can_delete_extra=False,
        max_num=MOST,
        absolute_max=MOST,
    )
    sent = posted(request)
    listed = made(sent, initial=None if sent is not None else stored)
    for form in listed.forms:
        form.fields["ORDER"].label = _("Place in the list")
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = kind.remove
        for field in form.fields.values():
            if isinstance(field, SpokenField):
                field.ask_for(required, now=False)
    return listed


def _written(listed: Any, kind: List) -> list[dict[str, Any]]:
    rows = (form.cleaned_data for form in listed.ordered_forms)
    return [{name: row[name] for name in kind.columns} for row in rows]
