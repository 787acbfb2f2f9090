"""A table of people is read whatever its headings, its order and the program that wrote it."""

import pytest

from events.memo import filed
from registrations.invitees.reading import PEOPLE, Row, read
from tests.invitees.tables import HEAD, RAIJA, TUOMAS, cells, mistakes, rows, table, workbook


def test_every_part_of_a_row_is_read() -> None:
    raija, tuomas = rows(HEAD + RAIJA + TUOMAS)
    assert raija == Row(
        2, "Raija Esimerkki", "raija@example.org", "Vaasan kaupunki", "Kaupunginjohtaja", "sv",
        "kirjaamo@example.org", column=2,
    )  # fmt: skip
    assert (tuomas.language, tuomas.role, tuomas.reader_email) == ("fi", "youth", "")


@pytest.mark.parametrize(
    "heading",
    [
        "Språk;E-postadress;Befattning;Namn;Organisation;Brev till;Roll",
        "Kieli;Sähköpostiosoite;Tehtävänimike;Koko nimi;Organisaatio;Kirjeet osoitteeseen;Rooli",
        "Language;E-mail address;Job title;Full name;Organization;Secretary's e-mail;Role",
        "Kieli / Språk;E-post / Sähköposti;Titel;Namn (hela);Taho;Letters to;Roll:",
    ],
)
def test_headings_in_any_language_and_any_order(heading: str) -> None:
    (row,) = rows(
        f"{heading}\nruotsi;RAIJA@Example.org;Rektor;Raija Esimerkki;Skolan;sirpa@example.org;talare"
    )
    assert (row.name, row.email, row.organisation, row.job_title) == (
        "Raija Esimerkki", "raija@example.org", "Skolan", "Rektor",
    )  # fmt: skip
    assert (row.language, row.reader_email, row.role) == ("sv", "sirpa@example.org", "speaker")


@pytest.mark.parametrize("sign", ["\t", ";", ",", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_any_delimiter_in_any_encoding(sign: str, encoding: str) -> None:
    text = "Nimi;Sähköposti;Kunta\nElle-Maret Näkkäläjärvi;elle@example.org;Åbo\n".replace(";", sign)
    (sheet,) = filed.sheets(text.encode(encoding), PEOPLE)
    found = read(sheet.text)
    assert ([row.name for row in found.rows], found.ignored) == (["Elle-Maret Näkkäläjärvi"], ("Kunta",))


def test_a_workbook_is_read_by_its_sheets() -> None:
    content = workbook(Muistio=[["Tervetuloa"]], Kutsuttavat=cells(HEAD + RAIJA + TUOMAS))
    found = filed.sheets(content, PEOPLE)
    assert [sheet.name for sheet in found] == ["Muistio", "Kutsuttavat"]
    assert [row.email for row in rows(found[1].text)] == ["raija@example.org", "tuomas@example.org"]


def test_first_and_family_names_in_columns_of_their_own() -> None:
    (row,) = rows("Sukunimi\tEtunimi\tSähköposti\nEsimerkki\tRaija\traija@example.org")
    assert row.name == "Raija Esimerkki"


def test_without_headings_addresses_and_languages_know_themselves() -> None:
    (row, _other) = rows("fi;raija@example.org;Raija Esimerkki;Vaasan kaupunki\nsv;bo@example.org;Bo Ek;")
    assert (row.row, row.name, row.organisation, row.language) == (
        1,
        "Raija Esimerkki",
        "Vaasan kaupunki",
        "fi",
    )


def test_addressees_as_a_mail_program_writes_them() -> None:
    found = rows('"Esimerkki, Raija" <raija@example.org>; Bo Ek <bo@example.org>;\nÅsa Ö <asa@example.org>')
    assert [(row.row, row.name, row.email) for row in found] == [
        (1, "Raija Esimerkki", "raija@example.org"),
        (2, "Bo Ek", "bo@example.org"),
        (3, "Åsa Ö", "asa@example.org"),
    ]


@pytest.mark.parametrize(
    "written", ["raija(at)example.org", "raija [ät] example.org", "raija at example.org"]
)
def test_an_address_without_its_sign_is_read_and_marked(written: str) -> None:
    (_raija, row) = rows(table(f"Toinen;{written.replace('raija', 'toinen')}"))
    assert (row.email, row.guessed) == ("toinen@example.org", True)


def test_a_title_above_and_other_columns_are_passed_over() -> None:
    found = read("Kutsuttavat Vaasassa;;\nNimi;Puhelin;Sähköposti\nRaija;+358 40;raija@example.org")
    assert (len(found.rows), found.ignored) == (1, ("Kutsuttavat Vaasassa", "Puhelin"))


def test_who_stands_there_twice_counts_once_by_address_or_by_name_and_secretary() -> None:
    again = "RAIJA ESIMERKKI;Raija@example.org"
    office = "Anna;;;;;kirjaamo@example.org"
    found = read(table(again, office, office, "Bo;;;;;kirjaamo@example.org"))
    assert not found.mistakes
    assert found.repeated == {3, 5}


def test_a_secretary_is_called_as_the_table_calls_them() -> None:
    (row, _sirpa) = rows(
        "Nimi;Sähköposti;Sihteeri\nRaija;raija@example.org;Sirpa@example.org\nSirpa S;sirpa@example.org;"
    )
    assert row.reader_name == "Sirpa S"
    named = "Nimi;Sähköposti;Sihteeri;Sihteerin sähköposti\nRaija;;Sirpa S;sirpa@example.org"
    assert rows(named)[0].reader_name == "Sirpa S"


def test_both_national_languages_are_as_good_as_unknown() -> None:
    assert [row.language for row in rows(table("Bo;bo@example.org;;;kaksikielinen"))] == ["sv", ""]


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    found = mistakes(table("=x;not an address;;;klingon;;king", "Bo;bo@example.org"))
    assert [sentence.partition(":")[0] for sentence in found] == [
        f"Row 3, column {at}" for at in (1, 2, 5, 7)
    ]
