"""A memo as lines, as a table pasted, and as a file: the same stops come out."""

import datetime

import pytest

from events.memo.reading import StopRow
from tests.planning.memos import LIST_FI, LIST_SV, RELEASE_DAY, memo, mistakes, stops, workbook

JUNE = {day: datetime.date(2027, 6, day) for day in (2, 3, 16)}
OULU = StopRow(2, JUNE[2], "Oulu", "Lasaretti", ("fi",))
VASA = StopRow(3, JUNE[16], "Vasa", "Vasa universitet", ("fi", "sv"))
SWEDISH = ("Datum", "Ort", "Plats", "Språk")
ROWS = (("2.6.", "Oulu", "Lasaretti", "finska"), ("16.6.2027", "Vasa", "Vasa universitet", "tvåspråkigt"))


def joined(sign: str, *rows: tuple[str, ...]) -> str:
    return "\r\n".join(sign.join(row) for row in rows)


def test_the_lines_of_2016_are_read_as_they_were_printed() -> None:
    found = stops(LIST_SV, today=RELEASE_DAY)
    assert [(stop.row, str(stop.date), stop.city, stop.venue) for stop in found] == [
        (1, "2016-06-02", "Helsingfors", "Helsingfors universitet"),
        (2, "2016-06-06", "Åbo", "Ämbetshuset"),
        (3, "2016-06-08", "Kuopio", "Kuopion Musiikkikeskus"),
        (4, "2016-06-09", "Tammerfors", "Tammerfors universitet"),
        (5, "2016-06-13", "Rovaniemi", "Arktikum"),
        (6, "2016-06-14", "Uleåborg", "Lasaret"),
        (7, "2016-06-16", "Vasa", "Vasa universitet"),
    ]
    assert [stop.languages for stop in found] == [()] * 6 + [("fi", "sv")]


def test_the_finnish_lines_say_the_same() -> None:
    swedish, finnish = (stops(text, today=RELEASE_DAY) for text in (LIST_SV, LIST_FI))
    assert [(s.date, s.languages) for s in finnish] == [(s.date, s.languages) for s in swedish]


@pytest.mark.parametrize(
    "line",
    [
        "2.6. Oulu, Lasaretti",
        "• 2.6. Oulu, Lasaretti",
        "– ke 2.6. Oulu, Lasaretti",
        "1) 2.6. Oulu, Lasaretti",
        "2.6.2027: Oulu – Lasaretti",
        "2.6., Oulu, Lasaretti",
        "Wednesday 2 June 2027 Oulu: Lasaretti",
        "den 2 juni Oulu, Lasaretti.",
        "the 2nd of June Oulu, Lasaretti",
        "2.kesäkuuta Oulu, Lasaretti",
        "2. kesäkuuta – Oulu, Lasaretti",
        "\u200e2.6.\u00a0Oulu, Lasaretti",
    ],
)
def test_a_line_may_be_written_in_many_ways(line: str) -> None:
    assert stops(line) == [StopRow(1, JUNE[2], "Oulu", "Lasaretti")]


def test_languages_may_stand_behind_the_city() -> None:
    assert stops("16.6. Vasa (tvåspråkigt), Vasa universitet (sal A)") == [
        StopRow(1, JUNE[16], "Vasa", "Vasa universitet (sal A)", ("fi", "sv"))
    ]


@pytest.mark.parametrize(
    ("said", "languages"),
    [
        ("(tvåspråkigt)", ("fi", "sv")),
        ("(kaksikielinen)", ("fi", "sv")),
        (", bilingual", ("fi", "sv")),
        ("(på svenska)", ("sv",)),
        ("(suomeksi ja englanniksi)", ("fi", "en")),
        ("(fi/sv)", ("fi", "sv")),
        ("(in English)", ("en",)),
    ],
)
def test_languages_stand_behind_the_place(said: str, languages: tuple[str, ...]) -> None:
    (stop,) = stops(f"2.6. Vasa, Vasa universitet {said}")
    assert (stop.venue, stop.languages) == ("Vasa universitet", languages)


def test_other_brackets_belong_to_the_place() -> None:
    assert stops("2.6. Åbo, Ämbetshuset (aulan)")[0].venue == "Ämbetshuset (aulan)"


def test_a_city_without_a_place_is_enough() -> None:
    assert stops("2.6. Oulu") == [StopRow(1, JUNE[2], "Oulu")]


