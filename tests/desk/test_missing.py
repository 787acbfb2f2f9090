"""What is missing, of a stop and of its tour: each line in one sentence, with a link that opens where it is mended."""

import datetime
import html
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from events import readiness
from events.actions.moves import change_date
from events.actors import SYSTEM
from events.models import ChecklistItem, Contact, Event, ProgrammeItem, Session, TeamMember, Tour
from registrations.models import Invitation, Registration
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn
from tests.desk.test_desk import invited
from venues.models import Room
from webcast.models import Stream
from webcast.models.stream import CAPTIONED_WITHIN

Queries = Callable[[int], Any]


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(html.unescape(answer.content.decode()).split())


def of(client: Client, city: str) -> str:
    return page(client, f"/organiser/events/lape-2030-{city}/missing/")


def test_what_the_registrations_lack_is_said_with_its_mend(tour: Tour, sign_in: SignIn) -> None:
    client, vaasa = sign_in(), world.stop_of(tour, "vaasa")
    seen = of(client, "vaasa")
    assert "Nobody is invited to “Morning” yet." in seen
    assert "Nobody is registered yet." in seen
    morning = world.morning_of(tour, "vaasa")
    for state in ("draft", "draft", "failed"):
        invited(morning, f"{state} {Invitation.objects.count()}", state)
    comes(world.afternoon_of(tour, "vaasa"), "From elsewhere")
    seen = of(client, "vaasa")
    assert "Nobody is invited" not in seen
    assert "2 invitations have not been sent." in seen
    assert "1 invitation was not delivered." in seen
    assert "Nobody is registered from: Ostrobothnia." in seen
    Registration.objects.update(region=vaasa.regions.get())
    assert "Nobody is registered" not in of(client, "vaasa")
    group = client.get("/organiser/events/lape-2030-vaasa/missing/").context["group"]
    for mend in {lack.mend for lack in (*group.blocking, *group.warnings)}:
        assert client.get(mend).status_code == 200, mend


def test_a_webcast_is_tried_once_for_each_address(session: Session, sign_in: SignIn) -> None:
    client = sign_in()
    assert "The webcast of “Afternoon” has no address yet." in of(client, "vaasa")
    stream = Stream.objects.create(session=session, url="https://video.example.org/one")
    assert "Nobody has tried the address of the webcast of “Afternoon”." in of(client, "vaasa")
    client.post(f"/organiser/sessions/{session.uuid}/webcast/streams/{stream.uuid}/open/")
    assert "tried the address" not in of(client, "vaasa")
    change = f"/organiser/sessions/{session.uuid}/webcast/streams/{stream.uuid}/"
    fields = {"language": "fi", "access": "registered", "opens_minutes_before": "15"}
    client.post(change, fields | {"address": "https://video.example.org/two"})
    assert "Nobody has tried the address" in of(client, "vaasa")


def recorded(session: Session, **fields: Any) -> Stream:
    """Its recording, published on the day itself and without captions."""
    due = session.event.date + CAPTIONED_WITHIN
    given = {"url": "https://video.example.org/one", "recording_url": "https://video.example.org/rec"}
    return Stream.objects.create(session=session, **given | {"captions_due": due} | fields)


def after(session: Session, *, days: int) -> time_machine.travel:
    """In the last hour of the day so many days after the session's."""
    late = session.event.at(datetime.time(23, 30)) + datetime.timedelta(days=days)
    return time_machine.travel(late, tick=False)


def test_captions_are_asked_for_of_a_stop_that_is_over_and_nothing_else(
    session: Session, sign_in: SignIn
) -> None:
    stream = recorded(session)
    due, late = "Captions of “Afternoon” are due on", "Captions of “Afternoon” are late: they were due on"
    assert "Captions of" not in of(sign_in(), "vaasa"), "there is no recording before the session"
    with after(session, days=0):
        seen = of(sign_in(), "vaasa")
        assert due in seen
        assert "Nobody has tried the address" in seen
    with after(session, days=14):
        seen, tours = of(sign_in(), "vaasa"), page(sign_in(), "/organiser/tours/lape-2030/missing/")
        day = stream.captions_due
        assert day
        lack = f"{due} {day:%A} {day.day} {day:%B} {day.year}. Add their address when they are ready.</a>"
        assert f'<a href="/organiser/sessions/{session.uuid}/webcast/">{lack}' in seen
        assert lack in tours
        assert not any("tried the address" in each or "no address yet" in each for each in (seen, tours))
    with after(session, days=15):
        assert late in of(sign_in(), "vaasa")
        assert late in page(sign_in(), "/organiser/tours/lape-2030/missing/")
        Stream.objects.update(captions_url="https://video.example.org/rec.vtt")
        assert "Captions of" not in of(sign_in(), "vaasa")


def test_of_two_recordings_the_one_without_captions_is_named(session: Session, sign_in: SignIn) -> None:
    recorded(session, captions_url="https://video.example.org/rec.vtt")
    recorded(session, language="sv")
    with after(session, days=1):
        seen = of(sign_in(), "vaasa")
        assert "Captions of “Afternoon, Swedish” are due on" in seen
        assert seen.count("Captions of") == 1
        Session.objects.filter(pk=session.pk).update(status="cancelled")
        assert "Captions of" not in of(sign_in(), "vaasa"), "its watch page shows none"


