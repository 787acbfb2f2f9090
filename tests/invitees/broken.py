"""Broken tables of people, each made by a function when it is asked for: name → what is given, and what is said."""

from collections.abc import Callable

from tests.invitees.tables import HEAD, RAIJA, TUOMAS, cells, crowd, table, workbook
from tests.planning.broken import Source, in_sheet
from tests.planning.broken import changed as changed_workbook

SHEET = "xl/worksheets/sheet1.xml"
SWOLLEN = "This workbook holds far more than a list of people."

TEXTS: dict[str, tuple[Callable[[], Source], str]] = {
    "nothing": (lambda: "\n \t\n", "There is nothing to read here yet."),
    "only a heading": (lambda: HEAD, "There is a heading, but no row below it."),
    "no addresses": (
        lambda: "Nimi;Kunta\nRaija Esimerkki;Vaasa\nTuomas;Oulu",
        "There is no column of e-mail addresses.",
    ),
    "a heading without names": (
        lambda: "E-post;Språk\na@example.org;sv",
        "Row 1: No column has a heading for this: the name.",
    ),
    "a heading without addresses": (
        lambda: "Namn;Titel\nA;b",
        "Row 1: No column has a heading for this: the e-mail",
    ),
    "two columns of names": (
        lambda: "Namn;Nimi;E-post\nA;A;a@example.org",
        "Row 1, column 2: Two columns are for the same thing: the name.",
    ),
    "no name": (lambda: table(";x@example.org"), "Row 3, column 1: The name is missing."),
    "no address": (lambda: table("Anna Esimerkki;;Vaasa"), "Row 3, column 2: An address is missing"),
    "an address for a name": (
        lambda: table("x@example.org;y@example.org"),
        "Row 3, column 1: “x@example.org” is an address, not a name.",
    ),
    "a number for a name": (
        lambda: table("0401234567;x@example.org"),
        "Row 3, column 1: “0401234567” is not a name.",
    ),
    "a telephone for an address": (
        lambda: table("Anna;040 123 4567"),
        "Row 3, column 2: “040 123 4567” is not an e-mail",
    ),
    "half an address": (
        lambda: table("Anna;anna@example"),
        "Row 3, column 2: “anna@example” is not an e-mail address.",
    ),
    "two addresses": (
        lambda: table('Anna;"a@example.org; b@example.org"'),
        "Row 3, column 2: There are several addresses here",
    ),
    "an accent in an address": (
        lambda: table("Anna;äiti@example.org"),
        "Row 3, column 2: “äiti@example.org” is not an",
    ),
    "a pattern": (
        lambda: table("Anna;etunimi.sukunimi@example.org"),
        "Row 3, column 2: “etunimi.sukunimi@example.org” tells how",
    ),
    "a Swedish pattern": (
        lambda: table("Anna;förnamn.efternamn(at)example.org"),
        "Row 3, column 2: “förnamn.efternamn(at)",
    ),
    "an unknown language": (
        lambda: table("Anna;a@example.org;;;norja"),
        "Row 3, column 5: “norja” is not a language",
    ),
    "two languages": (
        lambda: table('Anna;a@example.org;;;"sv, en"'),
        "Row 3, column 5: Write one language here",
    ),
    "an unknown role": (
        lambda: table("Anna;a@example.org;;;;;kuningas"),
        "Row 3, column 7: “kuningas” is not a role",
    ),
    "a secretary without address": (
        lambda: table("Anna;a@example.org;;;;Sirpa Sihteeri"),
        "Row 3, column 6: “Sirpa Sihteeri” has no address",
    ),
    "two names at one address": (
        lambda: table("Tuomas Toinen;RAIJA@example.org"),
        "Row 3, column 2: This is the address of “Raija Esimerkki” in row 2.",
    ),
    "a formula": (
        lambda: table('"=HYPERLINK(""http://x"";""Anna"")";a@example.org'),
        "Row 3, column 1: “=HYPERLINK(",
    ),
    "a formula for an organisation": (
        lambda: table("Anna;a@example.org;+1+1"),
        "Row 3, column 3: “+1+1” begins like a formula.",
    ),
    "a name that turns": (lambda: table("\u202eannA;a@example.org"), "Row 3, column 1: Hidden signs turn"),
    "a NUL": (
        lambda: table("An\0na;a@example.org"),
        "Row 3, column 1: There are signs here that are no text.",
    ),
    "a lone surrogate": (
        lambda: table("An\ud800na;a@example.org"),
        "Row 3, column 1: There are signs here that are no",
    ),
    "letters garbled": (
        lambda: table("Ã…ke;a@example.org"),
        "Row 3, column 1: The letters have been garbled",
    ),
    "a name of 151 letters": (
        lambda: table(f"{'x' * 151};a@example.org"),
        "Row 3, column 1: This is longer than 150",
    ),
    "a name of two long parts": (
        lambda: f"Etunimi;Sukunimi;E-post\n{'x' * 100};{'y' * 100};a@example.org",
        "Row 2: This is longer than 150 characters: “xxx",
    ),
    "an address of 300 letters": (
        lambda: table(f"Anna;{'x' * 300}@example.org"),
        "Row 3, column 2: This is longer than",
    ),
    "a field of 131 kB": (
        lambda: table(f"Anna;a@example.org;{'x' * 131_000}"),
        "Row 3, column 3: This is longer than 200",
    ),
    "a field over csv's limit": (lambda: table(f'Anna;"{"x" * 140_000}"'), "Row 3: The quotation marks"),
    "a quote that never ends": (
        lambda: table('"Anna;a@example.org', "Bo;b@example.org"),
        "Row 3: The quotation marks",
    ),
    "5,001 rows": (lambda: crowd(5_001), "There are more than 5000 rows."),
    "three megabytes": (lambda: HEAD + TUOMAS * 60_000, "This is more than one list of people."),
    "a hundred mistakes": (
        lambda: HEAD + "Anna;x\r\n" * 100,
        "Row 2, column 2: “x” is not an e-mail address.",
    ),
    "a million columns": (lambda: table("Anna;a@example.org" + ";" * 1_000_000), ""),
    "a million brackets": (lambda: "<" * 1_000_000, "There is no column of e-mail addresses."),
    "a million at signs": (lambda: "@" * 1_000_000, "Row 1, column 1: This is longer than"),
    "a megabyte of spaces before at": (
        lambda: "Anna;x" + " " * 1_000_000 + "at example.org\n" + "b@example.org",
        "Row 1",
    ),
}

