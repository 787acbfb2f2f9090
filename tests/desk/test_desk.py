"""What the team sees at its desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.actions.sessions import reschedule
from events.actors import SYSTEM
from events.models import Event, Organiser, Session, TeamMember, Tour, User
from registrations.actions.details import Way
from registrations.actions.invite import invite, person_at, send
from registrations.models import Invitation, Participation
from registrations.organiser.progress import progress_of
from tests import world
from tests.attendance.cast import came, comes
from tests.desk.conftest import SignIn

Queries = Callable[[int], Any]


def shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def invited(session: Session, name: str, state: str = "sent") -> Invitation:
    person = person_at(session.event.organiser, name=name, email=f"{name}@example.org")
    invitation = invite(SYSTEM, event=session.event, sessions=[session], person=person)
    send(SYSTEM, invitation)
    Invitation.objects.filter(pk=invitation.pk).update(state=state)
    return invitation


def test_the_desk_lists_what_is_coming_and_what_was(tour: Tour, sign_in: SignIn) -> None:
    world.tour_2016()
    world.meeting()
    client = sign_in()
    coming, past = shown(client, "/organiser/"), shown(client, "/organiser/?past")
    assert "/organiser/events/lape-2030-vaasa/" in coming
    assert "/organiser/events/meeting/" in coming
    assert "lape-2016" not in coming
    assert "/organiser/events/lape-2016-vaasa/" in past
    assert "lape-2030" not in past


def test_nothing_of_another_organiser_is_on_the_desk(tour: Tour, sign_in: SignIn) -> None:
    client = sign_in(of="thl")
    assert "lape-2030" not in shown(client, "/organiser/")
    assert client.get("/organiser/events/lape-2030-vaasa/").status_code == 404


def test_a_member_for_one_event_sees_that_event_alone(tour: Tour, sign_in: SignIn) -> None:
    client = sign_in("viewer")
    only = TeamMember.objects.get(role="viewer")
    only.events.add(Event.objects.get(slug="lape-2030-oulu"))
    page = shown(client, "/organiser/")
    assert "lape-2030-oulu" in page
    assert "lape-2030-vaasa" not in page
    assert client.get("/organiser/events/lape-2030-vaasa/").status_code == 404


@pytest.mark.parametrize("cities", [("vaasa",), ("helsinki", "oulu", "vaasa")])
def test_the_desk_takes_the_same_statements_for_1_and_3_stops(
    db: None, cities: tuple[str, ...], sign_in: SignIn, django_assert_num_queries: Queries
) -> None:
    world.coming_tour(cities=cities)
    client = sign_in()
    with django_assert_num_queries(7):  # session, user, team (3), events, sessions
        client.get("/organiser/")


@pytest.mark.parametrize("more", [0, 2])
def test_an_event_takes_the_same_statements_for_1_and_3_sessions(
    db: None, more: int, sign_in: SignIn, django_assert_num_queries: Queries
) -> None:
    event = world.meeting()
    for _number in range(more):
        comes(world.afternoon(event), "Somebody")
    client = sign_in()
    # session, user, team (3), event, sessions, numbers (2), arrivals, right; who is told (2) once something has changed;
    # what is missing (6), who is silent
    with django_assert_num_queries(18):
        client.get(f"/organiser/events/{event.slug}/")


def test_an_event_tells_its_numbers(tour: Tour, session: Session, sign_in: SignIn) -> None:
    came(comes(session, "Room"))
    comes(session, "Web", Way.ONLINE)
    morning = world.morning_of(tour, "vaasa")
    for name, state in [("a", "sent"), ("b", "sent"), ("c", "declined"), ("d", "accepted"), ("e", "draft")]:
        invited(morning, name, state)
    page = " ".join(shown(sign_in(), "/organiser/events/lape-2030-vaasa/").split())
    assert "<dt>In the room</dt><dd>1 / 80" in page
    assert "<dt>Online</dt><dd>1" in page
    assert "<dt>Came</dt><dd>1" in page
    assert "<dt>Followed online</dt><dd>0" in page
    assert "Of the invited, 1 come, 1 do not, and 2 have not answered." in page


def test_an_event_tells_how_many_know_of_a_change(session: Session, sign_in: SignIn) -> None:
    told, _untold = comes(session, "Told"), comes(session, "Untold")
    invited(session, "silent")
    invited(session, "declined", "declined")
    later = session.event.at(world.MORNING[0])
    changed = reschedule(SYSTEM, session, starts_at=later, ends_at=None)
    Participation.objects.filter(pk=told.pk).update(told_sequence=changed.sequence)
    progress = progress_of([changed])[changed.pk]
    assert (progress.told, progress.concerned) == (1, 3)
    assert "1 of 3 told" in shown(sign_in(), "/organiser/events/lape-2030-vaasa/")


def test_before_any_change_nobody_is_said_to_be_told(session: Session, sign_in: SignIn) -> None:
    comes(session, "Somebody")
    assert " told." not in shown(sign_in(), "/organiser/events/lape-2030-vaasa/")


@pytest.mark.parametrize("role", ["viewer", "door"])
def test_who_may_only_read_is_offered_nothing_to_press(session: Session, role: str, sign_in: SignIn) -> None:
    page = shown(sign_in(role), "/organiser/events/lape-2030-vaasa/")
    assert "/attendance/" in page
    for verb in ("reschedule", "move", "cancel", "door", "rehearsal", "day"):
        assert f"/{verb}/" not in page


def test_the_desk_speaks_the_users_language_and_remembers_another(tour: Tour, sign_in: SignIn) -> None:
    client = sign_in(language="fi")
    first = client.get("/organiser/")
    assert first["Content-Language"] == "fi"
    switched = client.post("/organiser/language/", {"language": "sv", "next": "/organiser/?past"})
    assert switched["Location"] == "/organiser/?past"
    again = client.get("/organiser/")
    assert again["Content-Language"] == "sv"
    assert '<html lang="sv">' in again.content.decode()
    account = client.get("/accounts/steps/")
    assert '<html lang="sv">' in account.content.decode()


def test_my_account_speaks_the_desks_language_and_changes_it(tour: Tour, sign_in: SignIn) -> None:
    client = sign_in(language="fi")
    client.get("/organiser/", headers={"accept-language": "en"})
    account = reverse("mfa_index")
    page = client.get(account).content.decode()
    assert "Oma tili" in page
    assert 'action="/organiser/language/"' in page, "the same switch as at the desk"
    switched = client.post("/organiser/language/", {"language": "sv", "next": account}, follow=True)
    assert "Mitt konto" in switched.content.decode()
    assert "Turnéer" in client.get("/organiser/").content.decode()


@pytest.mark.parametrize("language", ["xx", "", "\x00"])
def test_a_language_that_we_do_not_have_changes_nothing(language: str, tour: Tour, sign_in: SignIn) -> None:
    client = sign_in(language="fi")
    assert client.post("/organiser/language/", {"language": language}).status_code == 302
    assert User.objects.get(email="editor@stm.example.org").language == "fi"


def test_the_language_switch_leads_nowhere_else(tour: Tour, sign_in: SignIn) -> None:
    away = sign_in().post("/organiser/language/", {"language": "sv", "next": "https://example.org/"})
    assert away["Location"] == "/organiser/"


def test_an_empty_desk_says_so(db: None, sign_in: SignIn) -> None:
    assert Organiser.objects.count() == 0
    assert "Nothing is coming up." in shown(sign_in(), "/organiser/")