def test_a_title_above_the_lines_is_passed_over_and_told() -> None:
    found = memo("Datum och orter för landskapsbesöken\n\n2.6. Oulu")
    assert (found.ignored, [stop.row for stop in found.stops]) == (
        ("Datum och orter för landskapsbesöken",),
        [3],
    )


@pytest.mark.parametrize("sign", ["\t", ";", ",", "|"])
def test_a_pasted_table_is_read(sign: str) -> None:
    assert stops(joined(sign, SWEDISH, *ROWS)) == [OULU, VASA]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_a_file_is_read_in_the_encoding_that_it_was_written_in(encoding: str) -> None:
    assert stops(joined(";", SWEDISH, *ROWS).encode(encoding)) == [OULU, VASA]


def test_lines_in_a_file_are_read_too() -> None:
    assert stops(LIST_SV.encode("cp1252"), today=RELEASE_DAY) == stops(LIST_SV, today=RELEASE_DAY)


@pytest.mark.parametrize(
    "heading",
    [
        ("Päivämäärä", "Paikkakunta", "Paikka", "Kieli"),
        ("Pvm", "Kaupunki", "Tapahtumapaikka", "Kielet"),
        ("Date", "City", "Venue", "Language"),
        ("Datum/Päivä", "Kommun (ort)", "PLATS:", "Språk (fi/sv)"),
    ],
)
def test_a_heading_may_be_in_any_of_the_languages(heading: tuple[str, ...]) -> None:
    assert stops(joined(";", heading, *ROWS)) == [OULU, VASA]


def test_columns_may_stand_in_any_order_and_others_between_them() -> None:
    table = joined(
        ";", ("Kaffe", "Språk", "Ort", "Datum", "Plats"), ("ja", "fi", "Oulu", "2.6.", "Lasaretti")
    )
    found = memo(table)
    assert (list(found.stops), found.ignored) == ([OULU], ("Kaffe",))


def test_a_table_without_a_heading_is_told_by_what_it_holds() -> None:
    assert [(stop.row, stop.venue) for stop in stops(joined(";", *ROWS))] == [
        (1, "Lasaretti"),
        (2, "Vasa universitet"),
    ]
    assert stops(joined("\t", ("Oulu", "2.6.", "Lasaretti")))[0].city == "Oulu"
    assert stops('2.6.,Oulu,"Sali 2, Lasaretti"')[0].venue == "Sali 2, Lasaretti"


def test_titles_may_stand_above_a_table() -> None:
    found = memo(joined(";", ("Turné 2027", ""), ("", ""), SWEDISH, *ROWS))
    assert [stop.row for stop in found.stops] == [4, 5]
    assert found.ignored == ("Turné 2027",)


def test_a_table_drawn_by_hand_is_read() -> None:
    drawn = "| Datum | Ort | Plats |\n|:------|:---:|-------|\n| 2.6. | Oulu | Lasaretti |\n"
    assert [(stop.row, stop.venue) for stop in stops(drawn)] == [(3, "Lasaretti")]


def test_a_workbook_is_read_with_its_dates() -> None:
    rows = [("Pvm", "Kaupunki", "Paikka", "Kieli"), (JUNE[2], "Oulu", "Lasaretti", "fi"), ROWS[1]]
    assert stops(workbook(*rows)) == [OULU, VASA]
    assert stops(workbook(*rows, hidden_first=True)) == [OULU, VASA]


def test_row_numbers_are_those_of_the_spreadsheet() -> None:
    assert [stop.row for stop in stops(workbook(SWEDISH, (), (), ROWS[0], ("",), ROWS[1]))] == [4, 6]


def test_a_time_zone_may_have_a_column() -> None:
    table = joined(";", ("Date", "City", "Time zone"), ("2.6.", "Stockholm", "Europe/Stockholm"))
    assert stops(table)[0].timezone == "Europe/Stockholm"


def test_every_mistake_of_a_row_is_named_and_the_other_rows_are_read() -> None:
    table = joined(";", SWEDISH, ("2.13.", "", "Lasaretti", "klingon"), ROWS[1])
    found = memo(table)
    assert [str(mistake) for mistake in found.mistakes] == [
        "Row 2, column 1: The calendar has no day 2.13.",
        "Row 2, column 2: The city is missing.",
        "Row 2, column 4: “klingon” is not a language that we know: Finnish, Swedish, English.",
    ]
    assert [stop.row for stop in found.stops] == [3]


def test_a_formula_is_refused() -> None:
    assert "begins like a formula" in mistakes(joined(";", SWEDISH, ("2.6.", "=1+1", "", "")))[0]
