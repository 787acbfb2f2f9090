"""A tour made of a memo: all of it, or nothing."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import release
from events.actors import Actor, Membership
from events.memo.plan import Plan
from events.models import Event, LogEntry, Session, SessionTemplate, Tour
from events.programme.resolving import LINES, is_from_tour
from events.readiness import blocking, of_event, of_tour
from events.refusals import ImpossibleTime, NotAllowed, Refused
from tests import world
from tests.planning import cast
from tests.planning.broken import FILES, TEXTS
from tests.planning.cast import plan_tour
from tests.planning.memos import DAY_FI, DAY_SV, RELEASE_DAY
from venues.models import Venue

pytestmark = pytest.mark.django_db
DAY = {"sv": DAY_SV, "fi": DAY_FI}


def make(plan: Plan, actor: Actor | None = None) -> Tour:
    organiser = world.organiser()
    return plan_tour(
        actor or world.editor(organiser), organiser, title=cast.TITLE, short_title=cast.SHORT, plan=plan
    )


def rows() -> list[int]:
    return [model.objects.count() for model in (Tour, Event, Session, Venue, LogEntry)]


def test_the_tour_of_2016_is_made_of_its_lines() -> None:
    tour = cast.tour_of_2016()
    assert (tour.slug, tour.status) == ("lape-2016", Tour.Status.DRAFT)
    stops = list(tour.stops.select_related("venue__municipality"))
    assert [(stop.slug, str(stop.date)) for stop in stops] == [
        ("lape-2016-helsinki", "2016-06-02"),
        ("lape-2016-turku", "2016-06-06"),
        ("lape-2016-kuopio", "2016-06-08"),
        ("lape-2016-tampere", "2016-06-09"),
        ("lape-2016-rovaniemi", "2016-06-13"),
        ("lape-2016-oulu", "2016-06-14"),
        ("lape-2016-vaasa", "2016-06-16"),
    ]
    assert [stop.languages for stop in stops] == [["fi"]] * 6 + [["fi", "sv"]]
    assert {stop.status for stop in stops} == {Event.Status.DRAFT}
    assert [stop.title.data["sv"] for stop in stops][5:] == ["LAPE: Uleåborg", "LAPE: Vasa"]
    assert [region.slug for region in stops[6].regions.all()] == ["pohjanmaa"]
    assert Venue.objects.count() == 7


def test_its_fourteen_sessions_are_those_of_the_release() -> None:
    sessions = list(Session.objects.filter(event__tour=cast.tour_of_2016()).order_by("starts_at"))
    assert len(sessions) == 14
    assert sessions[0].starts_at == datetime.datetime(2016, 6, 2, 6, 30, tzinfo=datetime.UTC)
    assert sessions[-1].ends_at == datetime.datetime(2016, 6, 16, 13, tzinfo=datetime.UTC)
    assert [(s.admission, s.attendance) for s in sessions[:2]] == [
        ("invitation", "in_person"),
        ("open", "mixed"),
    ]
    assert sessions[-1].spoken_languages == ["fi", "sv"]
    assert sessions[1].short_title.data["sv"] == "Eftermiddag"
    assert all(session.digest == session.make_digest() for session in Session.objects.whole())


def test_its_day_is_the_programme_that_all_stops_follow() -> None:
    tour = cast.tour_of_2016()
    morning, afternoon = SessionTemplate.objects.filter(programme__tour=tour)
    assert [morning.starts, afternoon.ends] == [datetime.time(9, 30), datetime.time(16)]
    assert [morning.sessions.count(), afternoon.sessions.count()] == [7, 7]
    sessions = Session.objects.whole().filter(event__tour=tour).select_related("template_row")
    assert {is_from_tour(session, line) for session in sessions for line in LINES} == {True}


def test_nothing_keeps_it_from_being_published() -> None:
    tour = cast.tour_of_2016()
    assert blocking(of_tour(tour)) == []
    assert [blocking(of_event(stop)) for stop in tour.stops.all()] == [[]] * 7
    assert world.published(tour).status == Tour.Status.PUBLISHED


def test_every_row_is_in_the_log() -> None:
    cast.tour_of_2016()
    entries = LogEntry.objects.values_list("verb", "target")
    written = [
        ("add", "tour"),
        ("begin programme", "tour"),
        *[("add", "event")] * 7,
        *[("add", "session")] * 14,
    ]
    assert sorted(entries) == sorted(written)


def test_a_tour_abroad_keeps_its_cities_and_its_clock() -> None:
    lines = "2.6. Stockholm, Kulturhuset\n3.6. Stockholm, Kulturhuset\n4.6. Haparanda\n7.6. Oulu"
    cast.cities()
    tour = make(cast.planned(lines, {"sv": "9–11 Möte"}))
    stops = list(tour.stops.all())
    assert [stop.slug for stop in stops] == [
        "lape-2027-stockholm",
        "lape-2027-stockholm-2",
        "lape-2027-haparanda",
        "lape-2027-oulu",
    ]
    assert [stop.zone for stop in stops] == [ZoneInfo("Europe/Stockholm")] * 3 + [ZoneInfo("Europe/Helsinki")]
    first = stops[0].sessions.get()
    assert first.starts_at == datetime.datetime(2027, 6, 2, 7, tzinfo=datetime.UTC)
    assert stops[0].venue == stops[1].venue
    assert stops[0].venue
    assert (str(stops[0].venue.name), stops[0].venue.address) == ("Kulturhuset", "Stockholm")
    assert [str(stop.venue) for stop in stops[2:]] == ["Haparanda", "None"]
    assert [region.slug for region in stops[3].regions.all()] == ["pohjois-pohjanmaa"]
    assert Event.objects.search("Stockholm").count() == 2


def test_a_new_venue_is_added_to_the_register_once() -> None:
    cast.cities()
    tour = make(cast.planned("2.6. Vasa, Stadshuset\n3.6. Vaasa, Stadshuset"))
    venues = {stop.venue for stop in tour.stops.all()}
    (venue,) = venues
    assert venue
    assert venue.municipality
    assert (venue.name.data, venue.municipality.code) == ({"sv": "Stadshuset"}, "905")
    assert LogEntry.objects.filter(target="venue", verb="add").count() == 1


def test_a_plan_with_a_mistake_makes_nothing() -> None:
    cast.cities()
    before = rows()
    for lines, day in (
        ("2.6. Oulu\n31.11. Vasa", "9–11 X"),
        ("2.6. Oulu", "9–11 X\n13–12 Y"),
        ("", "9–11 X"),
    ):
        with pytest.raises(Refused):
            make(cast.planned(lines, {"fi": day}))
    assert rows() == before


@pytest.mark.parametrize("name", [name for name, (_make, said) in (TEXTS | FILES).items() if said])
def test_of_a_broken_memo_nothing_is_made(name: str) -> None:
    source, _said = (TEXTS | FILES)[name]
    before = rows()
    with pytest.raises(Refused):
        make(cast.planned(source(), {"fi": "9–11 X"}))
    assert rows() == before


def test_an_hour_that_no_clock_shows_takes_the_whole_tour_back() -> None:
    cast.cities()
    before = rows()
    with pytest.raises(ImpossibleTime):
        make(cast.planned("27.3.2027 Oulu\n28.3.2027 Vasa, Stadshuset", {"sv": "3.30–5 Möte"}))
    assert rows() == before


def test_only_who_may_begin_for_the_organiser_makes_a_tour() -> None:
    cast.cities()
    organiser = world.organiser()
    made = cast.planned("2.6. Oulu")
    limited = Actor(kind="user", team=(Membership(organiser.pk, "editor", tour_ids=frozenset({1})),))
    for actor in (world.editor(world.organiser("vm")), world.editor(organiser, "viewer"), limited, Actor()):
        with pytest.raises(NotAllowed):
            make(made, actor)
    assert not Tour.objects.exists()


def test_a_second_tour_of_the_same_name_gets_names_of_its_own() -> None:
    cast.cities()
    made = cast.planned("2.6. Oulu")
    assert [make(made).slug for _time in range(2)] == ["lape-2027", "lape-2027-2"]


def test_sixty_stops_cost_sixty_times_one() -> None:
    cast.cities()
    counts = []
    for number in (1, 61):
        made = cast.planned("\n".join(["2.6. Oulu, Lasaretti"] * number), DAY, today=RELEASE_DAY)
        with CaptureQueriesContext(connection) as queries:
            make(made)
        counts.append(len(queries))
    assert (counts[1] - counts[0]) / 60 <= 20


ONLINE = """\
2.6. Oulu, Lasaretti
3.6. verkossa
4.6. Vaasa, verkossa
7.6. Rovaniemi (Teams)
8.6. Tukholma, verkossa"""


def test_a_stop_on_the_web_needs_no_place_and_nobody_in_a_room() -> None:
    cast.cities()
    before = Venue.objects.count()
    plan = cast.planned(ONLINE, {"fi": "13–16 Esittely (myös verkossa)"})
    assert [(note.row, note.kind) for note in plan.notes] == [(5, "online"), (5, "new city")]
    tour = make(plan)
    stops = list(tour.stops.all())
    assert [stop.title.data["sv"] for stop in stops] == [
        "LAPE: Uleåborg", "LAPE: på webben", "LAPE: Vasa", "LAPE: Rovaniemi", "LAPE: Tukholma"
    ]  # fmt: skip
    assert [stop.venue is None for stop in stops] == [False, True, True, True, True]
    assert [stop.sessions.get().attendance for stop in stops] == ["mixed", *["online"] * 4]
    assert [region.slug for region in stops[2].regions.all()] == ["pohjanmaa"]
    assert stops[4].zone == ZoneInfo("Europe/Helsinki")
    assert Venue.objects.count() == before
    printed = ONLINE.replace("Rovaniemi (Teams)", "Rovaniemi, verkossa")
    assert "\n".join(release.places(tour, "fi")) == printed
    assert "3.6. på webben\n4.6. Vasa, på webben" in "\n".join(release.places(tour, "sv"))
