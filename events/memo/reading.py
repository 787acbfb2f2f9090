"""A memo read: pasted lines, a pasted table, or a file, into stops that have a day and a city."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from events.memo import cells, days, decoding, lines, parts, tables, workbook
from events.memo.bounds import TOUR
from events.memo.entries import Entry, Line
from events.memo.mistakes import Mistake, Unreadable, shown

MOST_ROWS = TOUR.rows
MOST_MISTAKES = 50
ZIP = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class StopRow:
    """A row that could be read. `languages` are codes, and empty when the memo says nothing; so is `timezone`."""

    row: int
    date: datetime.date
    city: str
    venue: str = ""
    languages: tuple[str, ...] = ()
    timezone: str = ""


@dataclass(frozen=True, slots=True)
class Memo:
    """What was read, what could not be, and what was passed over: a title, a column for the caterer."""

    stops: tuple[StopRow, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    ignored: tuple[str, ...] = ()


def read(source: str | bytes, *, today: datetime.date, year: int | None = None) -> Memo:
    """The memo in the box, or in the file; a day without a year is the first coming one, or stands in `year`.

    Never raises for what somebody wrote: each mistake names its row and column, at most MOST_MISTAKES of them.
    """
    try:
        if len(source) > TOUR.bytes:
            raise Unreadable(TOUR.too_much)
        written, is_table = _lines(source)
        return _understood(written, is_table=is_table, today=today, year=year)
    except Unreadable as unreadable:
        return Memo(mistakes=(unreadable.mistake,))


def _lines(source: str | bytes) -> tuple[list[Line], bool]:
    """The rows that are not empty, and whether they are those of a table."""
    if isinstance(source, bytes) and source.startswith(ZIP):
        return _bounded(workbook.lines_of(source)), True
    text = decoding.text_of(source) if isinstance(source, bytes) else source
    text = text.translate(cells.INVISIBLE)
    if sign := tables.delimiter(text):
        return _bounded(tables.parsed(text, sign)), True
    printed = (Line(row, [line]) for row, line in enumerate(re.split(r"\r\n|\r|\n", text), 1))
    return _bounded(line for line in printed if not line.empty), False


def _bounded(written: Iterable[Line]) -> list[Line]:
    found = list(islice(written, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise Unreadable(_("There are more than %(most)d rows. Is this a tour?") % {"most": MOST_ROWS})
    if not found:
        raise Unreadable(_("There is nothing to read here yet."))
    return found


def _understood(written: list[Line], *, is_table: bool, today: datetime.date, year: int | None) -> Memo:
    if is_table:
        ignored, found = tables.titles(written), list(tables.entries(written))
    else:
        ignored, written = _without_title(written)
        found = list(lines.entries(written))
    if not found:
        raise Unreadable(_("There is a heading, but no row below it."))
    stops, mistakes = _stops(found, today=today, year=year)
    return Memo(tuple(stops), tuple(_most(mistakes)), tuple(ignored))


def _without_title(written: list[Line]) -> tuple[list[str], list[Line]]:
    """The first line is a title when nothing in it looks like a day, and the next one begins with one."""
    first = written[0].cells[0]
    dated = lines.has_day(written[0]) or re.search(r"\d{1,2}\.|\d[/-]\d", first)
    if len(written) > 1 and not dated and lines.has_day(written[1]):
        return [shown(first)], written[1:]
    return [], written


def _stops(
    found: Iterable[Entry | Mistake], *, today: datetime.date, year: int | None
) -> tuple[list[StopRow], list[Mistake]]:
    rows = [each if isinstance(each, Mistake) else parts.understood(each) for each in found]
    mistakes = [mistake for row in rows for mistake in ([row] if isinstance(row, Mistake) else row.mistakes)]
    with_days = [(row, row.day) for row in rows if isinstance(row, parts.Parts) and row.day]
    dates = days.dated([day for _row, day in with_days], today=today, year=year)
    stops = []
    for (row, _day), date in zip(with_days, dates, strict=True):
        if isinstance(date, str):
            mistakes.append(Mistake(date, row.entry.row, row.entry.column("date")))
        elif not row.mistakes:
            stops.append(_stop(row, date))
    return stops, sorted(mistakes, key=lambda mistake: (mistake.row, mistake.column))


def _stop(row: parts.Parts, date: datetime.date) -> StopRow:
    return StopRow(row.entry.row, date, row.city, row.venue, row.languages, row.timezone)


def _most(mistakes: list[Mistake]) -> Iterator[Mistake]:
    yield from mistakes[:MOST_MISTAKES]
    if (more := len(mistakes) - MOST_MISTAKES) > 0:
        yield Mistake(_("There are %(number)d more mistakes below.") % {"number": more})
