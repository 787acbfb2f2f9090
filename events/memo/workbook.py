"""The rows of a workbook's sheets that are not hidden."""

import datetime
import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from events.later import Later
from events.memo import zips
from events.memo.bounds import TOUR, Bounds
from events.memo.cells import Number
from events.memo.entries import MOST_COLUMNS, Line
from events.memo.mistakes import Unreadable

openpyxl = Later("openpyxl")
LAST_ROW = 20_000
"""Rows that are looked at: a stray cell a million rows below is no stop."""


def lines_of(content: bytes) -> Iterator[Line]:
    """The first sheet row by row, without the empty ones: dates as ISO text, numbers as Number, formulas' last results.

    Raises Unreadable.
    """
    with _readable(content, TOUR) as sheets:
        for _name, lines in sheets:
            yield from lines
            return


def sheets_of(content: bytes, bounds: Bounds) -> list[tuple[str, list[Line]]]:
    """The names of all sheets that hold anything, each with one row more than there may be. Raises Unreadable."""
    with _readable(content, bounds) as sheets:
        found = [(name, list(islice(lines, bounds.rows + 1))) for name, lines in sheets]
    return [(name, lines) for name, lines in found if lines]


@contextmanager
def _readable(content: bytes, bounds: Bounds) -> Iterator[Iterator[tuple[str, Iterator[Line]]]]:
    """The sheets; whatever a foreign file makes zipfile or the parser raise is the file's fault."""
    file = io.BytesIO(content)
    try:
        zips.refuse_swollen(file, bounds)
        yield _sheets(file)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(_("This workbook is damaged. Open it in Excel and save it once more.")) from error


def _sheets(file: io.BytesIO) -> Iterator[tuple[str, Iterator[Line]]]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not visible:
            raise Unreadable(_("This workbook has no sheet with a table."))
        for sheet in visible:
            yield str(sheet.title), _rows(sheet)
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[Line]:
    rows = sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS, values_only=True)
    for number, row in enumerate(rows, 1):
        if row.count(None) < len(row):
            yield Line(number, [_text(value) for value in row])


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return (
            value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
        )
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value)
    return Number(value) if isinstance(value, int | float) else str(value)
