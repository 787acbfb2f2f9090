"""Cells that a spreadsheet would run, and cells that it would spoil."""

import csv
import datetime
import io
import zipfile

import pytest

from events.export import csv_lines, download, write_xlsx

DANGEROUS = ["=1+1", "+358 40 1234567", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1"]
WHEN = datetime.datetime(2027, 6, 16, 13, 4)  # noqa: DTZ001  # cells hold the wall clock


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def parts_of(workbook: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def xlsx(*rows: tuple[str | int | datetime.datetime | None, ...]) -> dict[str, str]:
    out = io.BytesIO()
    write_xlsx(out, "Läsnäolot: [a/b]*?", [("Name",), *rows])
    return parts_of(out.getvalue())


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_csv_cell_never_begins_a_formula(text: str) -> None:
    ((cell,),) = read_csv(b"".join(csv_lines([(text,)])))
    assert cell == f"'{text}"


def test_a_telephone_number_keeps_its_plus() -> None:
    ((cell,),) = read_csv(b"".join(csv_lines([("+358 40 1234567",)])))
    assert cell.lstrip("'") == "+358 40 1234567"


def test_csv_opens_in_nordic_excel() -> None:
    content = b"".join(csv_lines([("Näkkäläjärvi; Elle", None, 7, WHEN)]))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert read_csv(content) == [["Näkkäläjärvi; Elle", "", "7", "2027-06-16 13:04"]]


def test_no_xlsx_cell_is_a_formula_a_link_or_a_number_in_disguise() -> None:
    parts = xlsx(*[(text,) for text in [*DANGEROUS, '=HYPERLINK("http://x")', "http://example.org", "007"]])
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "=1+1</t>" in sheet
    assert "+358 40 1234567</t>" in sheet
    assert "007</t>" in sheet


def test_moments_and_numbers_stay_what_they_are() -> None:
    sheet = xlsx((WHEN, 7))["xl/worksheets/sheet1.xml"]
    assert "<v>46554.5444" in sheet
    assert "<v>7</v>" in sheet


def test_the_sheets_name_holds_nothing_that_excel_refuses() -> None:
    assert 'name="Läsnäolot   a b"' in xlsx()["xl/workbook.xml"]


def test_a_download_is_kept_by_nobody() -> None:
    response = download(b"x", name="list.csv", content_type="text/csv")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == 'attachment; filename="list.csv"'
