"""The tour's table and plots: every number recounted from rows, whatever happened to them."""

import datetime
import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from events.actions.sessions import cancel
from events.actors import SYSTEM
from events.models import Event, Session, TeamMember, Tour
from registrations.actions import by_hand
from registrations.actions.details import Way
from registrations.actions.manage import leave
from registrations.models import Invitation, Participation, Registration
from registrations.organiser import figures, plots
from registrations.organiser.figures import Figures
from tests import world
from tests.attendance.cast import came, comes
from tests.desk.conftest import SignIn
from tests.desk.test_desk import invited, shown

Queries = Callable[[int], Any]
Status = Participation.Status


def table(page: str) -> dict[str, list[str]]:
    """The numbers of each row by its heading; the rows of sessions are named by their stop too."""
    found: dict[str, list[str]] = {}
    stop = ""
    for kind, row in re.findall(r"<tr( class=\"stop\")?>(.*?)</tr>", page, re.DOTALL):
        heading, *cells = [
            " ".join(unescape(re.sub(r"<[^>]*>", "", cell)).split())
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        stop = heading if kind else stop
        found[heading if kind or heading == "All together" else f"{stop}: {heading}"] = cells
    return found


def recounted(session: Session) -> Figures:
    """The numbers of a session, counted in Python from each row by itself."""
    parts = list(session.participations.all())
    on = [part for part in parts if part.status == Status.ATTENDING and part.seated]
    states = [row.state for row in Invitation.objects.filter(sessions=session)]
    room, web = (sum(part.mode == mode for part in on) for mode in ("in_person", "online"))
    in_line = [part for part in parts if part.waiting_since]
    capacity = session.in_person_capacity
    stands = any(part.waits_for == "in_person" for part in in_line)
    seen = [part.attended_by for part in parts if part.attended_at and part.seated]
    return Figures(
        yes=states.count("accepted"),
        no=states.count("declined"),
        silent=states.count("sent") + states.count("failed"),
        room=room,
        web=web,
        waiting=len(in_line),
        came=sum(by != "webcast" for by in seen),
        watched=seen.count("webcast"),
        free=None if capacity is None else 0 if stands else max(capacity - room, 0),
    )


def cells(of: Figures) -> list[str]:
    free = "no limit" if of.free is None else str(of.free)
    numbers = (of.invited, of.room, of.web, of.waiting, of.came, of.watched)
    return [*map(str, numbers), free]


def speaks(part: Participation) -> None:
    """Gives the seat back, and stays in the room."""
    seat = by_hand.Seat(part.session, Way.IN_PERSON, unseated=True)
    by_hand.put(world.editor(), part.registration, seat)


def lively(tour: Tour) -> None:
    """Something of everything: in the room, online, in line, cancelled, came, watched, every answer to an invitation."""
    full = world.afternoon_of(tour, "oulu")
    Session.objects.filter(pk=full.pk).update(in_person_capacity=2)
    full.refresh_from_db()
    for name in ("one", "two"):
        came(comes(full, name))
    comes(full, "in line", Way.QUEUE)
    comes(full, "online till there is room", Way.QUEUE_AND_ONLINE)
    came(comes(full, "watched", Way.ONLINE), "webcast")
    room = world.afternoon_of(tour, "vaasa")
    comes(room, "comes")
    speaks(came(comes(room, "speaks")))
    gone = comes(room, "gone")
    leave(SYSTEM, gone.registration, session=gone.session)
    morning = world.morning_of(tour, "vaasa")
    for state in Invitation.State.values:
        invited(morning, state, state)


def test_every_number_of_the_table_is_what_the_rows_say(tour: Tour, sign_in: SignIn) -> None:
    lively(tour)
    seen = table(shown(sign_in(), "/organiser/tours/lape-2030/"))
    together = Figures()
    for stop in tour.stops.all():
        heading = next(name for name in seen if ":" not in name and str(stop.city) in name)
        own = [(session, recounted(session)) for session in stop.sessions.all()]
        for session, numbers in own:
            assert seen[f"{heading}: {session.short_title.localize('en')}"] == cells(numbers)
        assert seen[heading] == cells(sum((numbers for _session, numbers in own), Figures()))
        together = sum((numbers for _session, numbers in own), together)
    assert seen["All together"] == cells(together)
    assert together == Figures(
        yes=1, no=1, silent=2, room=3, web=2, waiting=2, came=2, watched=1, free=30 * 3 + 80 + 79
    )


def test_a_cancelled_session_is_in_no_sum(tour: Tour, session: Session, sign_in: SignIn) -> None:
    comes(session, "Somebody")
    cancel(SYSTEM, session)
    seen = table(shown(sign_in(), "/organiser/tours/lape-2030/"))
    assert next(row for name, row in seen.items() if "Vaasa: Afternoon" in name) == ["Cancelled"]
    assert seen["All together"][1] == "0"


def test_who_has_one_stop_sees_and_counts_that_stop_alone(tour: Tour, sign_in: SignIn) -> None:
    lively(tour)
    client = sign_in("viewer")
    TeamMember.objects.get(role="viewer").events.add(world.stop_of(tour, "vaasa"))
    page = shown(client, "/organiser/tours/lape-2030/")
    assert "lape-2030-vaasa" in page
    assert "Oulu" not in page
    assert table(page)["All together"][1] == "1"
    assert "Oulu" not in shown(client, "/organiser/tours/lape-2030/counts/")
    assert sign_in(of="thl").get("/organiser/tours/lape-2030/").status_code == 404


@pytest.mark.parametrize("cities", [("vaasa",), ("helsinki", "oulu", "vaasa")])
def test_the_tour_takes_the_same_statements_for_1_and_3_stops(
    db: None, cities: tuple[str, ...], sign_in: SignIn, django_assert_num_queries: Queries
) -> None:
    tour = world.coming_tour(cities=cities)
    for stop in tour.stops.all():
        comes(world.afternoon_of(tour, cities[0]), str(stop))
    client = sign_in()
    shown(client, "/organiser/tours/lape-2030/")
    with django_assert_num_queries(
        13
    ):  # session, user, team (3), tour, stops, sessions, numbers (2), plot, right, drafts
        shown(client, "/organiser/tours/lape-2030/")
    with django_assert_num_queries(10):  # the same without plot and right
        shown(client, "/organiser/tours/lape-2030/counts/")


def test_stops_of_the_same_day_cost_one_statement_together(
    tour: Tour, sign_in: SignIn, django_assert_num_queries: Queries
) -> None:
    client = sign_in()
    for number, stop in enumerate(tour.stops.all(), 1):
        Event.objects.filter(pk=stop.pk).update(date=timezone.localdate())
        came(comes(world.afternoon_of(tour, stop.slug.removeprefix("lape-2030-")), stop.slug))
        shown(client, "/organiser/tours/lape-2030/")
        with django_assert_num_queries(14):  # those of any day, and who came in each five minutes
            page = shown(client, "/organiser/tours/lape-2030/")
        assert page.count("arrivals in each five minutes</figcaption>") == number


def test_registrations_are_plotted_by_the_day_of_the_wall_clock(
    tour: Tour, session: Session, sign_in: SignIn
) -> None:
    days = {"2026-03-01T21:59": 1, "2026-03-01T22:01": 2, "2026-03-04T12:00": 3}
    for moment, number in days.items():
        for at in range(number):
            made = comes(session, f"{moment} {at}").registration
            Registration.objects.filter(pk=made.pk).update(
                created_at=datetime.datetime.fromisoformat(f"{moment}Z")
            )
    gone = comes(session, "gone")
    leave(SYSTEM, gone.registration, session=gone.session)
    counted = figures.registered_by_day(tour.stops.all())
    assert counted == {
        datetime.date(2026, 3, 1): 1,
        datetime.date(2026, 3, 2): 2,
        datetime.date(2026, 3, 4): 3,
    }
    page = shown(sign_in(), "/organiser/tours/lape-2030/")
    assert "Most: 3, Wed 4 March. All together: 6." in page
    assert re.search(r"<th scope=\"row\">Mon 2 March</th><td class=\"num\">2</td>", page)
    assert 'style="' not in page


@pytest.mark.parametrize(("span", "title"), [(1, "day"), (60, "day"), (61, "week"), (421, "four weeks")])
def test_many_days_are_drawn_together_and_nobody_is_lost(span: int, title: str) -> None:
    first = datetime.date(2026, 1, 1)
    with translation.override("en"):
        plot = plots.by_day(Counter([first, first, first + datetime.timedelta(days=span - 1)]))
        assert plot
        assert plot.title == f"Registrations by {title}"
    assert sum(number for _name, number in plot.rows) == 3
    assert all(float(bar.x) + float(bar.width) <= plots.WIDTH for bar in plot.bars)


def test_arrivals_are_those_of_the_doors_on_the_day(session: Session, sign_in: SignIn) -> None:
    event = session.event
    noon = event.at(datetime.time(12, 2))
    seen = [(0, "scan"), (2, "door"), (3, "scan"), (4, "webcast"), (4, "import"), (60 * 24 * 2, "scan")]
    for minutes, by in seen:
        moment = noon + datetime.timedelta(minutes=minutes)
        Participation.objects.filter(pk=comes(session, f"{minutes} {by}").pk).update(
            attended_at=moment, attended_by=by
        )
    slots = figures.arrivals(event)
    assert {moment.astimezone(event.zone).strftime("%H:%M"): n for moment, n in slots.items()} == {
        "12:00": 2,
        "12:05": 1,
    }
    page = shown(sign_in(), f"/organiser/events/{event.slug}/")
    assert "Vaasa: arrivals in each five minutes" in page
    assert "Most: 2, 12:00. All together: 3." in page


def test_an_event_offers_what_its_day_asks_for(session: Session, sign_in: SignIn) -> None:
    client, path = sign_in(), "/organiser/events/lape-2030-vaasa/"
    claim = reverse("desk_claim", args=["lape-2030-vaasa"])

    def filled(days: int, status: str = "published") -> list[str]:
        """The filled buttons of the page when the event is this many days away."""
        date = timezone.localdate() + datetime.timedelta(days=days)
        Event.objects.filter(pk=session.event_id).update(date=date, status=status)
        return re.findall(r'class="button" href="([^"]*)"', shown(client, path))

    assert filled(0) == [claim]
    assert claim not in filled(5)
    assert {address.split("/")[-2] for address in filled(-5)} == {"attendance"}
    assert claim not in filled(5, "draft")


def test_the_desk_leads_to_the_tour(tour: Tour, sign_in: SignIn) -> None:
    client: Client = sign_in()
    assert 'href="/organiser/tours/lape-2030/"' in shown(client, "/organiser/")
