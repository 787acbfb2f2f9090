"""A file as text for the box, so that it can be mended there: nothing of the file itself is kept."""

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.memo import cells, days, decoding, workbook
from events.memo.bounds import TOUR, Bounds
from events.memo.entries import Line
from events.memo.mistakes import Unreadable
from events.memo.reading import ZIP

MOST_SHEETS = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a file: its name, nothing if the file has but one, and its rows."""

    name: str
    text: str


def sheets(content: bytes, bounds: Bounds = TOUR) -> list[Sheet]:
    """The tables of the file that hold anything, at least one. Raises Unreadable."""
    if len(content) > bounds.bytes:
        raise Unreadable(bounds.too_much)
    if not content.startswith(ZIP):
        return [Sheet("", decoding.text_of(content))]
    found = workbook.sheets_of(content, bounds)
    if not found:
        raise Unreadable(_("There is nothing to read here yet."))
    return [Sheet(name, _pasted(lines, 2 * bounds.rows)) for name, lines in found[:MOST_SHEETS]]


def _pasted(lines: list[Line], last_in_place: int) -> str:
    """The rows as a spreadsheet would copy them, tabs between the cells; empty rows stay, so that numbers agree."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter="\t", lineterminator="\n")
    width = max((number for line in lines for number, cell in enumerate(line.cells, 1) if cell), default=1)
    last = 0
    for line in lines:
        if line.row <= last_in_place:
            file.write("\n" * (line.row - last - 1))
        last = line.row
        writer.writerow([_told(cell) for cell in line.cells[:width]])
    return file.getvalue()


def _told(cell: str) -> str:
    """One line. A number that could pass for a day is written with a comma, as it is on the sheet: it is none."""
    text = " ".join(cell.split())
    return text.replace(".", ",") if isinstance(cell, cells.Number) and days.is_day(text) else text
