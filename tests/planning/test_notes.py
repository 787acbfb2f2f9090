"""What to look at twice: the day of the week and the year, the place, the time between the stops."""

import datetime

import pytest
from django.utils import translation

from events.memo.notes import Kind
from tests.planning import cast
from tests.planning.memos import DAY_SV, LIST_SV, TODAY
from venues.models import Venue

pytestmark = pytest.mark.django_db
DAYS = {Kind.SUNDAY, Kind.HOLIDAY, Kind.EVE, Kind.PAST}


def notes(lines: str, *kinds: Kind, day: str = "", today: datetime.date = TODAY) -> list[tuple[int, str]]:
    """Row and sentence of the notes of these kinds."""
    made = cast.planned(lines, {"sv": day}, today=today)
    assert made.mistakes == ()
    return [(note.row, note.sentence) for note in made.notes if note.kind in kinds]


def test_the_tour_of_2016_has_nothing_to_look_at_twice_but_that_it_is_over() -> None:
    cast.cities()
    assert cast.planned(LIST_SV, {"sv": DAY_SV}, today=datetime.date(2016, 5, 18)).notes == ()
    made = cast.planned(LIST_SV, {"sv": DAY_SV}, year=2016)
    assert [(note.row, note.kind) for note in made.notes] == [(row, Kind.PAST) for row in range(1, 8)]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("6.6.2027", ["A Sunday."]),
        ("6.12.2027", ["A public holiday: Independence Day."]),
        ("5.12.2027", ["The day before a public holiday: Independence Day.", "A Sunday."]),
        ("16.5.2027", ["A public holiday: Pentecost.", "A Sunday."]),
        ("25.6.2027", ["The day before a public holiday: Midsummer Day."]),
        ("24.12.2027", ["The day before a public holiday: Christmas Day."]),
        ("31.12.2026", ["The day before a public holiday: New Year's Day."]),
        ("30.4.2027", ["The day before a public holiday: May Day."]),
        ("2.6.2027", []),
        ("25.11.2026", ["This day is over already."]),
    ],
)
def test_days_on_which_few_come_are_told(day: str, said: list[str]) -> None:
    cast.cities()
    assert [sentence for _row, sentence in notes(f"{day} Oulu", *DAYS)] == said


def test_holidays_are_those_of_the_country_in_the_readers_language() -> None:
    cast.cities()
    with translation.override("sv"):
        assert notes("6.6.2028 Stockholm", Kind.HOLIDAY) == [(1, "En helgdag: Nationaldagen.")]
        assert notes("6.6.2028 Vasa", Kind.HOLIDAY) == []
        assert notes("6.12.2027 Vasa", Kind.HOLIDAY) == [(1, "En helgdag: Självständighetsdagen.")]
    with translation.override("fi"):
        assert notes("6.12.2027 Vaasa", Kind.HOLIDAY) == [(1, "Pyhäpäivä: Itsenäisyyspäivä.")]


def test_sundays_are_sundays_everywhere() -> None:
    assert notes("6.6.2027 Paris", *DAYS) == [(1, "A Sunday.")]
    assert notes("13.6.2027 Stockholm", *DAYS) == [(1, "A Sunday.")]


def test_two_stops_on_one_day_are_told() -> None:
    cast.cities()
    assert notes("2.6. Oulu\n3.6. Vasa\n2.6. Kuopio", Kind.SAME_DAY) == [
        (3, "Two stops on one day: the other one is in Oulu.")
    ]


def test_too_little_time_between_two_stops_is_told_whatever_their_order_in_the_memo() -> None:
    cast.cities()
    far = "3.6. Rovaniemi, Arktikum\n2.6. Helsingfors, Helsingfors universitet"
    assert notes(far, Kind.TOO_CLOSE, day=DAY_SV) == [
        (1, "Only 17 hours after the stop before, which is about 920 km away.")
    ]
    near = "2.6. Uleåborg, Lasaret\n3.6. Rovaniemi, Arktikum"
    assert notes(near, Kind.TOO_CLOSE, day=DAY_SV) == []
    assert notes(far, Kind.TOO_CLOSE) == []


def test_the_clocks_of_two_countries_are_compared_rightly() -> None:
    late, early = "2.6. Stockholm\n3.6. Oulu", "2.6. Oulu\n3.6. Stockholm"
    assert notes(late, Kind.TOO_CLOSE, day="0–23.00 Möte") == [(2, "Only 0 hours after the stop before.")]
    assert notes(early, Kind.TOO_CLOSE, day="9–22.30 Möte") == []
    assert len(notes(late, Kind.TOO_CLOSE, day="9–22.30 Möte")) == 1


def test_unknown_places_are_told_with_what_may_have_been_meant() -> None:
    cast.cities()
    kinds = (Kind.NEW_CITY, Kind.NEW_VENUE, Kind.NO_VENUE, Kind.SEVERAL_VENUES)
    vaasa = Venue.objects.get(name__contains="Vasa universitet")
    Venue.objects.create(name=vaasa.name, municipality=vaasa.municipality)
    lines = "2.6. Rovanemi\n3.6. Oulu, Lasareti\n4.6. Oulu\n5.6. Vasa, Vasa universitet"
    assert notes(lines, *kinds) == [
        (
            1,
            "Rovanemi is not in the register of places. It is kept as it is written. Did you mean Rovaniemi?",
        ),
        (1, "The place is not known yet."),
        (2, "Lasareti will be a new place in the register. Did you mean Lasaretti, Lasaret?"),
        (3, "The place is not known yet."),
        (4, "Several places in the register have this name."),
    ]
