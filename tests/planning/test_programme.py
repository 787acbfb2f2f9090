"""A day's programme as it is printed: who may come, and how, stands behind the title."""

import datetime

import pytest

from events.memo import programme
from events.memo.programme import Admission, Attendance, Part
from events.memo.together import put_together
from tests.planning.memos import DAY_FI, DAY_SV


def parts(text: str) -> list[Part]:
    found = programme.read(text)
    assert [str(mistake) for mistake in found.mistakes] == []
    return list(found.parts)


def mistakes(text: str) -> list[str]:
    return [str(mistake) for mistake in programme.read(text).mistakes]


@pytest.mark.parametrize("text", [DAY_SV, DAY_FI])
def test_the_day_of_2016_is_an_invited_morning_and_an_open_afternoon_on_the_web_too(text: str) -> None:
    morning, afternoon = parts(text)
    assert (morning.starts, morning.ends) == (datetime.time(9, 30), datetime.time(11, 30))
    assert (morning.admission, morning.attendance) == (Admission.INVITATION, Attendance.IN_PERSON)
    assert (afternoon.starts, afternoon.ends) == (datetime.time(13), datetime.time(16))
    assert (afternoon.admission, afternoon.attendance) == (Admission.OPEN, Attendance.MIXED)
    assert "(" not in morning.title + afternoon.title


@pytest.mark.parametrize(
    ("line", "starts", "ends"),
    [
        ("9.30–11.30 X", "09:30", "11:30"),
        ("09:30 - 11:30: X", "09:30", "11:30"),
        ("klo 9–11 X", "09:00", "11:00"),
        ("kl. 9–11.15 X", "09:00", "11:15"),
        ("8–10 X", "08:00", "10:00"),
        ("• 13.00–16.00\tX", "13:00", "16:00"),
        ("9:30 am–1 pm X", "09:30", "13:00"),
        ("1–4 p.m. X", "13:00", "16:00"),
        ("11–1 pm X", "11:00", "13:00"),
        ("9.30 X", "09:30", None),
        ("klo 13 X", "13:00", None),
        ("13.00 -16.00X", "13:00", "16:00"),
        ("13–16 | X", "13:00", "16:00"),
    ],
)
def test_times_may_be_written_in_many_ways(line: str, starts: str, ends: str | None) -> None:
    (part,) = parts(line)
    assert (str(part.starts)[:5], part.ends and str(part.ends)[:5], part.title) == (starts, ends, "X")


def test_a_remark_before_other_words_is_a_remark_too() -> None:
    (part,) = parts("13–16 Esittely (seurattavissa myös verkossa) sekä keskustelu (sali A)")
    assert (part.title, part.attendance) == ("Esittely sekä keskustelu (sali A)", Attendance.MIXED)


@pytest.mark.parametrize(
    ("remark", "admission", "attendance"),
    [
        ("(för inbjudna gäster)", "invitation", "in_person"),
        ("(kutsuvieraille)", "invitation", "in_person"),
        ("(vain kutsutuille)", "invitation", "in_person"),
        ("(by invitation only)", "invitation", "in_person"),
        ("(för inbjudna gäster; kan även ses som webbsändning)", "invitation", "mixed"),
        ("(för inbjudna gäster) (kan även ses som webbsändning)", "invitation", "mixed"),
        ("(avoin kaikille)", "open", "in_person"),
        ("(öppet för alla, även på webben)", "open", "mixed"),
        ("(seurattavissa myös verkkolähetyksenä)", "open", "mixed"),
        ("(can also be followed as a webcast)", "open", "mixed"),
        ("(paikan päällä ja etänä)", "open", "mixed"),
        ("(hybrid)", "open", "mixed"),
        (", myös verkossa", "open", "mixed"),
        ("[kutsuvieraille]", "invitation", "in_person"),
        ("(voi seurata etänä)", "open", "mixed"),
        ("(etäyhteys mahdollinen)", "open", "mixed"),
        ("(striimataan)", "open", "mixed"),
        ("(tilaisuus strömmas)", "open", "mixed"),
        ("(will be streamed)", "open", "mixed"),
        ("(voi seurata vain verkossa)", "open", "online"),
        ("(kan endast ses som webbsändning)", "open", "online"),
        ("(endast för inbjudna, även på webben)", "invitation", "mixed"),
        ("(direktsändning)", "open", "online"),
        ("(som webbsändning)", "open", "online"),
        ("(verkkolähetyksenä)", "open", "online"),
        ("(Teams)", "open", "online"),
        ("(på distans)", "open", "online"),
    ],
)
def test_remarks_tell_the_door_and_the_ways(remark: str, admission: str, attendance: str) -> None:
    assert parts(f"13–16 Esittely {remark}") == [
        Part(1, datetime.time(13), datetime.time(16), "Esittely", admission, attendance)
    ]


