"""Broken memos, each made by a function when it is asked for: name → what is given, and what is said about it."""

import gzip
import io
import struct
import zipfile
from collections.abc import Callable

from tests.planning.memos import LIST_SV, workbook

Source = str | bytes
HEAD = "Datum;Ort;Plats;Språk\r\n"
GOOD = "2.6.;Oulu;Lasaretti;fi\r\n"
ROW_1 = "Row 1"
SWOLLEN = "This workbook holds far more than a tour."
DAMAGED = "This workbook is damaged."
SHEET = "xl/worksheets/sheet1.xml"


def table(*rows: str) -> str:
    """A table whose second row is good and whose others are these."""
    return HEAD + GOOD + "".join(f"{row}\r\n" for row in rows)


def changed(name: str, change: Callable[[bytes], bytes], *, level: int = 9) -> bytes:
    """A workbook one of whose parts has been changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(("2.6.", "Oulu")))) as good, zipfile.ZipFile(out, "w") as bad:
        for part in good.namelist():
            content = change(good.read(part)) if part == name else good.read(part)
            bad.writestr(part, content, zipfile.ZIP_DEFLATED, level)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A workbook with one more part."""
    out = io.BytesIO(workbook(("2.6.", "Oulu")))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def lying_bomb() -> bytes:
    """A part of 20 MB that says of itself, in both of its headers, that it is of 100 bytes."""
    bomb = with_part("xl/media/bomb.bin", b"\0" * 20_000_000)
    true, told = struct.pack("<I", 20_000_000), struct.pack("<I", 100)
    return bomb.replace(true, told)


def doctype(sheet: bytes) -> bytes:
    swells = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return sheet.replace(b"<worksheet", swells + b"<worksheet", 1)


