"""Feeds over HTTP: what is in them, what never is, and what a 304 costs."""

import datetime
from collections.abc import Callable
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import trans_real

from events.actions.publishing import publish_event
from events.actions.sessions import cancel, reinstate, reschedule
from events.actions.texts import describe, edit
from events.actions.venues import change_venue
from events.actors import SYSTEM
from events.models import Organiser, Session
from tests import world
from tests.calendars.readers import READERS, Seen

pytestmark = pytest.mark.django_db
WIDE = ["all.ics", "regions/uusimaa.ics", "organisers/stm.ics"]
EVERY = [*WIDE, "tours/lape-2030.ics"]
NASTY = "Räv, ö; \\\\palvelin\\Neuvottelut\nrad 2 👩‍👩‍👧 שלום \x07\x00"


def get(path: str, language: str = "fi", **headers: str) -> Any:
    return Client().get(f"/calendar/{language}/{path}", headers=headers)


def entries(response: HttpResponse) -> list[Any]:
    assert response.status_code == 200
    return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))


@pytest.mark.parametrize("path", EVERY)
def test_a_feed_holds_each_open_session_once_and_no_invited_one(path: str) -> None:
    tour = world.coming_tour()
    body = get(path).content.decode()
    assert body.count("BEGIN:VEVENT") == (1 if path.startswith("regions") else 3)
    for city in ("helsinki", "oulu", "vaasa"):
        morning = world.morning_of(tour, city)
        assert str(morning.uuid) not in body
    assert "Aamupäivä" not in body
    assert "kuntien johto" not in body


