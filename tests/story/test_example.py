"""The example: what `load_example` makes, what it prints, and that it says the same again."""

import datetime
from typing import Any

import pytest
from django.core.management import CommandError
from django.test import Client
from django.utils import timezone

from events.models import Event, Organiser, Session, Tour
from registrations.models import ContactList, DeviceClaim, Participation
from tests.harness.audit import assert_house_is_true
from tests.story.conftest import load

pytestmark = pytest.mark.django_db
HIDDEN, SHOWN = "tyokokous-2020-04-27", "tyokokous-2020-05-20"


def test_the_json_names_everything_that_others_rely_on(example: dict[str, Any]) -> None:
    assert {"site", "tours", "meetings", "organisers", "invitations", "device_claims"} <= example.keys()
    stops = [stop for tour in example["tours"] for stop in tour["stops"]]
    for event in (*stops, *example["meetings"]):
        assert Event.objects.get(slug=event["slug"]).date.isoformat() == event["date"]
        for session in event["sessions"]:
            row = Session.objects.get(uuid=session["id"], event__slug=event["slug"])
            assert (row.admission, row.attendance) == (session["admission"], session["mode"])
    assert len({organiser["slug"] for organiser in example["organisers"]}) == 2


def test_every_login_and_link_of_the_json_opens(example: dict[str, Any]) -> None:
    for organiser in example["organisers"]:
        login = organiser["login"]
        assert Client().login(**login)
        assert len(organiser["api_token"]) == 26
    mornings = Session.objects.coming().filter(admission=Session.Admission.INVITATION)
    assert set(example["invitations"]) == {str(session.uuid) for session in mornings}
    for link in (*example["invitations"].values(), *example["device_claims"].values()):
        path = link.removeprefix(example["site"])
        assert Client().get(path).status_code == 200
    assert set(example["device_claims"]) == {stop["slug"] for stop in example["tours"][1]["stops"]}


def test_a_second_call_prints_the_same_but_for_the_single_use_claims(example: dict[str, Any]) -> None:
    before = Participation.objects.count()
    again = load("--people=60")
    assert Participation.objects.count() == before
    first, second = example.pop("device_claims"), again.pop("device_claims")
    assert again == example
    assert first.keys() == second.keys()
    assert not set(first.values()) & set(second.values())


def test_it_refuses_where_somebody_else_organises(example: dict[str, Any]) -> None:
    Organiser.objects.create(slug="kunta", name={"fi": "Kunta"}, mailbox="kunta@example.org")
    claims = DeviceClaim.objects.count()
    with pytest.raises(CommandError, match="organiser that the example did not make"):
        load()
    assert DeviceClaim.objects.count() == claims


def test_the_tour_of_2016_is_as_it_was(example: dict[str, Any]) -> None:
    tour = Tour.objects.get(slug="lape-2016")
    sessions = Session.objects.filter(event__tour=tour).order_by("starts_at")
    assert (tour.stops.count(), sessions.count()) == (7, 14)
    first, last = sessions[0], sessions[13]
    assert first.starts_at == datetime.datetime(2016, 6, 2, 6, 30, tzinfo=datetime.UTC)
    assert last.ends_at == datetime.datetime(2016, 6, 16, 13, 0, tzinfo=datetime.UTC)
    assert [session.admission for session in sessions] == ["invitation", "open"] * 7
    assert not Participation.objects.filter(session__in=sessions).exists()
    assert max(len(session.title.data["sv"]) for session in sessions) == 141


def test_the_repeat_keeps_cities_weekdays_and_hours(example: dict[str, Any]) -> None:
    old = Tour.objects.get(slug="lape-2016").stops.order_by("date")
    new = Tour.objects.get(repeats__slug="lape-2016").stops.order_by("date")
    for then, now in zip(old, new, strict=True):
        assert (now.venue, now.date.weekday()) == (then.venue, then.date.weekday())
        assert [_hours(session) for session in now.sessions.all()] == [
            _hours(session) for session in then.sessions.all()
        ]
    assert new[0].date.month == 6
    assert new[0].date >= timezone.localdate()


def _hours(session: Session) -> tuple[datetime.time, ...]:
    assert session.starts_at
    assert session.ends_at
    return tuple(moment.astimezone(session.zone).time() for moment in (session.starts_at, session.ends_at))


def test_helsinki_is_full_with_people_in_line_and_in_rehearsal(example: dict[str, Any]) -> None:
    afternoons = Session.objects.coming().filter(event__tour__repeats__isnull=False, admission="open")
    helsinki = afternoons.get(event__slug__endswith="-helsinki")
    assert helsinki.in_person_taken == helsinki.in_person_capacity
    assert helsinki.in_person_waiting == 6
    assert helsinki.event.rehearsing
    others = afternoons.exclude(pk=helsinki.pk)
    assert [(each.in_person_capacity, each.online_capacity) for each in others] == [(80, None)] * 6
    assert not any(each.event.rehearsing for each in others)
    assert_house_is_true()


def test_the_invited_of_each_stop_stand_on_a_contact_list_of_its_region(example: dict[str, Any]) -> None:
    lists = {row.name: row.entries.count() for row in ContactList.objects.all()}
    assert len(lists) == 7
    assert lists["Pohjanmaa: päättäjät"] == 3


def test_the_meeting_by_invitation_is_nowhere_to_be_found(example: dict[str, Any]) -> None:
    hidden = Session.objects.get(event__slug=HIDDEN)
    assert hidden.starts_at is None
    pages = ["/fi/", "/fi/?q=työkokous", f"/fi/events/{SHOWN}/", "/calendar/fi/organisers/stm.ics"]
    for path in pages:
        body = Client().get(path).content.decode()
        assert HIDDEN not in body, path
        assert str(hidden.uuid) not in body, path
    gone = [f"/fi/events/{HIDDEN}/", f"/fi/events/{HIDDEN}/register/", f"/fi/watch/{hidden.uuid}/"]
    gone.append(f"/calendar/fi/sessions/{hidden.uuid}.ics")
    assert {path: Client().get(path).status_code for path in gone} == dict.fromkeys(gone, 404)


def test_the_meeting_of_may_is_shown_from_eight_to_ten_online_for_four_regions(
    example: dict[str, Any],
) -> None:
    event = Event.objects.get(slug=SHOWN)
    assert event.preceded_by == Event.objects.get(slug=HIDDEN)
    page = Client().get(f"/sv/events/{SHOWN}/").content.decode()
    assert "8–10" in page
    assert event.sessions.get().attendance == Session.Attendance.ONLINE
    assert [str(region.name.localize("sv")) in page for region in event.regions.all()] == [True] * 4
