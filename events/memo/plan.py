"""The memo and the day, matched with the register of places: what an organiser looks at before anything is made."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from events.memo import notes
from events.memo.mistakes import Mistake
from events.memo.notes import Note
from events.memo.places import Place, Register
from events.memo.programme import Programme
from events.memo.reading import Memo, StopRow
from events.memo.together import DayPart, put_together


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """A stop to be made: its day, where it is, and the languages that are spoken there."""

    row: int
    date: datetime.date
    place: Place
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole tour to be made. With mistakes nothing can be; the notes are only to be looked at.

    `language` is the one that the memo is written in: new venues have their names in it.
    """

    language: str
    stops: tuple[PlannedStop, ...]
    parts: tuple[DayPart, ...]
    mistakes: tuple[Mistake, ...]
    notes: tuple[Note, ...]


def made(memo: Memo, programmes: Mapping[str, Programme], *, today: datetime.date) -> Plan:
    """Language → programme; the first leads. Two statements, and nothing is written."""
    register = Register.load()
    language = register.language(memo.stops, otherwise=next(iter(programmes), get_language() or "fi"))
    stops = tuple(_stop(row, register.place(row), language) for row in memo.stops)
    parts, mistakes = put_together(programmes)
    found = notes.of([_day(stop, parts) for stop in stops], today=today)
    return Plan(language, stops, parts, (*memo.mistakes, *mistakes), tuple(found))


def _stop(row: StopRow, place: Place, language: str) -> PlannedStop:
    """Where the memo says nothing of languages, the municipality's first is spoken, abroad the memo's own."""
    usual = place.municipality.languages[:1] if place.municipality else [language]
    return PlannedStop(row.row, row.date, place, row.languages or tuple(usual))


def _day(stop: PlannedStop, parts: tuple[DayPart, ...]) -> notes.Day:
    first = min((part.starts for part in parts), default=None)
    last = max((part.ends or part.starts for part in parts), default=None)
    return notes.Day(stop.row, stop.date, stop.place, first, last)
