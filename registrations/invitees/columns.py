"""A table of people, pasted or from a file: which sign parts its columns, and what stands in each of them."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.memo import tables
from events.memo.cells import languages_in
from events.memo.entries import MOST_COLUMNS, Entry, Line
from events.memo.mistakes import Unreadable, shown
from registrations.invitees.words import HEADINGS

_WIDE = 400
"""Characters of a line that are looked at to tell a table by."""
_LETTER_HEAD = re.compile(r"[^<>]*<[^<>\s]+>\s*[;,]?\s*")
_BETWEEN = re.compile(r"(?<=>)[ \t]*[;,][ \t]*")
NAMES = {
    "name": gettext_lazy("the name"),
    "first": gettext_lazy("the first name"),
    "last": gettext_lazy("the family name"),
    "email": gettext_lazy("the e-mail address"),
    "organisation": gettext_lazy("the organisation"),
    "job_title": gettext_lazy("the job title"),
    "language": gettext_lazy("the language"),
    "reader_email": gettext_lazy("the address that letters go to"),
    "reader_name": gettext_lazy("who reads the letters"),
    "role": gettext_lazy("the role"),
}


def lines_of(text: str) -> Iterator[Line]:
    """The rows of the text, without the empty ones, as cells. Raises Unreadable with the row."""
    if sign := _delimiter(text):
        return tables.parsed(text, sign)
    return _addressees(text)


def entries(lines: list[Line]) -> tuple[list[str], Iterator[Entry]]:
    """What is passed over, and the rows below the heading, each with its parts.

    Without a heading the columns are told by what they hold. Raises Unreadable when they cannot be.
    """
    at, columns = _heading(lines)
    if not columns:
        return [], _rows(lines, _by_content(lines))
    beside = enumerate(lines[at].cells, 1)
    unread = [cell for number, cell in beside if cell.strip() and number not in columns.values()]
    above = [" ".join(line.cells) for line in lines[:at]]
    return [shown(text) for text in (*above, *unread)], _rows(lines[at + 1 :], columns)


def looks_like_address(text: str) -> bool:
    """'anna@example.org', and 'anna(at)example.org' as some write it."""
    return "@" in text or bool(AT.search(text))


AT = re.compile(r"\s*[(\[{]\s*(?:at|ät|a)\s*[)\]}]\s*|\s+(?:at|ät)\s+(?=\S+\.\S+$)", re.IGNORECASE)
"""What stands for @ where robots are feared."""


def _rows(lines: list[Line], columns: dict[str, int]) -> Iterator[Entry]:
    for line in lines:
        texts = {part: line.cells[at - 1] for part, at in columns.items() if at <= len(line.cells)}
        if any(text.strip() for text in texts.values()):
            yield Entry(line.row, texts, columns)


def _delimiter(text: str) -> str:
    """The sign between the columns, or nothing when the lines are addressees as in the head of a letter."""
    lines = [line[:_WIDE] for line in text.splitlines() if line.strip()][: tables.SAMPLE]
    for sign in tables.DELIMITERS:
        if any(len(_parts(line.split(sign))) > 1 for line in lines[: tables.MOST_TITLES]):
            return sign
    if sum(bool(_LETTER_HEAD.match(line)) for line in lines) * 2 > len(lines):
        return ""
    scores = {sign: sum(_in_columns(line, sign) for line in lines) for sign in tables.DELIMITERS}
    best = max(tables.DELIMITERS, key=lambda sign: scores[sign])
    return best if scores[best] else ""


def _in_columns(line: str, sign: str) -> bool:
    cells = line.split(sign)
    return len(cells) > 1 and any(looks_like_address(cell) and cell.strip() for cell in cells)


def _addressees(text: str) -> Iterator[Line]:
    """'Anna Virtanen <anna@example.org>; Bo Ek <bo@example.org>': one after the other, each a row of one cell."""
    written = (each for line in re.split(r"\r\n|\r|\n", text) for each in _BETWEEN.split(line))
    yield from (
        Line(row, [each]) for row, each in enumerate(filter(lambda each: each.strip(" \t;,"), written), 1)
    )


def _heading(lines: list[Line]) -> tuple[int, dict[str, int]]:
    """Where the heading stands among the first lines, and part → column; no columns without a heading."""
    for at, line in enumerate(lines[: tables.MOST_TITLES]):
        parts = _parts(line.cells)
        if len(parts) > 1 and not any("@" in cell for cell in line.cells):
            _refuse_gaps(line.row, parts)
            return at, {part: columns[0] for part, columns in parts.items()}
    return 0, {}


def _parts(cells: list[str]) -> dict[str, list[int]]:
    return tables.parts_named([cell.strip().strip('"') for cell in cells[:MOST_COLUMNS]], HEADINGS)


def _refuse_gaps(row: int, parts: dict[str, list[int]]) -> None:
    for part, columns in parts.items():
        if len(columns) > 1:
            sentence = _("Two columns are for the same thing: %(part)s.")
            raise Unreadable(sentence % {"part": NAMES[part]}, row, columns[1])
    if not parts.keys() & {"name", "last"}:
        _missing(row, "name")
    if not parts.keys() & {"email", "reader_email"}:
        _missing(row, "email")


def _missing(row: int, part: str) -> None:
    sentence = _("No column has a heading for this: %(part)s.")
    raise Unreadable(sentence % {"part": NAMES[part]}, row)


def _by_content(lines: list[Line]) -> dict[str, int]:
    """Without a heading: addresses and languages know themselves; name, organisation, job title from left to right."""
    columns: dict[str, int] = {}
    free, addresses = ["name", "organisation", "job_title"], ["email", "reader_email"]
    for number in range(1, max(len(line.cells) for line in lines) + 1):
        written = [
            text
            for line in lines[: tables.SAMPLE]
            if (text := "".join(line.cells[number - 1 : number]).strip())
        ]
        if not written:
            continue
        if sum(map(looks_like_address, written)) * 2 > len(written):
            kind = addresses.pop(0) if addresses else ""
        elif "language" not in columns and all(map(languages_in, written)):
            kind = "language"
        else:
            kind = free.pop(0) if free else ""
        if kind:
            columns[kind] = number
    if "email" not in columns:
        raise Unreadable(_("There is no column of e-mail addresses."))
    return columns
