"""What a program may read without a token: what stands on the public pages, and no more."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event, Session, Tour
from tests import world
from tests.api.cast import Machine
from tests.guards.canaries import hits, plant
from tests.guards.house import House, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return build()


def test_everybody_reads_tours_events_sessions_venues_and_regions(house: House) -> None:
    anybody = Machine()
    (tour,) = anybody.get("tours/")["results"]
    assert tour == anybody.get(f"tours/{house.tour.slug}/")
    assert [stop["slug"] for stop in tour["stops"]] == ["lape-2030-vaasa", "lape-2030-oulu"]
    event = anybody.get("events/lape-2030-vaasa/")
    assert event["title"]["sv"]
    assert event["pages"]["sv"].endswith("/sv/events/lape-2030-vaasa/")
    assert (event["tour"], event["venue"]["municipality"]["code"]) == (house.tour.slug, "905")
    (session,) = event["sessions"]
    assert session == anybody.get(f"sessions/{house.afternoon.uuid}/")
    assert (session["state"], session["places"][0]) == (
        "open",
        {"mode": "in_person", "left": 79, "waiting": 0},
    )
    assert anybody.get(f"venues/{event['venue']['id']}/") in anybody.get("venues/")["results"]
    assert [region["slug"] for region in anybody.get("regions/")["results"]] == [
        "pohjanmaa",
        "pohjois-pohjanmaa",
        "uusimaa",
    ]


def test_of_an_invited_session_only_the_outline_is_told_and_of_a_hidden_one_nothing(house: House) -> None:
    anybody, own = Machine(), Machine(house.machine)
    (outline,) = anybody.get("events/lape-2030-vaasa/")["by_invitation"]
    assert set(outline) == {"title", "audience", "starts_at", "ends_at", "admission", "status"}
    for session in (house.morning, house.hidden):
        anybody.get(f"sessions/{session.uuid}/", 404)
        assert own.get(f"sessions/{session.uuid}/")["admission"] == "invitation"
        Machine(house.foreign_machine).get(f"sessions/{session.uuid}/", 404)
    anybody.get(f"events/{house.closed.slug}/", 404)
    slugs = [event["slug"] for event in anybody.get("events/")["results"]]
    assert house.closed.slug not in slugs
    assert len(own.get("events/lape-2030-vaasa/")["sessions"]) == 3


def test_drafts_are_the_organisers_own(house: House) -> None:
    world.draft_tour("draft-tour", house.stop.date, cities=("oulu",))
    for path in ("tours/draft-tour/", "events/draft-tour-oulu/"):
        Machine().get(path, 404)
        Machine(house.foreign_machine).get(path, 404)
        assert Machine(house.machine).get(path)["status"] == "draft"


def test_nothing_private_is_among_it(house: House) -> None:
    canaries = plant()
    for kind in ("tours", "events", "sessions", "venues", "regions"):
        for token in (None, house.foreign_machine):
            answer = Machine(token).client.get(f"/api/v1/{kind}/")
            assert answer.status_code == 200
            assert hits(canaries, answer) == set(), kind


def test_what_everybody_reads_is_kept_for_a_minute_and_what_a_token_opens_never(house: House) -> None:
    answer = Machine().client.get("/api/v1/tours/")
    assert (answer["Cache-Control"], answer["Vary"]) == ("public, max-age=60", "Authorization")
    assert Machine(house.machine).client.get("/api/v1/tours/")["Cache-Control"] == "private, no-store"


def test_lists_are_filtered_searched_and_read_a_page_at_a_time(house: House) -> None:
    anybody = Machine()
    first = anybody.get("events/", page_size=2)
    assert len(first["results"]) == 2
    rest = anybody.client.get(first["next"]).json()
    everything = anybody.get("events/", page_size=10**9)
    assert first["results"] + rest["results"] == everything["results"]
    assert everything["next"] is rest["next"] is None
    assert len({event["date"] for event in everything["results"]}) > 1

    def slugs(**query: object) -> list[str]:
        return [event["slug"] for event in anybody.get("events/", **query)["results"]]

    assert slugs(q="Vasa") == slugs(region="pohjanmaa", tour="lape-2030") == ["lape-2030-vaasa"]
    assert slugs(organiser="thl") == ["foreign"]
    assert slugs(date_from=house.stop.date + datetime.timedelta(days=1)) == ["lape-2030-oulu"]
    assert len(anybody.get("sessions/", tour="lape-2030")["results"]) == 2


@pytest.mark.parametrize("path", ["tours/", "events/", "sessions/", "venues/", "regions/", "events/a-1/"])
def test_a_longer_list_costs_as_many_statements(path: str) -> None:
    day = datetime.date.today() + datetime.timedelta(days=9)  # noqa: DTZ011  # any day will do

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            Machine().get(path)
        return len(asked)

    world.meeting("a-1")
    world.published(world.draft_tour("t-1", day, cities=("vaasa",)))
    one = statements()
    for number in (2, 3):
        world.published(world.draft_tour(f"t-{number}", day, cities=("helsinki", "oulu")))
        world.afternoon(Event.objects.get(slug="a-1"))
    assert statements() == one
    assert Tour.objects.count() == 3
    assert Session.objects.filter(event__slug="a-1").count() == 3
