"""The tour's day: what is from the tour and what is a stop's own, and a change that is looked at before it is made."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from events.actions.admitting import OPEN_BUT_HIDDEN
from events.actions.beginning import add_session
from events.actions.moves import change_date
from events.actions.programme import adopt_day
from events.actions.sessions import reschedule
from events.models import LogEntry, ProgrammeTemplate, Session, SessionTemplate, Tour
from events.programme.before import Before
from events.programme.differences import stamp
from events.programme.resolving import is_from_tour
from events.refusals import NotAllowed, Refused
from events.stamps import short
from registrations.actions.by_hand import Newcomer, Seat, add
from registrations.actions.details import Details, Way
from registrations.actions.in_step import change_row
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn
from tests.desk.filled import opened, refused, send
from venues.models import Venue

Queries = Callable[[int], Any]
HOURS = {"starts": "13:30", "ends": "16:30"}


@pytest.fixture
def row(tour: Tour) -> SessionTemplate:
    """The open afternoon of the tour's day, which is Vaasa's."""
    programme = adopt_day(world.editor(), world.stop_of(tour, "vaasa"))
    return programme.rows.get(admission="open")


def page_of(row: SessionTemplate) -> str:
    return f"/organiser/tours/{row.programme.tour.slug}/programme/{row.uuid}/"


def looked(client: Client, row: SessionTemplate, **changes: Any) -> dict[str, Any]:
    """The preview's context after a change was written, with the fields that would be sent from it."""
    answer = client.post(page_of(row), opened(client, page_of(row)) | {"do": "look"} | changes)
    assert answer.status_code == 200, answer.content.decode()
    context = answer.context
    stops = context["preview"].stops
    ticked = [each.difference.key for at in stops for each in at.choices if each.ticked]
    fields = dict(context["sent"]) | {"shown": context["shown"], "do": "save", "chosen": ticked}
    return {"page": " ".join(answer.content.decode().split()), "stops": stops, "fields": fields}


def wall(session: Session) -> str:
    session = Session.objects.whole().get(pk=session.pk)
    assert session.starts_at
    return f"{session.starts_at.astimezone(session.zone):%H:%M}"


def test_a_day_becomes_the_tours_and_nothing_changes(tour: Tour, sign_in: SignIn) -> None:
    client, at = sign_in(), f"/organiser/tours/{tour.slug}/programme/"
    before = list(Session.objects.order_by("pk").values_list("digest", "changed_at", "sequence"))
    assert "Make this day the tour" in client.get(at).content.decode()
    page = client.post(
        f"{at}begin/", {"stop": world.stop_of(tour, "oulu").slug}, follow=True
    ).content.decode()
    assert "It is the programme of the tour now." in page
    assert page.count("from the tour") == 6
    assert list(Session.objects.order_by("pk").values_list("digest", "changed_at", "sequence")) == before
    assert LogEntry.objects.filter(verb="begin programme", target_uuid=tour.uuid).count() == 1
    again = client.post(f"{at}begin/", {"stop": world.stop_of(tour, "oulu").slug}, follow=True)
    assert "has a programme already" in again.content.decode()
    assert ProgrammeTemplate.objects.count() == 1


def test_a_change_is_made_where_it_is_ticked_and_told_to_whom_it_concerns(
    tour: Tour, row: SessionTemplate, sign_in: SignIn
) -> None:
    client = sign_in()
    helsinki, oulu, vaasa = (world.afternoon_of(tour, city) for city in ("helsinki", "oulu", "vaasa"))
    reschedule(world.editor(), oulu, starts_at=oulu.event.at(datetime.time(14)), ends_at=None)
    comes(vaasa, "Elle Yksi")
    comes(vaasa, "Åsa Två")
    look = looked(client, row, **HOURS)
    assert [wall(each) for each in (helsinki, oulu, vaasa)] == ["13:00", "14:00", "13:00"]
    assert [[choice.ticked for choice in at.choices] for at in look["stops"]] == [[True], [False], [True]]
    assert "<del>13:00–16:00</del>" in look["page"]
    assert "With these ticks: 2 letters (Finnish 2)." in look["page"]
    done = send(client, page_of(row), look["fields"])
    assert "2 stops follow it" in done
    assert [wall(each) for each in (helsinki, oulu, vaasa)] == ["13:30", "14:00", "13:30"]
    assert [Session.objects.get(pk=each.pk).sequence for each in (helsinki, oulu, vaasa)] == [1, 1, 1]
    row.refresh_from_db()
    assert row.starts == datetime.time(13, 30)
    entry = LogEntry.objects.get(verb="change programme")
    assert (entry.target_uuid, entry.details["stops"]) == (tour.uuid, 2)
    assert LogEntry.objects.filter(verb="reschedule", target_uuid=vaasa.uuid).count() == 1