def test_other_brackets_and_commas_stay_in_the_title() -> None:
    assert [part.title for part in parts("9–10 Nuläget (THL)\n10–11 Frågor, svar, kaffe")] == [
        "Nuläget (THL)",
        "Frågor, svar, kaffe",
    ]


def test_a_title_may_tell_too() -> None:
    assert parts("8–10 Skype-kokous kunnille")[0].attendance == Attendance.ONLINE
    assert parts("8–10 Möte för inbjudna ledare")[0].admission == Admission.INVITATION


def test_lines_below_a_part_belong_to_it() -> None:
    text = "Dagsprogram:\n\n9–11 Möte\n(för inbjudna gäster)\n- Nuläget i regionen\nTHL berättar\n13–16 Presentation"
    first, second = parts(text)
    assert (first.admission, first.description) == (Admission.INVITATION, "Nuläget i regionen\nTHL berättar")
    assert (second.row, second.description) == (7, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Möte kl. 9", "Row 1: There is no time at the beginning: “Möte kl. 9”."),
        ("25.00–26.00 X", "Row 1: No clock shows 25.00."),
        ("9.75 X", "Row 1: No clock shows 9.75."),
        ("11–9 X", "Row 1: The end must be after the start."),
        ("9–9 X", "Row 1: The end must be after the start."),
        ("9–11", "Row 1: The title is missing."),
        ("9–11 (för inbjudna gäster)", "Row 1: The title is missing."),
        ("9–11 =1+1", "Row 1: “=1+1” begins like a formula."),
        ("9–11 \u202eX", "Row 1: Hidden signs turn the direction"),
        ("9–11 X\n\0", "Row 2: There are signs here that are no text."),
        ("9–11 " + "x" * 2000, "Row 1: This is longer than 1000 characters"),
        ("9–11 X\n" * 41, "A day has at most 40 parts."),
        ("9–11 X\n" * 20_000, "This is far more than the programme of a day."),
    ],
)
def test_what_cannot_be_read_is_named_by_its_row(text: str, said: str) -> None:
    assert mistakes(text)[0].startswith(said)


def test_no_programme_is_no_mistake() -> None:
    assert programme.read(" \n") == programme.Programme()


def test_languages_are_put_together_by_their_times() -> None:
    found, wrong = put_together({"sv": programme.read(DAY_SV), "fi": programme.read(DAY_FI)})
    assert wrong == ()
    assert found[0].title == {
        "sv": "Möte med regionala beslutsfattare",
        "fi": "Alueellisten päättäjien tapaaminen",
    }
    assert found[0].short_title == found[0].title
    assert found[1].short_title == {"fi": "Iltapäivä", "sv": "Eftermiddag", "en": "Afternoon"}


@pytest.mark.parametrize(
    ("finnish", "said"),
    [
        ("9–11 A", "The programme in Finnish has another number of parts."),
        ("9–11 A\n13–17 B", "Row 2: The programme in Finnish has another time here."),
        ("9–11 A\n13–16 B (kutsuvieraille)", "Row 2: The programme in Finnish says something else about who"),
    ],
)
def test_languages_that_do_not_say_the_same_are_refused(finnish: str, said: str) -> None:
    swedish = programme.read("9–11 A\n13–16 B")
    found, wrong = put_together({"sv": swedish, "fi": programme.read(finnish)})
    assert found == ()
    assert str(wrong[0]).startswith(said)
