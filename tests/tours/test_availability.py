"""One answer to "how many are left, and may I still come?"."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from events import availability
from events.availability import State
from events.models import Event, Session
from tests import world

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


def afternoon(**fields: Any) -> Session:
    session = world.afternoon_of(world.coming_tour(), "oulu")
    for name, value in fields.items():
        setattr(session, name, value)
    return session


def times(start: datetime.timedelta, end: datetime.timedelta) -> dict[str, datetime.datetime]:
    return {"starts_at": timezone.now() + start, "ends_at": timezone.now() + end}


@pytest.mark.parametrize(
    ("fields", "state", "words", "kind"),
    [
        ({}, State.OPEN, "80 places left", "go"),
        ({"in_person_taken": 79}, State.OPEN, "1 place left", "go"),
        ({"in_person_taken": 80}, State.OPEN, "Full · webcast", "wait"),
        ({"in_person_taken": 70, "in_person_waiting": 1}, State.OPEN, "Full · webcast", "wait"),
        ({"in_person_taken": 80, "attendance": "in_person"}, State.FULL, "Full · waiting list", "wait"),
        ({"in_person_capacity": None}, State.OPEN, "Open for registration", "go"),
        ({"attendance": "online"}, State.OPEN, "Open for registration", "go"),
        ({"registration_closes": timezone.now() - HOUR}, State.CLOSED, "Registration closed", ""),
        (times(-HOUR, HOUR), State.NOW, "Going on now", "go"),
        (times(-2 * HOUR, -HOUR), State.OVER, "Over", ""),
        ({"status": "cancelled"}, State.CANCELLED, "Cancelled", "no"),
        ({"status": "cancelled"} | times(-2 * HOUR, -HOUR), State.CANCELLED, "Cancelled", "no"),
        ({"admission": "invitation"}, State.INVITATION, "By invitation", ""),
    ],
)
def test_a_session_has_one_state(fields: dict[str, Any], state: State, words: str, kind: str) -> None:
    answer = availability.of(afternoon(**fields))
    assert (answer.state, answer.words, answer.kind) == (state, words, kind)


def test_the_day_of_opening_is_told_on_the_wall_of_the_place() -> None:
    opens = datetime.datetime(2099, 5, 1, 22, 30, tzinfo=datetime.UTC)
    answer = availability.of(afternoon(registration_opens=opens))
    assert (answer.state, answer.words) == (State.LATER, "Registration opens 2 May")


@pytest.mark.parametrize("days", [-1, 1])
@pytest.mark.parametrize("which", ["registration_opens", "registration_closes"])
def test_it_agrees_with_the_rows_that_the_database_finds_open(which: str, days: int) -> None:
    world.coming_tour()
    Session.objects.update(**{which: timezone.now() + days * DAY})
    found = set(Session.objects.open_for_registration())
    assert found == {
        s for s in Session.objects.select_related("event__venue") if availability.of(s).can_register
    }
    assert bool(found) == (days == (-1 if which == "registration_opens" else 1))


def test_a_list_tells_the_most_telling_of_the_parts_open_to_all() -> None:
    tour = world.coming_tour()
    stop = Event.objects.prefetch_related("sessions").get(pk=world.stop_of(tour, "oulu").pk)
    answer = availability.of_all(stop.sessions.all())
    assert answer
    assert answer.words == "80 places left"
    assert availability.of_all([]) is None