def test_a_list_that_is_no_longer_so_is_shown_again_and_nothing_is_done(
    tour: Tour, row: SessionTemplate, sign_in: SignIn
) -> None:
    client, oulu = sign_in(), world.afternoon_of(tour, "oulu")
    look = looked(client, row, **HOURS)
    reschedule(world.editor(), oulu, starts_at=oulu.event.at(datetime.time(14)), ends_at=None)
    entries = LogEntry.objects.count()
    page = refused(client, page_of(row), look["fields"], status=409)
    assert "Somebody has changed this in the meantime." in page
    assert "own here" in page
    assert [wall(world.afternoon_of(tour, city)) for city in ("helsinki", "oulu")] == ["13:00", "14:00"]
    assert LogEntry.objects.count() == entries
    stale = opened(client, page_of(row))
    send(client, page_of(row), looked(client, row, title_2="First")["fields"])
    both = refused(client, page_of(row), stale, status=409, title_2="Second", do="look")
    assert "Two versions" in both
    chosen = {"title_2": "Second", "do": "look", "version-title.en": f"mine {short('First')}"}
    again = looked(client, row, **stale | chosen)
    assert "<ins>Second</ins>" in again["page"]
    send(client, page_of(row), again["fields"])
    assert SessionTemplate.objects.get(pk=row.pk).title.data["en"] == "Second"


def test_one_stop_that_refuses_keeps_all_as_they_are(
    tour: Tour, row: SessionTemplate, sign_in: SignIn
) -> None:
    client, vaasa = sign_in(), world.afternoon_of(tour, "vaasa")
    comes(vaasa, "Huoneessa")
    look = looked(client, row, attendance="online")
    page = refused(client, page_of(row), look["fields"])
    assert "Vaasa: 1 person takes part or waits" in page
    assert set(Session.objects.filter(template_row=row).values_list("attendance", flat=True)) == {"mixed"}
    assert SessionTemplate.objects.get(pk=row.pk).attendance == "mixed"
    closed = looked(client, row, admission="invitation")
    assert "would have no invitation" in refused(client, page_of(row), closed["fields"])


@pytest.mark.parametrize(("change", "words"), [
    ({"attendance": "online"}, "Vaasa: 1 person takes part or waits"),
    ({"admission": "invitation"}, "would have no invitation"),
])  # fmt: skip
def test_who_speaks_without_a_seat_is_neither_left_in_a_closed_room_nor_uninvited(
    tour: Tour, row: SessionTemplate, sign_in: SignIn, change: dict[str, str], words: str
) -> None:
    client, seat = sign_in(), Seat(world.afternoon_of(tour, "vaasa"), Way.IN_PERSON, unseated=True)
    speaker = Newcomer(Details(name="Puhuja", language="fi"), role="speaker")
    add(world.editor(), speaker, seat, submission=uuid.uuid4())
    look = looked(client, row, **change)
    assert words in refused(client, page_of(row), look["fields"])
    assert Session.objects.filter(template_row=row, attendance="mixed", admission="open").count() == 3


def test_a_part_is_never_open_but_hidden(tour: Tour, row: SessionTemplate, sign_in: SignIn) -> None:
    client, at = sign_in(), f"/organiser/tours/{tour.slug}/programme/new/"
    words = "Only a part by invitation can be hidden"
    assert words in refused(client, page_of(row), opened(client, page_of(row)), do="look", listing="hidden")
    assert words in refused(client, at, opened(client, at), listing="hidden")
    vaasa = world.afternoon_of(tour, "vaasa")
    look = looked(client, row, admission="invitation", listing="hidden")
    look["fields"]["chosen"] = [key for key in look["fields"]["chosen"] if not key.endswith("admission")]
    page = refused(client, page_of(row), look["fields"])
    assert words in page
    with pytest.raises(Refused) as refusal:
        add_session(
            world.editor(), vaasa.event, title=row.title, short_title=row.short_title, listing="hidden"
        )
    assert refusal.value.sentence == OPEN_BUT_HIDDEN
    sessions = list(Session.objects.whole().filter(template_row=row))
    with pytest.raises(Refused) as refusal:  # as when one editor has opened it and another has hidden it
        change_row(world.editor(), row, facts={"listing": "hidden"}, chosen=[], seen=stamp(row, sessions))
    assert refusal.value.sentence == OPEN_BUT_HIDDEN
    assert not Session.objects.filter(listing="hidden").exists()


