"""The log of one event, newest first, read a page at a time from where the last one ended."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy

from events.models import Event, LogEntry
from events.organiser.team import TeamRequest, desk, may_edit, own_events
from registrations.organiser.log.names import Named, Names, names_of, phone_of
from registrations.organiser.log.sentences import GROUPS, SAID, sentence, who, why

PER_PAGE = 100
Kind = LogEntry.ActorKind
ACTORS = {
    Kind.USER: gettext_lazy("The team"),
    Kind.PARTICIPANT: gettext_lazy("The participants themselves"),
    Kind.DEVICE: gettext_lazy("Phones at the doors"),
    Kind.API: gettext_lazy("Programs with a token"),
    Kind.SYSTEM: gettext_lazy("The system"),
}
LARGEST_ID = 2**63 - 1
_FIRST, _LAST = 2000, 2200


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it reads: when, who, what, about whom or what, and why."""

    at: datetime.datetime
    who: str
    what: str
    about: Named | None
    why: str


@desk()
def event_log(request: TeamRequest, slug: str) -> HttpResponse:
    """`?who=`, `?what=` and `?day=` narrow it; `?before=` goes on."""
    event = get_object_or_404(own_events(request.actor), slug=slug)
    by, what, day = (request.GET.get(name, "") for name in ("who", "what", "day"))
    found = _narrowed(LogEntry.objects.filter(event=event), event, by, what, day)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdecimal() and int(before[:19]) <= LARGEST_ID:
        found = found.filter(pk__lt=int(before[:19]))
    entries = list(found.select_related("user").order_by("-pk")[: PER_PAGE + 1])
    shown = entries[:PER_PAGE]
    names = names_of(request.actor, event, shown)
    return render(
        request,
        "organiser/log.html",
        {
            "event": event,
            "may_edit": may_edit(request.actor, event),
            "lines": [_line(entry, names) for entry in shown],
            "older": shown[-1].pk if len(entries) > PER_PAGE else None,
            "later": bool(before),
            "actors": [(value, name, value == by) for value, name in ACTORS.items()],
            "groups": _groups(what),
            "day": day if _day(day) else "",
            "narrowed": bool(by or what or day),
        },
    )


def _narrowed(rows: QuerySet[LogEntry], event: Event, by: str, what: str, day: str) -> QuerySet[LogEntry]:
    """By kind of actor, by `<target>|<verb>`, by a day on the clock of the place; what is unknown narrows nothing."""
    target, _bar, verb = what.partition("|")
    if by in ACTORS:
        rows = rows.filter(actor_kind=by)
    if (target, verb) in SAID:
        rows = rows.filter(target=target, verb=verb)
    if date := _day(day):
        midnight = datetime.datetime.combine(date, datetime.time.min, tzinfo=event.zone)
        rows = rows.filter(at__gte=midnight, at__lt=midnight + datetime.timedelta(days=1))
    return rows


def _day(text: str) -> datetime.date | None:
    """A day, if the text is one that a log can be asked for."""
    try:
        date = parse_date(text[:10])
    except ValueError:
        return None
    return date if date and _FIRST <= date.year <= _LAST else None


def _line(entry: LogEntry, names: Names) -> Line:
    about = names.get((entry.target, entry.target_uuid))
    return Line(entry.at, who(entry, phone_of(entry, names)), sentence(entry), about, why(entry))


def _groups(chosen: str) -> list[tuple[str, list[tuple[str, Any, bool]]]]:
    """What can be asked for, under its headings: `<target>|<verb>`, the sentence, whether it is chosen."""
    groups = [
        (
            str(name),
            [
                (f"{target}|{verb}", words, chosen == f"{target}|{verb}")
                for target, sentences in targets.items()
                for verb, words in sentences.items()
            ],
        )
        for name, targets in GROUPS
    ]
    return [(name, options) for name, options in groups if options]
