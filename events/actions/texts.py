"""Texts and plain facts that calendars and pages show, and about whose changes nobody is written to."""

from typing import Any

from django.utils.translation import gettext as _

from events import log, stamps
from events.actions.change import locked
from events.actions.permission import editor_only
from events.actions.publishing import refuse_if
from events.actors import Actor
from events.models import Event, Session, Tour
from events.readiness import missing_languages, required_languages
from events.transactions import in_transaction

DESCRIBED = ("description", "audience", "interpretation", "captions", "filming_note")
ARRANGED = (
    "spoken_languages",
    "doors_open_at",
    "registration_opens",
    "registration_closes",
    "reminder_at",
    "walk_ins_welcome",
    "recorded",
)
FACTS: dict[type[Tour] | type[Event], frozenset[str]] = {
    Tour: frozenset({"title", "short_title", "summary", "languages", "project", "case_number"}),
    Event: frozenset({"title", "languages", "case_number", "regions", "serves_food"}),
}


@in_transaction
def describe(actor: Actor, session: Session, **facts: Any) -> Session:
    """Any of DESCRIBED and ARRANGED; a text moves `changed_at` and `digest` only. Raises NotAllowed."""
    editor_only(actor, session)
    if unknown := facts.keys() - {*DESCRIBED, *ARRANGED}:
        raise TypeError(f"Not a description: {unknown}")
    (row,) = locked(pk=session.pk)
    if changed := stamps.differing(row, facts):
        _put(row, changed)
        row.save(update_fields=list(changed))
        log.write(actor, "describe", row, row.event.organiser_id, texts=sorted(changed))
    return row


@in_transaction
def edit(actor: Actor, what: Tour | Event, *, seen: stamps.Seen | None = None, **facts: Any) -> Tour | Event:
    """Any of its FACTS; calendars show its titles beside the session's own.

    `seen` is what the editor saw of these facts: what somebody else has changed since stays (events/stamps.py).
    Raises NotAllowed, Changed, and Unready when a published title would lose a required language.
    """
    editor_only(actor, what)
    if unknown := facts.keys() - FACTS[type(what)]:
        raise TypeError(f"Not a fact about it: {unknown}")
    sessions = locked(**{"event__tour" if isinstance(what, Tour) else "event": what.pk})
    row = _locked(what)
    changed = stamps.differing(row, stamps.together(row, facts, seen))
    if not changed:
        return row
    if row.status != row.Status.DRAFT:
        _refuse_silent_titles(row, changed)
    log.write(actor, "edit", row, row.organiser_id, texts=sorted(changed))
    if isinstance(row, Event) and "regions" in changed:
        row.regions.set(changed.pop("regions"))
    _put(row, changed)
    row.save(by_verb=True, update_fields=[*changed, "search_text"])
    for session in locked(pk__in=[session.pk for session in sessions]):
        session.save(update_fields=[])
    return row


def _locked(what: Tour | Event) -> Tour | Event:
    """The row as it now is; its sessions have been locked before it."""
    if isinstance(what, Tour):
        return Tour.objects.select_for_update(no_key=True).get(pk=what.pk)
    return Event.objects.select_for_update(no_key=True).get(pk=what.pk)


def _put(row: Tour | Event | Session, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(row, name, value)


def _refuse_silent_titles(row: Tour | Event, facts: dict[str, Any]) -> None:
    required = row.organiser.required_languages if isinstance(row, Tour) else required_languages(row)
    names = {"title": _("The title"), "short_title": _("The short title")}
    refuse_if(list(missing_languages([(names[key], facts[key]) for key in names if key in facts], required)))
