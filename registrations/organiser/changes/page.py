"""The page of a verb: ask, show what it means, and only then do it."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Event, Session, Tour
from events.organiser.team import TeamRequest
from events.refusals import Changed, Refused
from registrations.actions.announce import announce
from registrations.organiser.changes.forms import MessageForm
from registrations.organiser.changes.preview import Preview, preview
from registrations.organiser.changes.verbs import Verb

OURS = {"csrfmiddlewaretoken", "seen", "look"}
Warn = Callable[[Sequence[Session]], list[tuple[str, str]]]
"""Sentences, each with the address where it is mended."""


@dataclass(frozen=True, slots=True)
class Change:
    """A verb at one height: its words, what it is for, its form, the sessions it reaches, and how it is done.

    `sessions` and `act` are called once the form is valid; `warn` says what else to know before it is done.
    """

    verb: Verb
    what: Session | Event | Tour
    form: MessageForm
    sessions: Callable[[], Iterable[Session]]
    act: Callable[[], object]
    warn: Warn = lambda _sessions: []

    @property
    def event(self) -> Event | None:
        return None if isinstance(self.what, Tour) else _event_of(self.what)

    @property
    def back(self) -> str:
        """Where one came from, and goes when it is done."""
        if isinstance(self.what, Tour):
            return reverse("desk_tour", args=[self.what.slug])
        return reverse("desk_event", args=[_event_of(self.what).slug])


def asked(request: TeamRequest) -> QueryDict:
    """For a verb that needs nothing: what it means is shown at once."""
    return request.POST if request.method == "POST" else QueryDict()


def answer(request: TeamRequest, change: Change) -> HttpResponse:
    """Ask; show what has been asked for; do what has been shown. A refusal stands in the form."""
    meant, seen = None, ""
    if change.form.is_valid():
        try:
            if "look" not in request.POST and _done_as_seen(request, change):
                messages.success(request, str(change.verb.done))
                return redirect(change.back)
            seen = _stamp(request.POST, change)
            meant = preview([each.pk for each in change.sessions()], lambda: _do(request, change))
        except Refused as refused:
            change.form.add_error(None, str(refused))
    return render(request, "organiser/changes/change.html", _page(request, change, meant, seen))


def _event_of(what: Session | Event) -> Event:
    return what.event if isinstance(what, Session) else what


def _done_as_seen(request: TeamRequest, change: Change) -> bool:
    """Do what has been shown; False when nothing has, or it is no longer so."""
    seen = request.POST.get("seen", "")
    if not seen:
        return False
    try:
        _do(request, change, still=lambda: _stamp(request.POST, change) == seen)
    except Changed:
        return False
    return True


def _do(request: TeamRequest, change: Change, still: Callable[[], bool] = lambda: True) -> None:
    announce(
        request.actor,
        [each.pk for each in change.sessions()],
        change.act,
        kind=change.verb.kind,
        text=change.form.cleaned_data["message"],
        still=still,
    )


def _stamp(posted: QueryDict, change: Change) -> str:
    """Of what is asked for, and of the days and sessions as they are stored: only what has been shown is done."""
    given = sorted((name, value) for name in posted for value in posted.getlist(name) if value)
    fields = [item for item in given if item[0] not in OURS]
    stored = Session.objects.filter(pk__in=[each.pk for each in change.sessions()]).order_by("pk")
    rows = [[pk, at.isoformat()] for pk, at in stored.values_list("pk", "changed_at")]
    what = change.what
    events = what.stops.all() if isinstance(what, Tour) else Event.objects.filter(pk=_event_of(what).pk)
    days = [[pk, date.isoformat()] for pk, date in events.order_by("pk").values_list("pk", "date")]
    return hashlib.sha256(json.dumps([fields, days, rows]).encode()).hexdigest()[:32]


def _page(request: TeamRequest, change: Change, meant: Preview | None, seen: str) -> dict[str, Any]:
    what = change.what
    stale = bool(meant and request.POST.get("seen") and "look" not in request.POST)
    return {
        "verb": change.verb,
        "form": change.form,
        "event": change.event,
        "session": what if isinstance(what, Session) else None,
        "tour": what if isinstance(what, Tour) else None,
        "back": change.back,
        "preview": meant,
        "warnings": change.warn(list(change.sessions())) if meant else [],
        "stale": _("Something has changed since you looked. This is what it means now.") if stale else "",
        "seen": seen,
    }
