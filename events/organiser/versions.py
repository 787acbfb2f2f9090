"""Two versions of the same: what somebody else has stored and what was written, side by side, to choose from."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from events import stamps, when
from events.actors import Actor
from events.models import LogEntry
from events.organiser.fields import NAMES
from events.organiser.team import TeamRequest

CONFLICT = 409
CHOICE = "version-"
MINE, THEIRS = "mine", "theirs"
LOOKED_AT = 20
NOTHING = "–"
COLUMNS = {
    "retitle": ("title", "short_title"),
    "change_attendance": ("attendance",),
    "set places": ("in_person_capacity", "online_capacity"),
    "set contacts": ("contacts",),
    "set documents": ("documents",),
    "set checklist": ("checklist",),
    "set programmeitems": ("items",),
}
"""What verbs that do not say it themselves have changed."""


@dataclass(frozen=True, slots=True)
class Version:
    """A part in both versions, as text. `language` is what they are in; `digest` stands for the stored one."""

    part: str
    name: str
    stored: str
    written: str
    digest: str
    language: str = ""


def chosen(sent: QueryDict) -> tuple[dict[str, str], list[str]]:
    """The parts whose own version was chosen, each with the digest of the other, and those whose other one was."""
    choices = {
        name.removeprefix(CHOICE): value.split(" ")
        for name, value in sent.items()
        if name.startswith(CHOICE) and isinstance(value, str)
    }
    mine = {part: words[1] for part, words in choices.items() if words[0] == MINE and len(words) > 1}
    return mine, [part for part, words in choices.items() if words[0] == THEIRS]


def of(form: forms.Form, part: str, stored: Any, written: Any) -> Version:
    column, _dot, language = part.partition(".")
    field = form.fields[column]
    return Version(
        part, name_of(form, part), shown(stored, field), shown(written, field), stamps.short(stored), language
    )


def name_of(form: forms.Form, part: str) -> str:
    """'Title (Finnish)'."""
    column, _dot, language = part.partition(".")
    label = str(form.fields[column].label)
    return f"{label} ({NAMES.get(language, language)})" if language else label


def last(actor: Actor, row: Any, parts: Iterable[str]) -> LogEntry | None:
    """The entry of the actor's own log that tells who changed any of these parts, and when.

    A place is shared: another organiser's people are not named.
    """
    columns = {part.partition(".")[0] for part in parts}
    own = {membership.organiser_id for membership in actor.team}
    entries = LogEntry.objects.filter(target_uuid=row.uuid, organiser__in=own).select_related("user")
    latest = entries.order_by("-pk")[:LOOKED_AT]
    return next((entry for entry in latest if columns.intersection(_columns(entry))), None)


def _columns(entry: LogEntry) -> Sequence[str]:
    texts: Sequence[str] = entry.details.get("texts") or COLUMNS.get(entry.verb, ())
    return texts


def stays(request: TeamRequest, form: forms.Form, row: Any, parts: Sequence[str]) -> str:
    """Say what somebody else has changed meanwhile, and that it is kept."""
    names = ", ".join(name_of(form, part) for part in parts)
    words = _(
        "Meanwhile this was saved by %(who)s: %(names)s. It stays, together with what you have written."
    )
    return words % {"who": by(request, last(request.actor, row, parts)), "names": names}


def page(
    request: TeamRequest, context: dict[str, Any], both: Sequence[Version], entry: LogEntry | None
) -> HttpResponse:
    """Ask which; what was sent comes along unseen, so that nothing of it is lost."""
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith(CHOICE)
        for value in values
    ]
    asked_before = any(name.startswith(CHOICE) for name in request.POST)
    about = {"versions": both, "sent": sent, "stored_by": by(request, entry), "again": asked_before}
    return render(request, "organiser/versions.html", {**context, **about}, status=CONFLICT)


def by(request: TeamRequest, entry: LogEntry | None) -> str:
    """'Anna Virta, 26.11. 12.03'."""
    if entry is None:
        return _("somebody else")
    mine = entry.user_id is not None and entry.user_id == request.actor.user.pk
    name = _("you, in another window") if mine else (entry.user.name if entry.user else _("somebody else"))
    return f"{name}, {when.moment(entry.at)}"


def shown(value: Any, field: forms.Field) -> str:
    """A value in words."""
    value = getattr(value, "data", value)
    choices = dict(getattr(field, "choices", ()))
    if isinstance(value, dict):
        return " / ".join(text for text in value.values() if text) or NOTHING
    if isinstance(value, list):
        return ", ".join(str(choices.get(each, each)) for each in value) or NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return when.moment(value, getattr(field, "zone", None))
    return str(choices.get(value, value)) if value not in (None, "") else NOTHING