FILES: dict[str, tuple[Callable[[], Source], str]] = {
    "5,001 rows in a workbook": (
        lambda: workbook(Lista=cells(crowd(5_001))),
        "There are more than 5000 rows.",
    ),
    "a bomb of 20 MB": (lambda: changed_workbook(SHEET, lambda sheet: sheet + b" " * 20_000_000), SWOLLEN),
    "a sheet of one row": (
        lambda: changed_workbook(SHEET, in_sheet(b'<row r="2">' + b"<c><v>1</v></c>" * 300_000 + b"</row>")),
        SWOLLEN,
    ),
    "a sheet of tags in tags": (
        lambda: changed_workbook(SHEET, in_sheet(b"<a>" * 500_000 + b"</a>" * 500_000)),
        SWOLLEN,
    ),
    "a number for an address": (
        lambda: workbook(Lista=[["Nimi", "Sähköposti"], ["Raija", 4012345]]),
        "Row 2, column 2: “4012345” is not an e-mail address.",
    ),
    "an error for a name": (
        lambda: workbook(Lista=[["Nimi", "Sähköposti"], ["#N/A", "a@example.org"]]),
        "Row 2, column 1: “#N/A” is an error",
    ),
    "half a workbook": (lambda: workbook(Lista=cells(HEAD + RAIJA))[:2000], "This workbook is damaged."),
}
