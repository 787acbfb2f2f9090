"""The public pages: what stands on them, what never does, and what they cost."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions.moves import move
from events.actions.publishing import publish_event
from events.actions.sessions import cancel, cancel_event, retitle
from events.actors import SYSTEM
from events.models import Event, Session
from tests import world

pytestmark = pytest.mark.django_db
SECRET = "Aamukahvit valtiosihteerin kanssa"


def page(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return re.sub(r"\s+", " ", response.content.decode())


def publish(event: Event) -> Event:
    return publish_event(SYSTEM, event)


def hidden_meeting() -> Event:
    made = world.event(
        "hidden", timezone.localdate() + datetime.timedelta(days=3), title={"fi": "Salattu kokous", "sv": "x"}
    )
    world.morning(made, listing=Session.Listing.HIDDEN, starts_at=None, ends_at=None)
    return publish(made)


@pytest.mark.parametrize(
    "path", ["/en/", "/en/?q=oulu", "/en/tours/lape-2030/", "/en/events/lape-2030-oulu/"]
)
def test_a_public_page_sets_no_cookie_and_may_be_cached(path: str) -> None:
    world.coming_tour()
    client = Client()
    client.cookies["sessionid"] = "somebody"
    response = client.get(path)
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_the_front_page_lists_what_is_coming_before_what_is_past() -> None:
    world.tour_2016()
    world.coming_tour()
    world.meeting()
    text = page("/en/")
    places = [
        text.index(words) for words in ("/en/events/meeting/", "/en/tours/lape-2030/", "/en/tours/lape-2016/")
    ]
    assert places == sorted(places)
    assert "Helsinki, Oulu, Vaasa" in text
    assert "Helsingfors, Uleåborg, Vasa" in page("/sv/")


@pytest.mark.parametrize("words", ["Uleåborg", "uleaborg", "OULU", "oulu kirjasto"])
def test_a_search_finds_a_city_by_any_of_its_names(words: str) -> None:
    world.coming_tour()
    text = page(f"/fi/?q={words}")
    assert "/fi/events/lape-2030-oulu/" in text
    assert "lape-2030-vaasa" not in text


def test_a_search_needs_three_letters_and_survives_odd_ones() -> None:
    world.coming_tour()
    assert "Write at least 3 letters" in page("/en/?q=ou")
    for words in ("%00", "%ED%A0%80abc", "x" * 5000, "%25%5F%27%22", "<script>"):
        assert Client().get(f"/en/?q={words}").status_code in (200, 400)
    assert "0 events found" in page("/en/?q=%25%25%25")


def test_the_tour_page_tells_places_and_the_day() -> None:
    tour = world.coming_tour()
    full, some = world.afternoon_of(tour, "helsinki"), world.afternoon_of(tour, "oulu")
    Session.objects.filter(pk=full.pk).update(in_person_taken=80)
    Session.objects.filter(pk=some.pk).update(in_person_taken=79)
    cancel(SYSTEM, world.afternoon_of(tour, "vaasa"))
    text = page("/en/tours/lape-2030/")
    assert [text.count(words) for words in ("Full · webcast", "1 place left", ">Cancelled<")] == [1, 1, 1]
    assert "Every stop has the same programme." in text
    assert "kaisa@example.org" in text
    assert "webcal://testserver/calendar/en/tours/lape-2030.ics" in text
    assert "(Finnish;" in text
    assert '<span lang="fi">hankepäällikkö</span>' in text


def test_a_past_tour_says_that_it_is_over_and_asks_nobody_to_register() -> None:
    world.tour_2016()
    text = page("/en/tours/lape-2016/")
    assert "This tour is over." in text
    assert text.count(">Over<") == 3
    assert "register" not in text
    assert "/calendar/en/tours/" not in text


def test_the_programme_is_not_told_once_when_a_stop_has_another() -> None:
    tour = world.coming_tour()
    retitle(
        SYSTEM, world.afternoon_of(tour), title={"fi": "a", "sv": "b"}, short_title={"fi": "a", "sv": "b"}
    )
    assert "differs from stop to stop" in page("/en/tours/lape-2030/")


def test_an_event_page_gives_the_morning_in_outline_only() -> None:
    tour = world.coming_tour()
    stop = world.stop_of(tour, "oulu")
    room = stop.venue and stop.venue.rooms.get()
    row = world.morning_of(tour, "oulu")
    Session.objects.filter(pk=row.pk).update(
        description={"fi": SECRET},
        captions={"fi": SECRET},
        interpretation={"fi": SECRET},
        room=room,
        in_person_taken=13,
    )
    text = page("/fi/events/lape-2030-oulu/")
    outline, _, rest = text.partition('<section class="card">')
    for words in ("Aamupäivä päättäjille", "9.30–11.30", "Kutsutuille", "kuntien johto", "järjestöt"):
        assert words in outline
    for words in (SECRET, "Auditorio", str(row.uuid), "13 "):
        assert words not in outline.partition("card quiet")[2]
    assert SECRET not in rest
    assert str(row.uuid) not in rest


def test_the_long_title_stands_on_its_own_page_only() -> None:
    world.coming_tour()
    assert world.LONG_TITLE in page("/sv/events/lape-2030-oulu/")
    for path in ("/sv/", "/sv/tours/lape-2030/"):
        assert world.LONG_TITLE not in page(path)


def test_an_event_page_tells_the_places_of_each_way() -> None:
    tour = world.coming_tour()
    Session.objects.filter(pk=world.afternoon_of(tour).pk).update(in_person_taken=80, in_person_waiting=3)
    text = page("/en/events/lape-2030-helsinki/")
    assert "Full, 3 are waiting" in text
    assert "Room for everybody" in text
    assert "Fabianinkatu 33" in text


def test_nothing_of_a_hidden_session_is_seen_anywhere() -> None:
    hidden = hidden_meeting()
    after = world.meeting(preceded_by=hidden)
    assert Client().get("/fi/events/hidden/").status_code == 404
    for path in ("/fi/", "/fi/?q=salattu", f"/fi/events/{after.slug}/"):
        assert "Salattu" not in page(path)
    world.morning(after, listing=Session.Listing.HIDDEN, title={"fi": SECRET})
    assert SECRET not in page(f"/fi/events/{after.slug}/")


def test_a_draft_is_not_there() -> None:
    world.draft_tour("draft-2031", datetime.date(2031, 5, 6))
    world.published(world.draft_tour("half-2031", datetime.date(2031, 6, 6)))
    for path in ("tours/draft-2031", "events/draft-2031-oulu", "tours/nowhere", "events/%C3%A4"):
        assert Client().get(f"/en/{path}/").status_code == 404
    assert "draft-2031" not in page("/en/?q=oulu") + page("/en/")


def test_a_meeting_names_its_regions_and_the_one_before_it() -> None:
    first = world.meeting("first", title={"fi": "Aloitus", "sv": "Start"})
    world.meeting("second", preceded_by=first)
    text = page("/sv/events/second/")
    assert "Nyland" in text
    assert "Norra Österbotten" in text
    assert "Distansmöte" in text
    assert "/sv/events/first/" in text
    assert "/sv/events/second/" in page("/sv/events/first/")


def test_unknown_times_and_places_are_said_to_be_unknown() -> None:
    made = world.event("unknown", timezone.localdate() + datetime.timedelta(days=3), city="oulu")
    world.afternoon(made, starts_at=None, ends_at=None)
    move(SYSTEM, made, venue=None)
    publish(Event.objects.get(pk=made.pk))
    text = page("/en/events/unknown/")
    assert "time not set" in text
    assert "Place to be confirmed" in text


def test_a_cancelled_event_is_shown_as_such() -> None:
    cancel_event(SYSTEM, world.stop_of(world.coming_tour(), "oulu"))
    text = page("/en/events/lape-2030-oulu/")
    assert "This event has been cancelled." in text
    assert text.count(">Cancelled<") == 2
    assert "/register/" not in text


@pytest.mark.parametrize("path", ["/en/", "/en/?q=lape", "/en/tours/{tour}/", "/en/events/{tour}-oulu/"])
def test_a_list_costs_the_same_however_long_it_is(path: str) -> None:
    world.coming_tour("one-2030", cities=("oulu",))
    world.published(world.draft_tour("past-2015", datetime.date(2015, 6, 2), cities=("oulu",)))
    world.meeting()
    with CaptureQueriesContext(connection) as one:
        page(path.format(tour="one-2030"))
    world.coming_tour()
    world.tour_2016()
    world.meeting("another")
    with CaptureQueriesContext(connection) as three:
        page(path.format(tour="lape-2030"))
    assert len(three) == len(one) <= 12