def test_a_room_is_nearly_full_from_nine_tenths_on(session: Session, sign_in: SignIn) -> None:
    Session.objects.filter(pk=session.pk).update(in_person_capacity=10, in_person_taken=8)
    assert "nearly full" not in of(sign_in(), "vaasa")
    Session.objects.filter(pk=session.pk).update(in_person_taken=9)
    seen = of(sign_in(), "vaasa")
    assert "The room of “Afternoon” is nearly full: 9 of 10 places are taken." in seen


def test_a_line_of_the_programme_stands_within_its_session(session: Session, sign_in: SignIn) -> None:
    for hour in (12, 13, 15):
        ProgrammeItem.objects.create(session=session, starts=datetime.time(hour), title={"en": f"At {hour}"})
    seen = of(sign_in(), "vaasa")
    assert "In the programme, “At 12” is outside the times of “Afternoon”." in seen
    assert "“At 13”" not in seen
    assert "“At 15”" not in seen


def test_a_contact_for_accessibility_is_named_once_marked(tour: Tour, sign_in: SignIn) -> None:
    client = sign_in()
    assert "Nobody is named whom to ask about accessibility." in of(client, "oulu")
    Contact.objects.filter(tour=tour).update(accessibility=True)
    assert "whom to ask about accessibility" not in of(client, "oulu")


def test_one_room_holds_one_session_at_a_time(tour: Tour, session: Session, sign_in: SignIn) -> None:
    client, room = sign_in(), Room.objects.create(venue=world.venue("vaasa"), name={"fi": "Sali"})
    foreign = world.event("foreign", session.event.date, city="vaasa", organiser=world.organiser("thl"))
    other = world.afternoon(foreign, room=room, short_title={"en": "Foreign part"})
    Session.objects.filter(pk=session.pk).update(room=room)
    assert "Foreign part" not in of(client, "vaasa"), "a draft of another organiser is nobody's business"
    Event.objects.filter(pk=foreign.pk).update(status="published", published_at=timezone.now())
    sentence = "The room of “Afternoon” is taken at the same time by “Foreign part”"
    assert sentence in of(client, "vaasa")
    Session.objects.filter(pk=other.pk).update(
        starts_at=session.ends_at, ends_at=session.event.at(datetime.time(18))
    )
    assert sentence not in of(client, "vaasa"), "one after the other is no conflict"


def test_one_house_at_one_time_asks_for_the_rooms(tour: Tour, session: Session, sign_in: SignIn) -> None:
    client = sign_in()
    meeting = world.event("meeting", session.event.date, city="vaasa", organiser=tour.organiser)
    other = world.afternoon(meeting, short_title={"en": "Another part"})
    sentence = "“Afternoon” is in the same place at the same time as “Another part”"
    assert sentence in of(client, "vaasa")
    Session.objects.filter(pk=other.pk).update(attendance="online")
    assert sentence not in of(client, "vaasa"), "nobody meets there"
    Session.objects.filter(pk=other.pk).update(attendance="mixed", room=_room("Sali"))
    assert sentence in of(client, "vaasa")
    Session.objects.filter(pk=session.pk).update(room=_room("Aula"))
    assert sentence not in of(client, "vaasa"), "each has a room of its own"


def _room(name: str) -> Room:
    return Room.objects.create(venue=world.venue("vaasa"), name={"fi": name})


def test_nobody_is_at_two_events_at_once(tour: Tour, session: Session, sign_in: SignIn) -> None:
    client, oulu = sign_in(), world.stop_of(tour, "oulu")
    helper = TeamMember.objects.get(user=world.member(tour.organiser, "door"))
    helper.events.set([session.event, oulu])
    speaker = comes(session, "Speaks Twice").registration
    Registration.objects.filter(pk=speaker.pk).update(role="speaker")
    again = comes(world.afternoon_of(tour, "oulu"), "Speaks Twice").registration
    Registration.objects.filter(pk=again.pk).update(role="staff", person=speaker.person)
    clash = ("of the team is at “Oulu” at the same time.", "Speaks Twice is registered for “Oulu”")
    assert not any(words in of(client, "vaasa") for words in clash)
    change_date(SYSTEM, oulu, date=session.event.date)
    assert all(words in of(client, "vaasa") for words in clash)
    assert "registered for “Vaasa” at the same time." in of(client, "oulu")


def test_a_host_is_not_told_who_works_at_another_stop(tour: Tour, session: Session, sign_in: SignIn) -> None:
    client, oulu = sign_in(), world.stop_of(tour, "oulu")
    helper = TeamMember.objects.get(user=world.member(tour.organiser, "door"))
    helper.events.set([session.event, oulu])
    change_date(SYSTEM, oulu, date=session.event.date)
    clash = "of the team is at “Oulu” at the same time."
    assert clash in of(client, "vaasa")
    TeamMember.objects.get(user=world.member(tour.organiser)).events.add(session.event)
    assert clash not in of(client, "vaasa"), "the other stop is public, who works there is not"


