"""A workbook is a zip of XML: how much it holds is measured before anything of it is parsed."""

import re
import zipfile
from typing import IO

from django.utils.translation import gettext as _

from events.memo.bounds import Bounds
from events.memo.mistakes import Unreadable

MOST_PARTS = 300
_CHUNK = 65_536
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_DECLARATIONS = tuple(
    text.encode(encoding)
    for text in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def refuse_swollen(file: IO[bytes], bounds: Bounds) -> None:
    """Inflate every part once, within bounds, and throw it away again. Raises Unreadable, and whatever zipfile does."""
    with zipfile.ZipFile(file) as archive:
        _refuse_others(archive)
        _refuse_declared(archive.infolist(), bounds)
        _refuse_inflated(archive, bounds)


def _refuse_others(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if any(part.flag_bits & 0x1 for part in archive.infolist()):
        raise Unreadable(_("This file has a password. Save it without one."))
    if "xl/workbook.xml" not in names:
        raise Unreadable(
            _("This is no Excel workbook (XLSX), whatever its name says. Save it as XLSX or CSV.")
        )


def _refuse_declared(parts: list[zipfile.ZipInfo], bounds: Bounds) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > bounds.inflated:
        raise Unreadable(bounds.swollen)
    if any(part.file_size > bounds.part for part in parts if not _streamed(part.filename)):
        raise Unreadable(bounds.swollen)


def _refuse_inflated(archive: zipfile.ZipFile, bounds: Bounds) -> None:
    """What the parts say of themselves may be a lie: the bytes that come out are counted as they come."""
    total = 0
    for part in archive.infolist():
        before, whole, row = b"", 0, 0
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                whole += len(chunk)
                row = len(chunk) if _ROW.search(before + chunk) else row + len(chunk)
                most = bounds.inflated if _streamed(part.filename) else bounds.part
                wide = _is_sheet(part.filename) and row > bounds.row
                if wide or whole > most or total + whole > bounds.inflated:
                    raise Unreadable(bounds.swollen)
                _refuse_declarations(before + chunk)
                before = chunk[-32:]
        total += whole


def _refuse_declarations(text: bytes) -> None:
    """Excel writes no document types; entities that swell are the one reason to."""
    if any(declaration in text for declaration in _DECLARATIONS):
        raise Unreadable(
            _("This workbook holds what no spreadsheet program writes. Save it once more in Excel.")
        )


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/")


def _streamed(name: str) -> bool:
    return name.startswith(("xl/worksheets/", "xl/media/"))
