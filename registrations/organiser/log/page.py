"""The log of one event, newest first, read a page at a time from where the last one ended."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy

from events.models import Event, LogEntry
from events.organiser.team import TeamRequest, desk, may_edit, own_events
from registrations.organiser.log.names import Named, Names, names_of, phone_of
from registrations.organiser.log.sentences import GROUPS, SAID, Groups, sentence, who, why

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
    shown, more = newest(request, found.select_related("user"))
    names = names_of(request.actor, shown)
    return render(
        request,
        "organiser/log.html",
        {
            "event": event,
            "may_edit": may_edit(request.actor, event),
            "lines": [line_of(entry, names) for entry in shown],
            "older": shown[-1].pk if more else None,
            "later": "before" in request.GET,
            "actors": [(value, name, value == by) for value, name in ACTORS.items()],
            "groups": groups_of(what, GROUPS),
            "day": day if day_of(day) else "",
            "narrowed": bool(by or what or day),
        },
    )


def newest(request: TeamRequest, found: QuerySet[LogEntry]) -> tuple[list[LogEntry], bool]:
    """A page of entries, newest first, before the one that `?before=` names; and whether there are more."""
    before = request.GET.get("before", "")
    if before.isascii() and before.isdecimal() and int(before[:19]) <= LARGEST_ID:
        found = found.filter(pk__lt=int(before[:19]))
    entries = list(found.order_by("-pk")[: PER_PAGE + 1])
    return entries[:PER_PAGE], len(entries) > PER_PAGE


def _narrowed(rows: QuerySet[LogEntry], event: Event, by: str, what: str, day: str) -> QuerySet[LogEntry]:
    """By kind of actor, by `<target>|<verb>`, by a day on the clock of the place; what is unknown narrows nothing."""
    if by in ACTORS:
        rows = rows.filter(actor_kind=by)
    if date := day_of(day):
        rows = rows.filter(during(date, date, event.zone))
    return rows.filter(of_verb(what))


def of_verb(what: str) -> Q:
    """What was done, as `<target>|<verb>`; everything, if that is unknown."""
    target, _bar, verb = what.partition("|")
    return Q(target=target, verb=verb) if (target, verb) in SAID else Q()


def during(first: datetime.date | None, last: datetime.date | None, zone: datetime.tzinfo) -> Q:
    """From the first day to the last, both whole, on this clock; an unknown one is no bound."""
    within = Q()
    if first:
        within &= Q(at__gte=_midnight(first, zone))
    if last:
        within &= Q(at__lt=_midnight(last + datetime.timedelta(days=1), zone))
    return within


def _midnight(date: datetime.date, zone: datetime.tzinfo) -> datetime.datetime:
    return datetime.datetime.combine(date, datetime.time.min, tzinfo=zone)


def day_of(text: str) -> datetime.date | None:
    """A day, if the text is one that a log can be asked for."""
    try:
        date = parse_date(text[:10])
    except ValueError:
        return None
    return date if date and _FIRST <= date.year <= _LAST else None


def line_of(entry: LogEntry, names: Names) -> Line:
    about = names.get((entry.target, entry.target_uuid))
    return Line(entry.at, who(entry, phone_of(entry, names)), sentence(entry), about, why(entry))


def groups_of(chosen: str, known: Groups) -> list[tuple[str, list[tuple[str, Any, bool]]]]:
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
        for name, targets in known
    ]
    return [(name, options) for name, options in groups if options]