def test_the_way_to_the_next_stop_takes_its_time(tour: Tour, session: Session, sign_in: SignIn) -> None:
    client, oulu, vaasa = sign_in(), world.stop_of(tour, "oulu"), session.event
    change_date(SYSTEM, oulu, date=vaasa.date)
    assert "Oulu and Vaasa are on the same day." in of(client, "vaasa")
    for stop, latitude, longitude in ((oulu, 65.01, 25.47), (vaasa, 63.10, 21.62)):
        assert stop.venue
        stop.venue.latitude, stop.venue.longitude = latitude, longitude
        stop.venue.save()
    change_date(SYSTEM, vaasa, date=vaasa.date + datetime.timedelta(days=1))
    way = "From Oulu to Vaasa it is about 283 km: with an hour to spare that takes"
    assert way not in of(client, "vaasa"), "a night is between them"
    Session.objects.filter(pk=session.pk).update(
        starts_at=vaasa.at(datetime.time(19)), ends_at=vaasa.at(datetime.time(21))
    )
    Session.objects.filter(event=vaasa).exclude(pk=session.pk).delete()
    seen = of(client, "vaasa")
    assert f"{way} 4 h 32 min, and there is 3 h." in seen
    assert way in of(client, "oulu")


def test_what_should_be_done_by_now_is_late(tour: Tour, sign_in: SignIn) -> None:
    ChecklistItem.objects.create(tour=tour, title="Book the catering", days=400)
    ChecklistItem.objects.create(tour=tour, title="Print the badges", days=1)
    seen = of(sign_in(), "vaasa")
    assert "“Book the catering” should have been done by" in seen
    assert "Print the badges" not in seen


def test_the_tour_lists_its_stops_and_counts_what_blocks(db: None, sign_in: SignIn) -> None:
    tour = world.draft_tour("lape-2030", timezone.localdate() + datetime.timedelta(days=9))
    Session.objects.filter(pk=world.afternoon_of(tour, "vaasa").pk).update(title={"fi": "Vain suomeksi"})
    client = sign_in()
    seen = page(client, "/organiser/tours/lape-2030/missing/")
    assert seen.count("Keeps from publishing") == 1
    assert "The title of “Afternoon” is missing in Swedish." in seen
    assert seen.count("/missing/") >= 3
    assert "1 thing must be mended before everything" in page(client, "/organiser/tours/lape-2030/")
    assert "The title of “Afternoon” is missing in Swedish." in page(
        client, "/organiser/events/lape-2030-vaasa/"
    )


def test_who_has_one_stop_hears_nothing_of_the_others(tour: Tour, sign_in: SignIn) -> None:
    client, oulu, vaasa = sign_in("editor"), world.stop_of(tour, "oulu"), world.stop_of(tour, "vaasa")
    change_date(SYSTEM, oulu, date=vaasa.date)
    assert "on the same day" in of(client, "vaasa")
    TeamMember.objects.get(role="editor").events.add(vaasa)
    assert "Oulu" not in of(client, "vaasa")
    assert client.get("/organiser/tours/lape-2030/missing/").status_code == 404
    for role in ("viewer", "door"):
        assert sign_in(role).get("/organiser/events/lape-2030-vaasa/missing/").status_code == 404


@pytest.mark.parametrize("cities", [("vaasa",), ("helsinki", "oulu", "vaasa")])
def test_the_list_takes_the_same_statements_for_1_and_3_stops(
    db: None, cities: tuple[str, ...], sign_in: SignIn, django_assert_num_queries: Queries
) -> None:
    tour = world.coming_tour(cities=cities)
    room = Room.objects.create(venue=world.venue(cities[0]), name={"fi": "Sali"})
    for stop in tour.stops.all():
        afternoon = Session.objects.get(event=stop, admission="open")
        Session.objects.filter(pk=afternoon.pk).update(room=room)
        Registration.objects.filter(pk=comes(afternoon, str(stop)).registration_id).update(role="speaker")
        ProgrammeItem.objects.create(session=afternoon, title={"en": "Opening"})
        recorded(afternoon)
    helper = TeamMember.objects.get(user=world.member(tour.organiser, "door"))
    helper.events.set(tour.stops.all())
    client = sign_in()
    with django_assert_num_queries(29):
        client.get("/organiser/tours/lape-2030/missing/")
    with after(afternoon, days=60):
        client = sign_in()
        with django_assert_num_queries(18):
            seen = page(client, "/organiser/tours/lape-2030/missing/")
        assert seen.count("Captions of “Afternoon” are late") == len(cities)


def test_the_list_of_an_event_is_that_of_its_rows(tour: Tour) -> None:
    """Whatever the object at hand has been told of before."""
    stop = world.stop_of(tour, "vaasa")
    before = {lack.name for lack in readiness.of_event(stop)}
    world.afternoon(stop, starts_at=None, ends_at=None)
    assert {lack.name for lack in readiness.of_event(stop)} - before == {"times"}