def test_places_and_texts_and_doors_follow_too(tour: Tour, row: SessionTemplate, sign_in: SignIn) -> None:
    client, oulu = sign_in(), world.afternoon_of(tour, "oulu")
    changes = {"in_person_capacity": "1", "doors": "12:30", "description_0": "Kahvia", "walk_ins_welcome": ""}
    look = looked(client, row, **changes)
    assert "With these ticks nobody is written to." in look["page"]
    send(client, page_of(row), look["fields"])
    for _line in range(2):
        comes(oulu, f"Nimi {_line}")
    now = Session.objects.get(pk=oulu.pk)
    assert (now.in_person_capacity, now.in_person_waiting, now.walk_ins_welcome) == (1, 1, False)
    assert now.description.data["fi"] == "Kahvia"
    done = send(client, page_of(row), looked(client, row, in_person_capacity="5", **HOURS)["fields"])
    assert "1 person in line got a place" in done
    now = Session.objects.whole().get(pk=oulu.pk)
    assert now.doors_open_at
    assert f"{now.doors_open_at.astimezone(now.zone):%H:%M}" == "12:30"
    assert all(is_from_tour(now, line) for line in ("times", "doors", "in_person_capacity"))


def test_doors_never_open_after_the_beginning_that_a_stop_follows(
    row: SessionTemplate, tour: Tour, sign_in: SignIn
) -> None:
    """Only the times are ticked; doors that would be too late keep their distance to the beginning."""
    client, oulu = sign_in(), world.afternoon_of(tour, "oulu")
    Session.objects.filter(pk=oulu.pk).update(doors_open_at=oulu.event.at(datetime.time(12, 30)))
    send(client, page_of(row), looked(client, row, starts="11:00", ends="12:00")["fields"])
    doors = Session.objects.get(pk=oulu.pk).doors_open_at
    assert (wall(oulu), doors) == ("11:00", oulu.event.at(datetime.time(10, 30)))


def test_working_days_are_counted_by_the_calendar_and_the_wall_clock_survives_summer_time(
    row: SessionTemplate, sign_in: SignIn
) -> None:
    tour, client = row.programme.tour, sign_in()
    look = looked(
        client,
        row,
        closes_days="3",
        closes_working="on",
        closes_clock="16:00",
        opens_days="30",
        opens_clock="9:00",
        reminds_days="7",
        reminds_clock="8:30",
    )
    send(client, page_of(row), look["fields"])
    stop = world.stop_of(tour, "vaasa")
    before = Before(3, True, datetime.time(16))
    change_date(world.editor(), stop, date=datetime.date(2030, 5, 6))  # May Day was on Wednesday
    closes = Session.objects.get(template_row=row, event=stop).registration_closes
    stop.refresh_from_db()
    assert closes == before.of(stop)
    assert closes.astimezone(stop.zone).isoformat() == "2030-04-30T16:00:00+03:00"
    change_date(world.editor(), stop, date=datetime.date(2030, 4, 1))  # the clocks went forward on 31 March
    moved = Session.objects.get(template_row=row, event=stop).registration_closes
    assert moved
    assert moved.astimezone(stop.zone).isoformat() == "2030-03-27T16:00:00+02:00"
    page = " ".join(client.get(f"/organiser/tours/{tour.slug}/programme/").content.decode().split())
    assert "3 working days before, 16:00" in page
    assert "closes 27 March 2030 16:00" in page
    assert "<dt>A reminder is sent</dt><dd>7 days before, 8:30</dd>" in page.replace("08:30", "8:30")
    assert "reminder: 25 March 2030 8:30" in page.replace("08:30", "8:30")
    ahead = client.get(f"/organiser/events/{stop.slug}/ahead/").content.decode()
    assert "is reminded by letter." in ahead


def test_each_stop_has_the_clock_of_its_own_zone(tour: Tour, row: SessionTemplate, sign_in: SignIn) -> None:
    Venue.objects.filter(events__tour=tour, municipality__code="564").update(timezone="Europe/Stockholm")
    client, oulu = sign_in(), world.afternoon_of(tour, "oulu")
    send(client, page_of(row), looked(client, row, **HOURS)["fields"] | {"chosen": f"{oulu.uuid}:times"})
    assert oulu.event.zone.key == "Europe/Stockholm"
    assert wall(oulu) == "13:30"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts": "16:00", "ends": "13:00"}, "The end must be after the start."),
        ({"closes_days": "3"}, "Write the time too."),
        ({"closes_clock": "16:00"}, "Write how many days before."),
        (
            {"opens_days": "1", "opens_clock": "9", "closes_days": "2", "closes_clock": "9:00"},
            "hours and minutes",
        ),
        (
            {"opens_days": "1", "opens_clock": "9:00", "closes_days": "2", "closes_clock": "9:00"},
            "only after",
        ),
        ({"closes_days": "401", "closes_clock": "9:00"}, "less than or equal to 400"),
        ({"reminds_days": "0", "reminds_clock": "13:00"}, "A reminder is sent before it begins."),
        ({"title_0": "", "title_1": "", "title_2": ""}, "required"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    row: SessionTemplate, sign_in: SignIn, changes: dict[str, str], words: str
) -> None:
    client = sign_in()
    page = refused(client, page_of(row), opened(client, page_of(row)), do="look", **changes)
    assert words in page


