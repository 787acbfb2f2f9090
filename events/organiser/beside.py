"""Contacts, documents and checklists of a tour or an event, the programme of a session: one page for the whole list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from events import stamps
from events.actions import beside, checklists
from events.models import Event, Session, Tour
from events.organiser import versions
from events.organiser.editing import posted
from events.organiser.fields import SpokenField
from events.organiser.forms import ContactForm, DocumentForm, ItemForm, LineForm
from events.organiser.team import (
    TeamRequest,
    editable_event,
    editable_session,
    editable_tour,
    editors_only,
)
from events.readiness import required_languages
from events.refusals import Changed

EMPTY_ROWS = 1
EMPTY = {stamps.short(""), stamps.short(False)}
MOST = 40


@dataclass(frozen=True, slots=True)
class List:
    """A kind of list: its related name, columns and form, the action that saves it, its words; who is `ordered` by hand."""

    rows: str
    columns: tuple[str, ...]
    form: type[forms.Form]
    save: Callable[..., None]
    heading: Any
    one: Any
    remove: Any
    ordered: bool = True
    about: Any = ""


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
ITEMS = List(
    "items",
    beside.ITEM,
    ItemForm,
    beside.set_items,
    _("Programme"),
    _("Line"),
    _("Remove this line"),
    about=_("What happens within the session. Participants see it on the page of the event."),
)
CHECKLIST = List(
    "checklist",
    checklists.LINE,
    LineForm,
    checklists.set_checklist,
    _("Checklist"),
    _("Line"),
    _("Remove this line"),
    ordered=False,
    about=_("What has to be done before and after the day. Only the team sees it."),
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


@editors_only()
def programme(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    page = {"event": session.event, "session": session, "may_edit": True}
    return _page(request, session, ITEMS, page | {"required": required_languages(session.event)})


@editors_only()
def checklist(request: TeamRequest, slug: str) -> HttpResponse:
    """The event's own lines; those of its tour hold there too, and have a page of their own."""
    return _of_event(request, editable_event(request.actor, slug), CHECKLIST)


@editors_only()
def tour_checklist(request: TeamRequest, slug: str) -> HttpResponse:
    """The lines that hold at every stop."""
    return _of_tour(request, editable_tour(request.actor, slug), CHECKLIST)


def _of_event(request: TeamRequest, event: Event, kind: List) -> HttpResponse:
    page = {"event": event, "may_edit": True, "required": required_languages(event)}
    return _page(request, event, kind, page)


def _of_tour(request: TeamRequest, tour: Tour, kind: List) -> HttpResponse:
    return _page(request, tour, kind, {"tour": tour, "required": tour.organiser.required_languages})


def _page(request: TeamRequest, of: Tour | Event | Session, kind: List, page: dict[str, Any]) -> HttpResponse:
    """Show the list, or save it whole. What somebody else has saved meanwhile stays, or both lists are shown: 409."""
    stored = beside.listed(getattr(of, kind.rows).all(), kind.columns)
    listed = _formset(request, kind, stored, page.pop("required"))
    page |= {"kind": kind, "formset": listed, "here": kind.rows, "heading": kind.heading}
    seen = [stamps.short(row) for row in stored]
    if request.method == "POST":
        seen = request.POST.get("seen", "").split()
        if listed.is_valid():
            return _save(request, of, kind, page, stored, seen)
    return render(request, "organiser/beside.html", page | {"seen": " ".join(seen)})


def _save(
    request: TeamRequest,
    of: Tour | Event | Session,
    kind: List,
    page: dict[str, Any],
    stored: list[dict[str, Any]],
    seen: list[str],
) -> HttpResponse:
    mine, theirs = versions.chosen(request.POST)
    written, entry = _written(page["formset"], kind), versions.last(request.actor, of, [kind.rows])
    if kind.rows not in theirs:
        try:
            kind.save(request.actor, of, written, seen=beside.SeenList(seen, mine.get(kind.rows, "")))
        except Changed:
            return versions.page(request, page, [_both(kind, stored, written)], entry)
    messages.success(request, str(_("It is saved.")))
    if seen != [stamps.short(row) for row in stored] and not mine and not theirs:
        words = _("Meanwhile this list was saved by %(who)s too: look at it once more.")
        messages.info(request, str(words) % {"who": versions.by(request, entry)})
    return redirect(request.path)


def _both(kind: List, stored: list[dict[str, Any]], written: list[dict[str, Any]]) -> versions.Version:
    lists = (_lines(kind, stored), _lines(kind, written))
    return versions.Version(kind.rows, str(kind.heading), *lists, stamps.short(stored))


def _lines(kind: List, rows: list[dict[str, Any]]) -> str:
    """A line for each row, with what it says."""
    said = [
        [
            versions.shown(value, kind.form.base_fields[name])
            if value is not True
            else kind.form.base_fields[name].label
            for name, value in row.items()
            if name != "uuid" and stamps.short(value) not in EMPTY
        ]
        for row in rows
    ]
    return (
        "\n".join(f"{number}. {', '.join(map(str, words))}" for number, words in enumerate(said, 1))
        or versions.NOTHING
    )


def _formset(request: TeamRequest, kind: List, stored: list[dict[str, Any]], required: list[str]) -> Any:
    made = forms.formset_factory(
        kind.form,
        extra=EMPTY_ROWS,
        can_order=kind.ordered,
        can_delete=True,
        can_delete_extra=False,
        max_num=MOST,
        absolute_max=MOST,
    )
    sent = posted(request)
    listed = made(sent, initial=None if sent is not None else stored)
    for form in listed.forms:
        if kind.ordered:
            form.fields["ORDER"].label = _("Place in the list")
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = kind.remove
        for field in form.fields.values():
            if isinstance(field, SpokenField):
                field.ask_for(required, now=False)
    return listed


def _written(listed: Any, kind: List) -> list[dict[str, Any]]:
    kept = listed.ordered_forms if kind.ordered else _kept(listed)
    rows = (form.cleaned_data for form in kept)
    return [{name: row[name] for name in kind.columns} for row in rows]


def _kept(listed: Any) -> list[forms.Form]:
    """The rows that were filled in, without those taken out."""
    return [form for form in listed.forms if form.has_changed() and form not in listed.deleted_forms]
