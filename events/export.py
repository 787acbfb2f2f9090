"""Tables for other programs: CSV as Nordic Excel opens it, and XLSX. No cell ever becomes a formula."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from django.http import HttpResponse

from events.later import Later

xlsxwriter = Later("xlsxwriter")
Cell = str | int | datetime.datetime | None
"""A moment is naive: the wall clock of the place, as a spreadsheet shows it."""

BOM = b"\xef\xbb\xbf"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BEGIN_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_WIDEST = 50


def safe(text: str) -> str:
    """What a spreadsheet would take for a formula gets an apostrophe before it (ASVS 1.2.10).

    Nothing is lost, so a telephone number keeps its plus: '+358 40 1' → "'+358 40 1".
    """
    return f"'{text}" if text.startswith(BEGIN_A_FORMULA) else text


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """UTF-8 with BOM, semicolons, CRLF; one row at a time."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, delimiter=";")
    yield BOM
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def _csv_cell(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return safe(cell) if isinstance(cell, str) else cell


def write_xlsx(out: IO[bytes], name: str, rows: Iterable[Sequence[Cell]]) -> None:
    """One sheet, written row by row into `out`; the first row is the heading and stays in sight.

    Text is written as text: no formula, no link, no number in disguise. `name` stands on the sheet's tab.
    """
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(_tab(name))
        bold = book.add_format({"bold": True, "bottom": 1})
        moment = book.add_format({"num_format": "d.m.yyyy hh:mm", "align": "left"})
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            if number == 0:
                _widths(sheet, row)
            for column, cell in enumerate(row):
                if isinstance(cell, datetime.datetime):
                    sheet.write_datetime(number, column, cell, moment)
                elif isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                elif cell:
                    sheet.write_string(number, column, cell, None if number else bold)


def _widths(sheet: Any, heading: Sequence[Cell]) -> None:
    """Set before the first row is written: the heading's width, with room for what stands under it."""
    for column, cell in enumerate(heading):
        sheet.set_column(column, column, min(max(18, len(str(cell)) + 4), _WIDEST))


def _tab(name: str) -> str:
    return "".join(" " if character in "[]:*?/\\'" else character for character in name).strip()[:31] or "1"


def download(content: Iterable[bytes] | bytes, *, name: str, content_type: str) -> HttpResponse:
    """A file for one reader, kept by nobody on the way. `name` is ASCII and of our own making."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
