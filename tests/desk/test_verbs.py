"""Changing a session from the desk."""

import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from events.models import Event, LogEntry, Session, Tour
from tests import world
from tests.desk.conftest import SignIn
from venues.models import Room

VERBS = ["reschedule", "move", "cancel", "reinstate"]


def path(session: Session, verb: str) -> str:
    return f"/organiser/sessions/{session.uuid}/{verb}/"


def now(session: Session) -> Session:
    return Session.objects.whole().get(pk=session.pk)


def confirmed(client: Client, address: str, **fields: str) -> HttpResponse:
    """What is asked for, looked at, and then done."""
    seen = client.post(address, fields).context["seen"]
    return client.post(address, fields | {"seen": seen})  # type: ignore[return-value]  # the test client's own response


def errors_of(client: Client, address: str, **fields: str) -> str:
    """The page that comes back with errors; nothing has changed meanwhile."""
    before = list(Session.objects.order_by("pk").values())
    response = client.post(address, fields)
    assert response.status_code == 200
    assert list(Session.objects.order_by("pk").values()) == before
    page = response.content.decode()
    assert 'class="note error"' in page
    return page


def test_an_editor_changes_the_time(session: Session, sign_in: SignIn) -> None:
    answer = confirmed(sign_in(), path(session, "reschedule"), starts="14:30", ends="16:00")
    assert answer["Location"] == f"/organiser/events/{session.event.slug}/"
    changed = now(session)
    assert changed.starts_at == session.event.at(datetime.time(14, 30))
    assert changed.sequence == session.sequence + 1


def test_the_time_may_become_unknown(session: Session, sign_in: SignIn) -> None:
    confirmed(sign_in(), path(session, "reschedule"), starts="", ends="")
    assert (now(session).starts_at, now(session).ends_at) == (None, None)


def test_the_form_shows_the_clock_of_the_place(session: Session, sign_in: SignIn) -> None:
    page = sign_in().get(path(session, "reschedule")).content.decode()
    assert 'value="13:00"' in page
    assert 'value="16:00"' in page


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("14:00", "13:00", "The end must be after the start."),
        ("14:00", "14:00", "The end must be after the start."),
        ("", "14:00", "Write also when it begins."),
        ("25:00", "26:00", "Write the time as hours and minutes"),
        ("\x00", "14:00", "Write the time as hours and minutes"),
    ],
)
def test_an_impossible_time_is_refused_in_words(
    session: Session, sign_in: SignIn, starts: str, ends: str, words: str
) -> None:
    assert words in errors_of(sign_in(), path(session, "reschedule"), starts=starts, ends=ends)


def test_a_time_that_the_clock_skips_is_refused(session: Session, sign_in: SignIn) -> None:
    spring = datetime.date(2030, 3, 31)
    Event.objects.filter(pk=session.event_id).update(date=spring)
    page = errors_of(sign_in(), path(session, "reschedule"), starts="03:30", ends="05:00")
    assert "This time does not exist" in page
    assert 'id="id_starts_error"' in page


def test_another_room_moves_this_session_alone(tour: Tour, session: Session, sign_in: SignIn) -> None:
    room = Room.objects.get(venue=session.event.venue)
    confirmed(sign_in(), path(session, "move"), place=f"{session.event.venue.uuid}/{room.pk}")  # type: ignore[union-attr]  # it has one
    assert now(session).room == room
    assert world.morning_of(tour, "vaasa").sequence == 0


def test_another_venue_moves_the_whole_event(session: Session, sign_in: SignIn) -> None:
    oulu = world.venue("oulu")
    confirmed(sign_in(), path(session, "move"), place=str(oulu.uuid))
    assert now(session).event.venue == oulu
    assert list(session.event.sessions.values_list("sequence", flat=True)) == [1, 1]


def test_the_place_may_become_unknown(session: Session, sign_in: SignIn) -> None:
    confirmed(sign_in(), path(session, "move"), place="")
    assert now(session).event.venue is None


def test_a_place_that_is_not_in_the_register_is_refused(session: Session, sign_in: SignIn) -> None:
    errors_of(sign_in(), path(session, "move"), place="elsewhere")


def test_the_whole_event_gets_another_day(session: Session, sign_in: SignIn) -> None:
    later = timezone.localdate() + datetime.timedelta(days=90)
    confirmed(sign_in(), f"/organiser/events/{session.event.slug}/day/", date=later.isoformat())
    changed = now(session)
    assert changed.event.date == later
    assert changed.starts_at == changed.event.at(datetime.time(13))


@pytest.mark.parametrize("date", ["2016-06-02", "0001-01-01", "9999-12-31", "31.2.2030", "tomorrow", ""])
def test_a_day_that_cannot_be_is_refused(session: Session, sign_in: SignIn, date: str) -> None:
    errors_of(sign_in(), f"/organiser/events/{session.event.slug}/day/", date=date)


def test_a_session_is_cancelled_and_reinstated(session: Session, sign_in: SignIn) -> None:
    client = sign_in()
    confirmed(client, path(session, "cancel"))
    assert now(session).is_cancelled
    confirmed(client, path(session, "reinstate"))
    assert not now(session).is_cancelled
    assert now(session).sequence == session.sequence + 2


def test_what_is_over_is_not_cancelled(db: None, sign_in: SignIn) -> None:
    past = world.afternoon_of(world.tour_2016())
    assert "This is already over." in errors_of(sign_in(), path(past, "cancel"))


@pytest.mark.parametrize(("role", "of"), [("viewer", "stm"), ("door", "stm"), ("editor", "thl")])
@pytest.mark.parametrize("verb", VERBS)
def test_nobody_else_changes_it(session: Session, sign_in: SignIn, role: str, of: str, verb: str) -> None:
    client = sign_in(role, of)
    assert client.get(path(session, verb)).status_code == 404
    assert client.post(path(session, verb), {"starts": "10:00", "ends": "11:00"}).status_code == 404
    assert now(session).sequence == session.sequence
    assert not LogEntry.objects.filter(target_uuid=session.uuid).exists()


@pytest.mark.parametrize("verb", VERBS)
def test_a_post_from_another_page_does_nothing(session: Session, sign_in: SignIn, verb: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sign_in().cookies
    assert strict.post(path(session, verb)).status_code == 403
    assert now(session).sequence == session.sequence
