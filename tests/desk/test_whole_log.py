"""The log of all that an organiser's team does: narrowed by tour, stop, person, verb and time."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from events import log
from events.actions.api_tokens import make_token
from events.models import Event, LogEntry, Session, TeamMember
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn

PAGE = "/organiser/log/"


@pytest.fixture
def done(session: Session) -> Session:
    """Somebody registers at each of two stops; the tour, a place over the capacity and a token have entries."""
    tour, actor = session.event.tour, world.editor()
    assert tour
    oulu = world.afternoon_of(tour, "oulu")
    part = comes(session, "Vaasan Vieras")
    comes(oulu, "Oulun Vieras")
    log.write(actor, "edit", tour, tour.organiser_id)
    over = {"over_capacity": "speaks", "status": "attending", "mode": "in_person"}
    log.write(world.editor(role="admin"), "put by hand", part, tour.organiser_id, **over)
    make_token(actor, tour.organiser, name="Sähköinen vahtimestari", scopes=["read"])
    return session


def lines(sign_in: SignIn, role: str = "editor", **asked: str) -> str:
    page = sign_in(role).get(PAGE, asked).content.decode()
    return " ".join(page.partition("<tbody>")[2].split())


def test_everything_stands_there_in_sentences(done: Session, sign_in: SignIn) -> None:
    seen = lines(sign_in)
    for words in (
        "Vaasan Vieras",
        "Oulun Vieras",
        "The tour was edited: LAPE",
        "over the capacity: Speaks or hosts",
    ):
        assert words in seen
    assert "A token for a program was made: Sähköinen vahtimestari" in seen
    assert "vahtimestari" not in lines(sign_in, "viewer")


def test_it_is_narrowed_in_each_way(done: Session, sign_in: SignIn) -> None:
    vaasa = lines(sign_in, stop="lape-2030-vaasa")
    assert "Vaasan Vieras" in vaasa
    assert "Oulun Vieras" not in vaasa
    page = sign_in("admin").get("/organiser/log/").content.decode()
    assert done.event.tour
    first = done.event.tour.stops.order_by("date")[0].date
    assert f">LAPE, {first.year}</option>" in page, "the same tour may be of another year too"
    tour = lines(sign_in, tour="lape-2030")
    assert "The tour was edited" in tour
    assert "token" not in tour
    boss = TeamMember.objects.get(role="admin")
    by = lines(sign_in, who=str(boss.uuid))
    assert "over the capacity" in by
    assert "The tour was edited" not in by
    assert "Oulun Vieras" in lines(sign_in, who="participant", what="registration|register")
    assert lines(sign_in, tour="no-such-tour") == ""
    today = timezone.localdate()
    later = {"from": str(today + datetime.timedelta(days=1))}
    assert lines(sign_in, **later) == ""
    assert "Oulun Vieras" in lines(sign_in, **{"from": str(today), "to": str(today)})


def test_a_host_of_one_stop_reads_of_that_alone(done: Session, sign_in: SignIn) -> None:
    member = TeamMember.objects.get(user=world.member(done.event.organiser, "viewer"))
    member.events.add(Event.objects.get(slug="lape-2030-oulu"))
    seen = lines(sign_in, "viewer")
    assert "Oulun Vieras" in seen
    for words in ("Vaasan Vieras", "The tour was edited", "token"):
        assert words not in seen
    assert lines(sign_in, "viewer", stop="lape-2030-vaasa") == ""
    member.events.clear()
    assert done.event.tour
    member.tours.add(done.event.tour)
    assert "The tour was edited" in lines(sign_in, "viewer")


@pytest.mark.parametrize("more", [0, 3])
def test_it_takes_the_same_statements_however_much_was_done(
    done: Session, sign_in: SignIn, more: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    client = sign_in()
    for number in range(more):
        comes(done, f"Nimi {number}")
    assert LogEntry.objects.count() > more
    with django_assert_num_queries(
        13
    ):  # session, user, team (3), tours, stops, colleagues, entries, names (4)
        client.get(PAGE)