def encrypted() -> bytes:
    """A workbook whose parts say that they have a password."""
    book = bytearray(workbook(("2.6.", "Oulu")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = book.find(signature)
        while at >= 0:
            book[at + offset] |= 1
            at = book.find(signature, at + 4)
    return bytes(book)


def merged() -> bytes:
    return changed(
        SHEET,
        lambda sheet: sheet.replace(
            b"</sheetData>",
            b'<row r="2"><c r="B2" t="inlineStr"><is><t>Vaasa</t></is></c></row></sheetData>'
            b'<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>',
        ),
    )


def in_sheet(rows: bytes) -> Callable[[bytes], bytes]:
    return lambda sheet: sheet.replace(b"</sheetData>", rows + b"</sheetData>")


def strings(part: bytes) -> bytes:
    return part.replace(b"</sst>", b"<si><t>a</t></si>" * 23_000 + b"</sst>")


def far_row(number: int) -> bytes:
    return changed(SHEET, in_sheet(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>'.encode()))


TEXTS: dict[str, tuple[Callable[[], Source], str]] = {
    "nothing": (lambda: "", "There is nothing to read here yet."),
    "only blank lines": (lambda: " \n\t\n\r\n", "There is nothing to read here yet."),
    "only a heading": (lambda: HEAD, "There is a heading, but no row below it."),
    "no day in a line": (
        lambda: "2.6. Oulu\nVaasa, Vaasan yliopisto",
        "Row 2: There is no day at the beginning",
    ),
    "prose": (lambda: "Programmet åker ut till landskapen.", "Row 1: There is no day at the beginning"),
    "several days": (lambda: "2.–3.6. Oulu", "Row 1: “2.–3.6. Oulu” is several days."),
    "an impossible date": (lambda: table("31.11.;Vasa"), "Row 3, column 1: The calendar has no day 31.11."),
    "a leap day that is none": (
        lambda: table("29.2.2027;Vasa"),
        "Row 3, column 1: There is no 29.2. in 2027.",
    ),
    "month 13": (lambda: table("2.13.2027;Vasa"), "Row 3, column 1: The calendar has no day 2.13."),
    "the year 20277": (lambda: table("2.6.20277;Vasa"), "Row 3, column 1: “2.6.20277” is not a day."),
    "the year 1016": (lambda: table("2.6.1016;Vasa"), "Row 3, column 1: The year 1016 is too far away."),
    "day and month mixed up": (
        lambda: table("6/2/2027;Vasa"),
        "Row 3, column 1: “6/2/2027” could be read in two",
    ),
    "the wrong day of the week": (lambda: "fre 2.6.2027 Oulu", "Row 1, column 1: 2.6.2027 is not that day"),
    "no day in a cell": (lambda: table(";Vasa;Vasa universitet"), "Row 3, column 1: The day is missing."),
    "no city": (lambda: table("3.6.;;Vasa universitet"), "Row 3, column 2: The city is missing."),
    "a number for a city": (
        lambda: table("3.6.;65200"),
        "Row 3, column 2: “65200” is not the name of a city.",
    ),
    "an unknown language": (
        lambda: table("3.6.;Vasa;;norska"),
        "Row 3, column 4: “norska” is not a language",
    ),
    "an unknown time zone": (
        lambda: "Date;City;Time zone\n2.6.;Paris;Paris",
        "Row 2, column 3: “Paris” is not a",
    ),
    "a formula": (lambda: table('3.6.;"=HYPERLINK(""http://x"";""Vasa"")"'), "Row 3, column 2: “=HYPERLINK("),
    "a sum": (lambda: table("3.6.;Vasa;+1+1"), "Row 3, column 3: “+1+1” begins like a formula."),
    "a minus": (lambda: table("3.6.;Vasa;-2+3+cmd|' /C calc'!A0"), "Row 3, column 3: “-2+3+cmd"),
    "an at sign": (lambda: table("3.6.;Vasa;@SUM(A1)"), "Row 3, column 3: “@SUM(A1)” begins like a formula."),
    "a wide equals sign": (lambda: table("3.6.;Vasa;＝1"), "Row 3, column 3: “＝1” begins like a formula."),
    "a formula in a line": (lambda: "2.6. Oulu, =1+1", "Row 1, column 3: “=1+1” begins like a formula."),
    "a name that turns": (
        lambda: table("3.6.;\u202easaV"),
        "Row 3, column 2: Hidden signs turn the direction",
    ),
    "an isolate that turns": (lambda: table("3.6.;Vasa;\u2067x\u2069"), "Row 3, column 3: Hidden signs turn"),
    "a NUL": (lambda: table("3.6.;Va\0sa"), "Row 3, column 2: There are signs here that are no text."),
    "an escape": (
        lambda: table("3.6.;\x1b[2JVasa"),
        "Row 3, column 2: There are signs here that are no text.",
    ),
    "a lone surrogate": (
        lambda: table("3.6.;Va\ud800sa"),
        "Row 3, column 2: There are signs here that are no",
    ),
    "letters garbled": (
        lambda: table("3.6.;Ã…bo;Ã„mbetshuset"),
        "Row 3, column 2: The letters have been garbled",
    ),
    "letters lost": (lambda: table("3.6.;\ufffdbo"), "Row 3, column 2: The letters have been garbled"),
    "UTF-8 taken for Windows-1252": (
        lambda: table("3.6.;Åbo").encode().decode("cp1252", "replace").encode(),
        "Row 3, column 2: The letters have been garbled",
    ),
    "a field of 131 kB": (
        lambda: table(f"3.6.;Vasa;{'x' * 131_000}"),
        "Row 3, column 3: This is longer than 250",
    ),
    "a field over csv's limit": (lambda: table(f'3.6.;Vasa;"{"x" * 140_000}"'), "Row 3: The quotation marks"),
    "a quote that never ends": (lambda: table('3.6.;"Vasa', "4.6.;Åbo"), "Row 3: The quotation marks"),
    "a quote that ends too early": (lambda: table('3.6.;"Va"sa'), "Row 3: The quotation marks"),
    "10,000 rows": (lambda: HEAD + GOOD * 10_000, "There are more than 400 rows."),
    "10,000 lines": (lambda: "2.6. Oulu, Lasaretti\n" * 10_000, "There are more than 400 rows."),
    "a megabyte on one line": (
        lambda: "2.6. Oulu, " + "x" * 1_000_000,
        "Row 1: This is longer than 1000",
    ),
    "three megabytes": (lambda: "2.6. Oulu\n" * 300_000, "This is far more than a tour."),
    "two columns of days": (
        lambda: "Datum;Dag;Ort\n2.6.;3.6.;Oulu",
        "Row 1, column 2: Two columns are for the same",
    ),
    "no column of days": (
        lambda: "Ort;Plats\nOulu;Lasaretti\nVasa;x",
        "Row 1: No column has a heading for this: the",
    ),
    "no column of cities": (
        lambda: "Datum;Plats\n2.6.;Lasaretti",
        "Row 1: No column has a heading for this: the",
    ),
    "a million columns": (lambda: HEAD + "2.6.;Oulu" + ";" * 1_000_000, ""),
    "300 rows of 3,000 columns": (lambda: f"2.6.;Oulu{';' * 3_000}\n" * 300, ""),
    "a million brackets": (lambda: "2.6. Oulu, " + "(" * 900, ""),
    "a city of 200 letters": (lambda: f"2.6. {'x' * 200}", "Row 1, column 2: This is longer than 100"),
    "100 mistakes": (lambda: HEAD + "x;Oulu\n" * 100, "Row 2, column 1: “x” is not a day."),
}

FILES: dict[str, tuple[Callable[[], Source], str]] = {
    "bytes that are no text": (
        lambda: bytes(range(128, 256)) * 20,
        "This file holds no text that we can read.",
    ),
    "UTF-16 cut in half": (
        lambda: LIST_SV.encode("utf-16")[:-1],
        "This file holds no text that we can read.",
    ),
    "zeros": (lambda: b"\0" * 10_000, "Row 1"),
    "an old XLS": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500,
        "This is an old Excel file (XLS)",
    ),
    "a web page": (
        lambda: b"<!DOCTYPE html><table><tr><td>2.6.</td></tr></table>",
        "This is a web page or XML",
    ),
    "a web page called XLS": (lambda: b"\xef\xbb\xbf \r\n<html xmlns:x='urn'>", "This is a web page or XML"),
    "a PDF": (lambda: b"%PDF-1.7\n1 0 obj", "This is a PDF file."),
    "a letter": (lambda: b"{\\rtf1\\ansi 2.6. Oulu}", "This is a text document."),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This is a picture."),
    "a packed file": (lambda: gzip.compress(LIST_SV.encode()), "This is a packed file."),
    "a zip that is none": (lambda: b"PK\x03\x04" + b"x" * 500, DAMAGED),
    "an empty zip": (zipped, "This is no Excel workbook (XLSX)"),
    "a zip of texts": (lambda: zipped(lista=LIST_SV.encode()), "This is no Excel workbook (XLSX)"),
    "a Word document": (lambda: zipped(**{"word/document.xml": b"<w/>"}), "This is no Excel workbook (XLSX)"),
    "an OpenDocument table": (
        lambda: zipped(mimetype=b"application/vnd.oasis"),
        "This is no Excel workbook (XLSX)",
    ),
    "half a workbook": (lambda: workbook(("2.6.", "Oulu"))[:2000], DAMAGED),
    "a workbook with a password": (encrypted, "This file has a password."),
    "a workbook of broken XML": (lambda: changed(SHEET, lambda sheet: sheet[:-40]), DAMAGED),
    "a workbook of other XML": (
        lambda: changed("xl/workbook.xml", lambda _: b"<a/>"),
        "This workbook has no sheet",
    ),
    "a workbook without its sheet": (
        lambda: changed("xl/_rels/workbook.xml.rels", lambda _: b"<a/>"),
        DAMAGED,
    ),
    "a workbook with entities": (lambda: changed(SHEET, doctype), "This workbook holds what no spreadsheet"),
    "a bomb of 20 MB": (lambda: changed(SHEET, lambda sheet: sheet + b" " * 20_000_000), SWOLLEN),
    "a bomb that lies": (lying_bomb, DAMAGED),
    "a bomb of styles": (lambda: changed("xl/styles.xml", lambda s: s + b" " * 3_000_000), SWOLLEN),
    "a sheet of one row": (
        lambda: changed(SHEET, in_sheet(b'<row r="2">' + b"<c><v>1</v></c>" * 115_000 + b"</row>")),
        "Row 2",
    ),
    "a sheet of tags in tags": (lambda: changed(SHEET, in_sheet(b"<a>" * 280_000 + b"</a>" * 280_000)), ""),
    "a list of texts": (lambda: changed("xl/sharedStrings.xml", strings), ""),
    "a bomb of many parts": (
        lambda: zipped(**{f"xl/{n}": b"" for n in range(400)} | {"xl/workbook.xml": b""}),
        SWOLLEN,
    ),
    "an empty workbook": (workbook, "There is nothing to read here yet."),
    "a number for a day": (
        lambda: workbook(("2.6.", "Oulu"), (46175, "Vasa")),
        "Row 2, column 1: “46175” is a number",
    ),
    "2.10 that became 2.1": (
        lambda: workbook(("2.6.", "Oulu"), (2.1, "Vasa")),
        "Row 2, column 1: “2.1” is a number",
    ),
    "an error for a city": (
        lambda: workbook(("2.6.", "Oulu"), ("3.6.", "#N/A")),
        "Row 2, column 2: “#N/A” is an error",
    ),
    "merged cells": (merged, "Row 2, column 1: The day is missing. In merged cells"),
    "the last row of all": (lambda: far_row(1_048_576), ""),
    "a row beyond the last": (lambda: far_row(4_000_000_000), ""),
    "10,000 rows in a workbook": (
        lambda: workbook(*[("2.6.", "Oulu")] * 10_000),
        "There are more than 400 rows.",
    ),
}
