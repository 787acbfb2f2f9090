"""A table, from a file or pasted: which sign parts its columns, and what stands in each of them."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.memo import days
from events.memo.cells import Number, languages_in
from events.memo.entries import MOST_COLUMNS, PARTS, Entry, Line
from events.memo.mistakes import Mistake, Unreadable, shown
from events.memo.words import HEADINGS
from venues.text import fold

DELIMITERS = ("\t", ";", "|", ",")
SAMPLE = 30
_RULED = " \t-:="
"""A row of nothing else is a line drawn by hand."""
MOST_TITLES = 5
_IN_BRACKETS = re.compile(r"\([^)]*\)")
NAMES = {
    "date": gettext_lazy("the day"),
    "city": gettext_lazy("the city"),
    "venue": gettext_lazy("the venue"),
    "languages": gettext_lazy("the languages"),
    "timezone": gettext_lazy("the time zone"),
}


def delimiter(text: str) -> str:
    """The sign between the columns, or nothing when these are printed lines.

    'Oulu, City Library' has a comma too: one that nobody quotes is a column's end only below a heading, or where the
    day is not the first thing in the line.
    """
    lines = [line for line in text.splitlines() if line.strip()][:SAMPLE]
    for sign in DELIMITERS:
        if any(len(parts_named(_cells(line, sign))) > 1 for line in lines[:MOST_TITLES]):
            return sign
    scores = {sign: sum(_in_columns(line, sign) for line in lines) for sign in DELIMITERS}
    best = max(DELIMITERS, key=lambda sign: scores[sign])
    return best if scores[best] and scores[best] * 2 >= len(lines) else ""


def parsed(text: str, sign: str) -> Iterator[Line]:
    """The rows of a delimited text, without the empty ones. Raises Unreadable with the row."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, 1):
            if any(cell.strip(_RULED) for cell in cells[:MOST_COLUMNS]):
                yield Line(row, cells[:MOST_COLUMNS])
    except csv.Error as error:
        sentence = _("The quotation marks do not come in pairs here, or the row is far too long.")
        raise Unreadable(sentence, row + 1) from error


def entries(lines: list[Line]) -> Iterator[Entry | Mistake]:
    """The rows below the heading, each with its parts; without a heading they are told by what they hold.

    Raises Unreadable when it cannot be told what is in the columns.
    """
    at, columns = _heading(lines)
    body = lines[at + 1 :] if columns else lines[_first_day(lines) :]
    columns = columns or _by_content(body)
    for line in body:
        texts = {part: line.cells[at - 1] for part, at in columns.items() if at <= len(line.cells)}
        if isinstance(texts.get("date"), Number):
            yield _no_day(line.row, columns["date"], texts["date"])
        elif any(text.strip() for text in texts.values()):
            yield Entry(line.row, texts, columns)


def titles(lines: list[Line]) -> list[str]:
    """What stands above the table, and the headings of columns that are not read."""
    at, columns = _heading(lines)
    above = lines[:at] if columns else lines[: _first_day(lines)]
    beside = lines[at].cells if columns else []
    unread = [
        cell for number, cell in enumerate(beside, 1) if cell.strip() and number not in columns.values()
    ]
    return [shown(" ".join(line.cells)) for line in above] + [shown(cell) for cell in unread]


def _in_columns(line: str, sign: str) -> bool:
    cells = _cells(line, sign)
    if len(cells) < 2:
        return False
    if sign == "," and '"' not in line and days.is_day(cells[0]):
        return False
    return any(days.is_day(cell) for cell in cells[: len(PARTS)])


def _cells(line: str, sign: str) -> list[str]:
    """The first cells of a line, roughly: enough to tell a table by."""
    return [cell.strip().strip('"') for cell in line.split(sign, MOST_COLUMNS)[:MOST_COLUMNS]]


def _heading(lines: list[Line]) -> tuple[int, dict[str, int]]:
    """Where the heading stands among the first lines, and part → column; no columns without a heading."""
    for at, line in enumerate(lines[:MOST_TITLES]):
        parts = parts_named(line.cells)
        if len(parts) > 1:
            _refuse_gaps(line.row, parts)
            return at, {part: columns[0] for part, columns in parts.items()}
    return 0, {}


def parts_named(
    cells: Iterable[str], headings: Mapping[str, frozenset[str]] = HEADINGS
) -> dict[str, list[int]]:
    """Part → the columns whose heading names it: 'Datum', 'Ort / Paikkakunta', 'Språk (fi/sv):'."""
    found: dict[str, list[int]] = {}
    for number, cell in enumerate(cells, 1):
        if len(cell) > 60:
            continue
        words = {word.strip(" :*.") for word in _IN_BRACKETS.sub("", fold(cell)).split("/")}
        for part, names in headings.items():
            if words & names:
                found.setdefault(part, []).append(number)
                break
    return found


def _refuse_gaps(row: int, parts: dict[str, list[int]]) -> None:
    for part, columns in parts.items():
        if len(columns) > 1:
            sentence = _("Two columns are for the same thing: %(part)s.")
            raise Unreadable(sentence % {"part": NAMES[part]}, row, columns[1])
    for part in ("date", "city"):
        if part not in parts:
            sentence = _("No column has a heading for this: %(part)s.")
            raise Unreadable(sentence % {"part": NAMES[part]}, row)


def _first_day(lines: list[Line]) -> int:
    """The first of the lines that holds a day; a title may stand above it."""
    with_days = (at for at, line in enumerate(lines[:MOST_TITLES]) if any(map(days.is_day, line.cells)))
    return next(with_days, 0)


def _by_content(lines: list[Line]) -> dict[str, int]:
    """Without a heading: the day's column, then city and venue from left to right; languages know themselves."""
    first = lines[0].cells
    at = next((number for number, cell in enumerate(first, 1) if days.is_day(cell)), 1)
    columns, free = {"date": at}, ["city", "venue"]
    for number in range(1, max(len(line.cells) for line in lines) + 1):
        written = [
            text for line in lines if len(line.cells) >= number and (text := line.cells[number - 1].strip())
        ]
        if number == at or not written:
            continue
        if all(map(languages_in, written)):
            columns.setdefault("languages", number)
        elif free:
            columns[free.pop(0)] = number
    return columns


def _no_day(row: int, column: int, number: str) -> Mistake:
    sentence = _("“%(number)s” is a number here, not a day. Format the column as a date, or as text.")
    return Mistake(sentence % {"number": shown(number)}, row, column)
