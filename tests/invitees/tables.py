"""Tables of invented people, as organisers have them."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from registrations.invitees.reading import Row, read

HEAD = "Nimi;Sähköposti;Organisaatio;Tehtävä;Kieli;Sihteeri;Rooli\r\n"
RAIJA = "Raija Esimerkki;raija@example.org;Vaasan kaupunki;Kaupunginjohtaja;sv;kirjaamo@example.org;\r\n"
TUOMAS = "Tuomas Esimerkki;tuomas@example.org;Nuorisovaltuusto;;suomi;;nuori\r\n"


def table(*rows: str) -> str:
    """A table whose second row is good and whose others are these."""
    return HEAD + RAIJA + "".join(f"{row}\r\n" for row in rows)


def crowd(number: int, first: int = 0) -> str:
    """So many people, each with an address of their own, and every tenth with the same secretary."""
    rows = (
        f"Henkilö {at} Esimerkki;h{at}@example.org;Kunta {at % 300};Johtaja;fi;{'' if at % 10 else 'kirjaamo@example.org'};"
        for at in range(first, first + number)
    )
    return HEAD + "\r\n".join(rows)


def rows(text: str) -> list[Row]:
    """The rows of a table without a mistake."""
    found = read(text)
    assert [str(mistake) for mistake in found.mistakes] == []
    return list(found.rows)


def mistakes(text: str) -> list[str]:
    return [str(mistake) for mistake in read(text).mistakes]


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """An XLSX with these sheets."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    return file.getvalue()


def cells(text: str) -> list[list[str]]:
    return [line.split(";") for line in text.splitlines()]
