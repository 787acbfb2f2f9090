"""How many are likely to come, said only where earlier stops say so."""

import pytest

from events.models import Event, TeamMember, Tour
from registrations.organiser import figures
from registrations.organiser.tour import lines_of
from registrations.reach import expected
from tests import world
from tests.desk.conftest import SignIn
from tests.desk.picture import days_ago, takes_part, was_there
from tests.desk.test_desk import shown

COMING = "/organiser/events/lape-2030-vaasa/"


def held(tour: Tour, city: str, registered: int, came: int) -> None:
    """The city's stop is over: so many were registered for the room, and so many of them came."""
    session = world.afternoon_of(tour, city)
    for number in range(registered):
        (was_there if number < came else takes_part)(session, f"{city}{number}")
    days_ago(session.event, 5)


def words(page: str) -> str:
    return " ".join(page.split())


def test_a_coming_stop_expects_the_share_that_came_at_the_earlier_ones(tour: Tour, sign_in: SignIn) -> None:
    held(tour, "helsinki", 4, 4)
    held(tour, "oulu", 4, 2)
    for number in range(5):
        takes_part(world.afternoon_of(tour, "vaasa"), f"coming{number}")
    said = "about 4 of 5 registered, as at Helsinki and Oulu"
    client = sign_in()
    assert f"Expected in the room: {said}" in words(shown(client, COMING))
    assert words(shown(client, "/organiser/tours/lape-2030/")).count(said) == 1
    assert "Expected" not in shown(client, "/organiser/events/lape-2030-oulu/")


def test_nothing_is_expected_where_nobody_was_recorded(tour: Tour, sign_in: SignIn) -> None:
    held(tour, "helsinki", 3, 0)
    takes_part(world.afternoon_of(tour, "vaasa"), "coming")
    client = sign_in()
    assert "Expected" not in shown(client, COMING)
    assert "Expected" not in shown(client, "/organiser/tours/lape-2030/")


def test_who_has_one_stop_learns_nothing_of_the_earlier_ones(tour: Tour, sign_in: SignIn) -> None:
    held(tour, "helsinki", 2, 1)
    takes_part(world.afternoon_of(tour, "vaasa"), "coming")
    client = sign_in("viewer")
    assert "Expected" in shown(client, COMING)
    TeamMember.objects.get(role="viewer").events.add(world.stop_of(tour, "vaasa"))
    assert "Expected" not in shown(client, COMING)


@pytest.mark.parametrize(("came", "number"), [(6, 2), (1, 1), (3, 2)])
def test_walk_ins_never_make_more_come_than_are_registered(tour: Tour, came: int, number: int) -> None:
    held(tour, "helsinki", 3, min(came, 3))
    for name in ("one", "two"):
        takes_part(world.afternoon_of(tour, "vaasa"), name)
    lines = lines_of(list(tour.stops.prefetch_related("sessions")))
    more = figures.Figures(came=max(came - 3, 0))
    found = expected.at_each(
        (line.event, line.figures + more if line.event.is_over else line.figures) for line in lines
    )
    assert [(stop.slug, it.number, it.attending) for stop, it in found] == [("lape-2030-vaasa", number, 2)]


def test_a_cancelled_or_unpublished_stop_expects_nobody(tour: Tour) -> None:
    held(tour, "helsinki", 1, 1)
    takes_part(world.afternoon_of(tour, "vaasa"), "coming")
    stops = tour.stops.prefetch_related("sessions")
    for status in ("draft", "cancelled"):
        Event.objects.filter(slug="lape-2030-vaasa").update(status=status)
        lines = lines_of(list(stops.all()))
        assert expected.at_each((line.event, line.figures) for line in lines) == []
