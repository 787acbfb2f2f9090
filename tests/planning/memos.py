"""The memo of 2016 as it was printed, and workbooks made on the spot. Nothing binary lies in the repository."""

import datetime
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from events.memo.reading import Memo, StopRow, read

TODAY = datetime.date(2026, 11, 26)
RELEASE_DAY = datetime.date(2016, 5, 18)

LIST_SV = """\
2.6. Helsingfors, Helsingfors universitet
6.6. Åbo, Ämbetshuset
8.6. Kuopio, Kuopion Musiikkikeskus
9.6. Tammerfors, Tammerfors universitet
13.6. Rovaniemi, Arktikum
14.6. Uleåborg, Lasaret
16.6. Vasa, Vasa universitet (tvåspråkigt)"""

LIST_FI = """\
2.6. Helsinki, Helsingin yliopisto
6.6. Turku, Virastotalo
8.6. Kuopio, Kuopion musiikkikeskus
9.6. Tampere, Tampereen yliopisto
13.6. Rovaniemi, Arktikum
14.6. Oulu, Lasaretti
16.6. Vaasa, Vaasan yliopisto (kaksikielinen)"""

DAY_SV = """\
9.30–11.30 Möte med regionala beslutsfattare (för inbjudna gäster)
13.00–16.00 Presentation för chefer och representanter från kommuner, landskap, organisationer och församlingar som \
arbetar med barn- och familjetjänster (kan även ses som webbsändning)"""

DAY_FI = """\
9.30–11.30 Alueellisten päättäjien tapaaminen (kutsuvieraille)
13.00–16.00 Esittely johtajille ja edustajille, jotka työskentelevät lasten ja perheiden palveluissa kunnissa, \
maakunnissa, järjestöissä ja seurakunnissa (seurattavissa myös verkkolähetyksenä)"""


def memo(source: str | bytes, **options: Any) -> Memo:
    return read(source, **{"today": TODAY} | options)


def stops(source: str | bytes, **options: Any) -> list[StopRow]:
    """The stops of a memo without a mistake."""
    found = memo(source, **options)
    assert [str(mistake) for mistake in found.mistakes] == []
    return list(found.stops)


def mistakes(source: str | bytes, **options: Any) -> list[str]:
    return [str(mistake) for mistake in memo(source, **options).mistakes]


def workbook(*rows: Sequence[Any], hidden_first: bool = False) -> bytes:
    """An XLSX with these rows; dates are formatted as dates."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "d.m.yyyy"}) as book:
        if hidden_first:
            book.add_worksheet("Notes").hide()
        sheet = book.add_worksheet("Tour")
        sheet.activate()
        if hidden_first:
            sheet.set_first_sheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()
