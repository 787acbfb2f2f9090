"""The table's rows: fifty at a time, from one index in order, however many there are; the few that a filter leaves by key.

A page begins after a row that the address names by its id; names stand in no address. Who attends and who waits
is counted already in the sessions; the rest is counted up to a thousand, and beyond that it is "1000+".
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from events.models import Event, Session
from events.models.session import Mode
from events.when import moment
from registrations import words
from registrations.models import Participation
from registrations.organiser.participants.columns import ALIASES, FIELDS, Names
from registrations.organiser.participants.filters import FilterForm, Sort, State

PER_PAGE = 50
MOST_COUNTED = 1000
ORDERS: dict[Sort, tuple[str, ...]] = {
    Sort.NAME: ("registration__sort_key", "pk"),
    Sort.ORGANISATION: ("registration__organisation_key", "registration__sort_key", "pk"),
    Sort.TIME: ("-registration_id", "-pk"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page. `who`: the registration's id; `status` colours the tag."""

    uuid: UUID
    who: UUID
    name: str
    status: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Page:
    """`after`: the row that the next page begins behind, or None; `lost`: the row asked for is not there.

    `found`: how many the filters leave, '214' or '1000+', where that is not what a tab says already.
    """

    lines: list[Line]
    after: UUID | None
    lost: bool
    found: str


@dataclass(frozen=True, slots=True)
class Tab:
    state: State
    count: str
    current: bool


def rows_of(event: Event, asked: FilterForm, few: list[int] | None = None) -> QuerySet[Participation]:
    """The rows that the filters leave, in order: all that fit, looked for in that order, or those `few`."""
    if few is None:
        rows = _rows(event).filter(words.fit(asked.words, "registration__"), asked.parts())
    else:  # of their event they are; said once more, it would have SQLite walk through all of the event's
        rows = Participation.objects.filter(pk__in=few, registration__erased_at=None)
    return rows.order_by(*ORDERS[asked.sorted_by])


def few_of(event: Event, sessions: Sequence[Session], asked: FilterForm) -> list[int] | None:
    """The keys of the rows that the filters leave, in no order, at most a thousand.

    None when there are more: of so many any order soon shows fifty. Words are looked for by their index, where it
    narrows; else the sessions' rows are looked through.
    """
    if asked.words:
        path = "registration__"
        rows = _rows(event).filter(
            words.perhaps(asked.words, [event.pk], path), words.fit(asked.words, path), asked.parts()
        )
    else:
        rows = Participation.objects.filter(asked.parts(), session__in=sessions, registration__erased_at=None)
    keys = list(rows.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1])
    return keys if len(keys) <= MOST_COUNTED else None


def counted(few: list[int] | None) -> str:
    """'214', or '1000+'."""
    return f"{MOST_COUNTED}+" if few is None else str(len(few))


def _rows(event: Event) -> QuerySet[Participation]:
    return Participation.objects.filter(registration__event=event, registration__erased_at=None)


def page_of(event: Event, sessions: list[Session], asked: FilterForm, language: str) -> Page:
    """One statement; one more for filters, a row to begin after, columns of questions; on SQLite one for words."""
    few = few_of(event, sessions, asked) if asked.may_be_few else None
    rows, lost = rows_of(event, asked, few), False
    if after := asked.asked.get("after"):
        order = ORDERS[asked.sorted_by]
        row = Participation.objects.filter(uuid=after, registration__event=event)
        values = row.values_list(*(field.lstrip("-") for field in order)).first()
        rows, lost = (rows.filter(_beyond(order, values)), False) if values else (rows, True)
    found = list(
        rows.annotate(**ALIASES).values_list("uuid", "registration__uuid", *FIELDS, named=True)[
            : PER_PAGE + 1
        ]
    )
    names = Names(sessions, language)
    names.hear(found[:PER_PAGE], asked.shown)
    lines = [_line(row, asked, names) for row in found[:PER_PAGE]]
    further = lines[-1].uuid if len(found) > PER_PAGE else None
    return Page(lines, further, lost, counted(few) if asked.narrows else "")


def _line(row: Any, asked: FilterForm, names: Names) -> Line:
    cells = [(name, _said(asked.known[name].cell(row, names), names)) for name in asked.columns_shown]
    return Line(row.uuid, row.registration__uuid, row.of_name, row.status, cells)


def _said(cell: str | datetime.datetime | None, names: Names) -> str:
    return moment(cell, names.zone) if isinstance(cell, datetime.datetime) else cell or ""


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Behind this row in this order; the first column alone once more, for the index."""
    condition: Q | None = None
    for field, value in reversed(list(zip(order, values, strict=True))):
        name, further = field.lstrip("-"), "lt" if field.startswith("-") else "gt"
        beyond = Q(**{f"{name}__{further}": value})
        condition = beyond if condition is None else beyond | (Q(**{name: value}) & condition)
    first, further = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{further}": values[0]}) & (condition or Q())


def tabs(event: Event, sessions: Iterable[Session], asked: FilterForm) -> list[Tab]:
    """The tabs with their numbers, of the session and the way of taking part that are chosen."""
    chosen = [each for each in sessions if asked.asked.get("session") in (None, each.uuid)]
    modes = [mode for mode in Mode if (asked.asked.get("mode") or mode) == mode]
    attending = sum(getattr(each, f"{mode}_taken") for each in chosen for mode in modes)
    if Mode.IN_PERSON in modes:
        attending += Participation.objects.attending().filter(session__in=chosen, seated=False).count()
    rows = Participation.objects.filter(session__in=chosen, mode__in=modes, registration__erased_at=None)
    return [
        Tab(
            state,
            str(attending) if state == State.ATTENDING else capped(rows.filter(state.rows)),
            state == asked.state_shown,
        )
        for state in State
    ]


def capped(rows: QuerySet[Participation]) -> str:
    """'214', or '1000+': no more rows than that are looked at."""
    number = rows.order_by()[: MOST_COUNTED + 1].count()
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