def test_a_new_stop_has_the_tours_day_and_a_new_part_comes_to_the_ticked_stops(
    tour: Tour, row: SessionTemplate, sign_in: SignIn
) -> None:
    client, at = sign_in(), f"/organiser/tours/{tour.slug}"
    day = {"title_0": "Kemi", "date": world.stop_of(tour, "oulu").date.isoformat(), "venue": ""}
    send(client, f"{at}/stop/", day)
    kemi = tour.stops.get(slug=f"{tour.slug}-kemi")
    assert [wall(session) for session in kemi.sessions.all()] == ["09:30", "13:00"]
    evening = opened(client, f"{at}/programme/new/") | HOURS | {"starts": "17:00", "ends": "18:00"}
    names = {"title_0": "Ilta", "title_1": "Kväll", "short_title_0": "Ilta", "short_title_1": "Kväll"}
    done = send(
        client, f"{at}/programme/new/", evening | names, chosen=[kemi.slug, world.stop_of(tour, "oulu").slug]
    )
    assert "2 stops follow it" in done
    made = SessionTemplate.objects.get(starts=datetime.time(17))
    assert Session.objects.filter(template_row=made).count() == 2
    assert done.count("not at this stop") == 2
    client.post(f"{at}/programme/{made.uuid}/remove/")
    assert Session.objects.filter(event=kemi).count() == 3
    assert not SessionTemplate.objects.filter(pk=made.pk).exists()


def test_two_clicks_add_one_part(tour: Tour, row: SessionTemplate, sign_in: SignIn) -> None:
    client, at = sign_in(), f"/organiser/tours/{tour.slug}/programme/new/"
    evening = opened(client, at) | {
        "starts": "17:00",
        "ends": "18:00",
        "chosen": world.stop_of(tour, "oulu").slug,
    }
    evening |= {"title_0": "Ilta", "title_1": "Kväll", "short_title_0": "Ilta", "short_title_1": "Kväll"}
    evening["submission"] = client.get(at).context["submission"]
    first, second = (send(client, at, evening) for _click in range(2))
    assert "1 stop follows it" in first
    assert "1 stop follows it" in second
    made = SessionTemplate.objects.get(starts=datetime.time(17))
    assert made.sessions.count() == 1
    other = world.draft_tour("other-2031", datetime.date(2031, 5, 6), cities=("oulu",))
    foreign = f"/organiser/tours/{other.slug}/programme/new/"
    assert "Somebody has changed this" in refused(client, foreign, evening | {"chosen": ""})
    assert not SessionTemplate.objects.filter(programme__tour=other).exists()


def test_the_sessions_own_page_says_what_is_from_the_tour(
    tour: Tour, row: SessionTemplate, sign_in: SignIn
) -> None:
    client, oulu = sign_in(), world.afternoon_of(tour, "oulu")
    at = f"/organiser/sessions/{oulu.uuid}/edit/"
    assert "own here" not in client.get(at).content.decode()
    page = send(client, at, opened(client, at), in_person_capacity="40")
    assert page.count("own here") == 1
    assert page.count("from the tour") > 5


def test_a_stranger_changes_no_programme(row: SessionTemplate, sign_in: SignIn) -> None:
    with pytest.raises(NotAllowed):
        adopt_day(world.editor(world.organiser("thl")), world.stop_of(row.programme.tour, "oulu"))
    for client in (sign_in("viewer"), sign_in(of="thl")):
        assert client.get(page_of(row)).status_code == 404
        assert client.post(page_of(row), {"do": "save"}).status_code == 404


@pytest.mark.parametrize("cities", [("vaasa",), ("helsinki", "oulu", "vaasa")])
def test_it_takes_the_same_statements_however_many_stops_there_are(
    db: None, sign_in: SignIn, cities: tuple[str, ...], django_assert_num_queries: Queries
) -> None:
    tour = world.coming_tour("counted", cities=cities)
    row = adopt_day(world.editor(), world.stop_of(tour, "vaasa")).rows.get(admission="open")
    client = sign_in()
    fields = opened(client, page_of(row)) | HOURS | {"do": "look"}
    with django_assert_num_queries(9):  # session, user, team (3), tour, stops, sessions, rows
        client.get(f"/organiser/tours/{tour.slug}/programme/")
    with django_assert_num_queries(10):  # as above: tour, row, sessions; registered and invited by language
        client.post(page_of(row), fields)