@pytest.mark.parametrize("path", EVERY)
def test_an_unchanged_feed_costs_one_statement(path: str) -> None:
    world.coming_tour()
    first = get(path)
    with CaptureQueriesContext(connection) as spent:
        second = get(path, if_none_match=first["ETag"])
    assert (second.status_code, second.content) == (304, b"")
    assert (second["ETag"], second["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
    assert len(spent) == 1


@pytest.mark.parametrize("path", EVERY)
def test_a_feed_is_bytes_without_cookies(path: str) -> None:
    world.coming_tour()
    first, second = get(path, accept_encoding="gzip"), get(path, accept="text/calendar")
    assert first.content == second.content
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert {"public", "max-age=900", "no-transform"} == set(first["Cache-Control"].split(", "))
    assert first["Content-Disposition"].startswith('inline; filename="')
    assert not first.cookies
    assert not {"Vary", "Content-Encoding", "Content-Language"} & set(first.headers)
    head = Client().head(f"/calendar/fi/{path}")
    assert (head.status_code, head["ETag"], head.content) == (200, first["ETag"], b"")


def test_an_empty_feed_is_a_calendar_and_an_unknown_one_is_not_there() -> None:
    world.organiser("quiet")
    world.region("19", "lappi", {"fi": "Lappi"})
    for path in ("regions/lappi.ics", "organisers/quiet.ics"):
        response = get(path)
        assert entries(response) == []
        with CaptureQueriesContext(connection) as spent:
            assert get(path, if_none_match=response["ETag"]).status_code == 304
        assert len(spent) == 1
    unknown = ["regions/x.ics", "tours/x.ics", "organisers/x.ics", "all.ics/", "sessions/1.ics"]
    for path in [*unknown, "sessions/00000000-0000-0000-0000-000000000000.ics"]:
        assert get(path).status_code == 404
    assert get("all.ics", "de").status_code == 404


def test_a_draft_tour_and_an_invited_session_have_no_feed() -> None:
    world.draft_tour("draft-2031", datetime.date(2031, 5, 6))
    assert get("tours/draft-2031.ics").status_code == 404
    morning, afternoon = world.morning_of(world.coming_tour()), world.afternoon_of(world.coming_tour())
    assert get(f"sessions/{morning.uuid}.ics").status_code == 404
    response = get(f"sessions/{afternoon.uuid}.ics")
    assert len(entries(response)) == 1
    assert response["Content-Disposition"].startswith("attachment")


def test_a_hidden_session_is_in_no_feed() -> None:
    meeting = world.meeting()
    hidden = world.afternoon(meeting, listing=Session.Listing.HIDDEN, short_title={"fi": "Salattu"})
    for path in ("all.ics", "regions/uusimaa.ics", "organisers/stm.ics"):
        assert "Salattu" not in get(path).content.decode()
    assert get(f"sessions/{hidden.uuid}.ics").status_code == 404


def test_an_entry_says_what_the_session_is_in_the_language_of_the_path() -> None:
    afternoon = world.afternoon_of(world.coming_tour(), "oulu")
    (entry,) = entries(get(f"sessions/{afternoon.uuid}.ics", "sv"))
    assert entry["UID"] == f"{afternoon.uuid}@kiertue.example.org"
    assert entry["SUMMARY"] == "Uleåborg: Eftermiddag"
    assert entry["LOCATION"] == "Uleåborgs stadsbibliotek, Kaarlenväylä 3, 90100 Oulu, Uleåborg"
    assert entry["URL"] == "http://testserver/sv/events/lape-2030-oulu/"
    assert entry["DTSTART"].dt == afternoon.starts_at
    assert entry["SEQUENCE"] == 0


def test_nasty_text_comes_through_whole() -> None:
    afternoon = world.afternoon_of(world.coming_tour(), "oulu")
    describe(SYSTEM, afternoon, description={"fi": NASTY})
    (entry,) = entries(get(f"sessions/{afternoon.uuid}.ics"))
    assert entry["DESCRIPTION"].startswith("Räv, ö; \\\\palvelin\\Neuvottelut\nrad 2 👩‍👩‍👧 שלום")


def test_each_change_moves_the_etag_and_the_sequence_only_when_it_is_news() -> None:
    tour = world.coming_tour()
    afternoon = world.afternoon_of(tour, "oulu")
    assert afternoon.ends_at
    seen = [get("tours/lape-2030.ics")["ETag"]]
    longer = {"starts_at": afternoon.starts_at, "ends_at": afternoon.ends_at + datetime.timedelta(hours=1)}
    for change in (
        lambda: reschedule(SYSTEM, afternoon, **longer),
        lambda: describe(SYSTEM, afternoon, description={"fi": "Kahvit"}),
        lambda: change_venue(SYSTEM, world.venue("oulu"), address="Torikatu 1"),
        lambda: edit(SYSTEM, tour, short_title={"fi": "Muutos", "sv": "Ändring"}),
        lambda: cancel(SYSTEM, afternoon),
        lambda: reinstate(SYSTEM, afternoon),
    ):
        change()
        seen.append(get("tours/lape-2030.ics")["ETag"])
    assert len(set(seen)) == 7
    (entry,) = entries(get(f"sessions/{afternoon.uuid}.ics"))
    assert entry["SEQUENCE"] == 4


def test_another_name_of_its_holder_moves_the_etag_of_a_feed() -> None:
    world.coming_tour()
    before = get("organisers/stm.ics")["ETag"]
    Organiser.objects.update(name={"fi": "Sosiaali- ja terveysministeriö"})
    assert get("organisers/stm.ics")["ETag"] != before


def test_a_cancelled_session_stays_thirty_days_in_the_wide_feeds_and_for_ever_in_its_tours() -> None:
    tour = world.coming_tour(cities=("helsinki",))
    cancel(SYSTEM, world.afternoon_of(tour))
    (entry,) = entries(get("all.ics"))
    assert (entry["STATUS"], entry["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    for days, shown in ((-29, 1), (-31, 0), (-59, 0)):
        tour.stops.update(date=timezone.localdate() + datetime.timedelta(days=days))
        assert [len(entries(get(path))) for path in EVERY] == [shown, shown, shown, 1]


def test_the_wide_feeds_look_sixty_days_back() -> None:
    tour = world.coming_tour(cities=("helsinki",))
    for days, shown in ((-59, 1), (-61, 0)):
        tour.stops.update(date=timezone.localdate() + datetime.timedelta(days=days))
        assert [len(entries(get(path))) for path in EVERY] == [shown, shown, shown, 1]


def test_a_day_of_unknown_hours_is_a_day_in_the_calendar() -> None:
    made = world.event("unknown", timezone.localdate() + datetime.timedelta(days=3), city="oulu")
    session = world.afternoon(made, starts_at=None, ends_at=None)
    publish_event(SYSTEM, made)
    (entry,) = entries(get(f"sessions/{session.uuid}.ics"))
    assert entry["DTSTART"].dt == made.date


@pytest.mark.parametrize("reader", READERS)
def test_a_served_feed_reads_the_same_in_every_calendar(reader: Callable[[bytes], list[Seen]]) -> None:
    tour = world.coming_tour()
    describe(SYSTEM, world.afternoon_of(tour, "oulu"), description={"fi": NASTY})
    cancel(SYSTEM, world.afternoon_of(tour, "vaasa"))
    seen = sorted(reader(get("tours/lape-2030.ics").content), key=lambda each: str(each.start))
    sessions = [world.afternoon_of(tour, city) for city in ("helsinki", "oulu", "vaasa")]
    assert [(s.uid, s.sequence, s.start, s.end) for s in seen] == [
        (f"{s.uuid}@kiertue.example.org", s.sequence, s.starts_at, s.ends_at) for s in sessions
    ]
    assert [s.status for s in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert NASTY.partition(" \x07")[0] in seen[1].description


@pytest.mark.parametrize("path", [*EVERY, "my/AAAAAAAAAAAAAAAAAAAAAAAAAA.ics"])
def test_a_language_that_somebody_made_up_is_not_kept(path: str) -> None:
    assert get(path, "qx").status_code == 404
    assert "qx" not in vars(trans_real)["_translations"]
