"""A file as text for the box, so that it can be mended there: nothing of the file itself is kept."""

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.memo import cells, days, decoding, workbook
from events.memo.entries import Line
from events.memo.mistakes import Unreadable
from events.memo.reading import MOST_BYTES, MOST_ROWS, ZIP

MOST_SHEETS = 12
_LAST_IN_PLACE = 2 * MOST_ROWS


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a file: its name, nothing if the file has but one, and its rows."""

    name: str
    text: str


def sheets(content: bytes) -> list[Sheet]:
    """The tables of the file that hold anything, at least one. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("This is far more than a tour. Keep the table of stops only."))
    if not content.startswith(ZIP):
        return [Sheet("", decoding.text_of(content))]
    found = workbook.sheets_of(content, MOST_ROWS + 1)
    if not found:
        raise Unreadable(_("There is nothing to read here yet."))
    return [Sheet(name, _pasted(lines)) for name, lines in found[:MOST_SHEETS]]


def _pasted(lines: list[Line]) -> str:
    """The rows as a spreadsheet would copy them, tabs between the cells; empty rows stay, so that numbers agree."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter="\t", lineterminator="\n")
    width = max((number for line in lines for number, cell in enumerate(line.cells, 1) if cell), default=1)
    last = 0
    for line in lines:
        if line.row <= _LAST_IN_PLACE:
            file.write("\n" * (line.row - last - 1))
        last = line.row
        writer.writerow([_told(cell) for cell in line.cells[:width]])
    return file.getvalue()


def _told(cell: str) -> str:
    """One line. A number that could pass for a day is written with a comma, as it is on the sheet: it is none."""
    text = " ".join(cell.split())
    return text.replace(".", ",") if isinstance(cell, cells.Number) and days.is_day(text) else text
