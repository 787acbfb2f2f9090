"""Speakers and the touring party: registered with a role, without a seat unless they take one, once for every stop."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.actions.sessions import cancel
from events.models import LogEntry, Session, Tour
from events.refusals import Closed
from registrations.actions.by_hand import Newcomer, Seat, add
from registrations.actions.details import Details, Way
from registrations.actions.hold_online import hold_online
from registrations.invariants import INVARIANTS
from registrations.models import OutgoingMail, Participation, Person, Registration
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn
from tests.desk.picture import takes_part

AT = "/organiser/tours/lape-2030/party/"


def form(**fields: Any) -> dict[str, Any]:
    sent = {"name": "Kaisa Kiertäjä", "email": "kaisa@example.org", "role": "staff", "language": "fi"}
    return sent | {"submission": str(uuid.uuid4()), "notify": "on"} | fields


def broken() -> list[str]:
    return [name for name, offenders in INVARIANTS.items() if offenders().exists()]


def taken(tour: Tour) -> int:
    return sum(Session.objects.filter(event__tour=tour).values_list("in_person_taken", flat=True))


def test_the_party_is_registered_once_for_every_stop(tour: Tour, sign_in: SignIn) -> None:
    client, sent = sign_in(), form()
    for _twice in range(2):
        page = client.post(AT, sent, follow=True).content.decode()
    assert "Registered for 3 stops." in page
    assert "Kaisa Kiertäjä" in page
    assert Registration.objects.filter(role="staff", person__email="kaisa@example.org").count() == 3
    parts = Participation.objects.attending().filter(seated=False)
    assert parts.count() == 6
    assert taken(tour) == 0
    assert OutgoingMail.objects.filter(participation__in=parts).count() == 6
    assert broken() == []


def test_whoever_takes_a_seat_is_counted_even_over_the_capacity(tour: Tour, sign_in: SignIn) -> None:
    Session.objects.filter(event__tour=tour).update(in_person_capacity=0)
    sign_in().post(AT, form(seated="on"))
    assert taken(tour) == 6
    assert broken() == []


def test_a_seat_is_taken_later_and_given_back(session: Session, sign_in: SignIn) -> None:
    client = sign_in()
    client.post(AT, form())
    part = Participation.objects.get(session=session)
    held = [part.registration.uuid, session.uuid]
    path = reverse("desk_participant_put", args=held)
    client.post(path, {"session": str(session.uuid), "way": "in_person", "over": ""})
    session.refresh_from_db()
    assert (Participation.objects.get(pk=part.pk).seated, session.in_person_taken) == (True, 1)
    client.post(reverse("desk_participant_cancel", args=held), {})
    session.refresh_from_db()
    assert session.in_person_taken == 0
    assert broken() == []


@pytest.mark.parametrize(("role", "ticked", "seats"), [
    ("speaker", "", 0),
    ("speaker", "on", 1),
    ("participant", "", 1),
])  # fmt: skip
def test_who_speaks_has_a_seat_when_it_is_ticked(
    session: Session, sign_in: SignIn, role: str, ticked: str, seats: int
) -> None:
    comes(session, "Somebody Else")
    sent = form(role=role, session=str(session.uuid), way="in_person", over="") | (
        {"seated": ticked} if ticked else {}
    )
    client = sign_in()
    client.post(f"/organiser/events/{session.event.slug}/participants/add/", sent)
    session.refresh_from_db()
    assert Participation.objects.attending().filter(session=session).count() == 2
    assert session.in_person_taken == 1 + seats
    assert broken() == []
    table = client.get(f"/organiser/events/{session.event.slug}/participants/")
    assert table.context["tabs"][0].count == "2"


def test_nobody_comes_along_where_nobody_meets(tour: Tour, sign_in: SignIn) -> None:
    Session.objects.filter(event__tour=tour).update(attendance="online")
    page = sign_in().post(AT, form()).content.decode()
    assert "There is no stop to come where people meet." in page
    assert "Kaisa Kiertäjä" in page
    assert sign_in("viewer").get(AT).status_code == 404
    assert Client().get(AT).status_code == 302


def test_somebody_without_an_address_is_one_person_at_every_stop(tour: Tour, sign_in: SignIn) -> None:
    client, sent = sign_in(), form(name="Kuljettaja Kaisa", email="")
    client.post(AT, sent)
    assert (Person.objects.count(), Registration.objects.count()) == (1, 3)
    assert Participation.objects.attending().count() == 6
    gone = Participation.objects.latest("pk")
    client.post(reverse("desk_participant_cancel", args=[gone.registration.uuid, gone.session.uuid]), {})
    assert "Registered for 3 stops." in client.post(AT, sent, follow=True).content.decode()
    assert (Person.objects.count(), Registration.objects.count()) == (1, 3)
    assert Participation.objects.attending().count() == 5
    assert broken() == []


@pytest.mark.parametrize("by", ["party", "desk"])
def test_who_registered_before_takes_the_role_and_keeps_the_place(
    tour: Tour, session: Session, sign_in: SignIn, by: str
) -> None:
    part, morning = takes_part(session, "kaisa"), world.morning_of(tour, "vaasa")
    if by == "party":
        morning.delete()
        sign_in().post(AT, form(name="kaisa", role="speaker"))
    else:
        sent = form(name="kaisa", role="speaker", session=str(morning.uuid), way="in_person", over="")
        sign_in().post(f"/organiser/events/{session.event.slug}/participants/add/", sent)
    part = Participation.objects.get(pk=part.pk)
    assert (part.registration.role, part.seated) == ("speaker", True)
    assert LogEntry.objects.filter(verb="change role", target_uuid=part.registration.uuid).count() == 1
    assert broken() == []


def test_who_speaks_without_a_seat_moves_to_another_part_without_one(
    tour: Tour, session: Session, sign_in: SignIn
) -> None:
    morning = world.morning_of(tour, "vaasa")
    Session.objects.filter(pk=morning.pk).update(in_person_capacity=0)
    sent = form(role="speaker", session=str(session.uuid), way="in_person", over="")
    client = sign_in()
    client.post(f"/organiser/events/{session.event.slug}/participants/add/", sent)
    held = [Registration.objects.get().uuid, session.uuid]
    path = reverse("desk_participant_put", args=held)
    client.post(path, {"session": str(morning.uuid), "way": "in_person", "over": ""})
    (part,) = Participation.objects.attending()
    assert (part.session, part.seated, taken(tour)) == (morning, False, 0)
    assert broken() == []


@pytest.mark.parametrize("meanwhile", ["closed", "cancelled"])
def test_nobody_comes_to_a_room_that_ended_while_they_were_added(session: Session, meanwhile: str) -> None:
    """The session is as it was read before its row was waited for."""
    if meanwhile == "closed":
        hold_online(world.editor(), session)
    else:
        cancel(world.editor(), session)
    newcomer = Newcomer(Details(name="Puhuja", language="fi"), role="speaker")
    with pytest.raises(Closed):
        add(world.editor(), newcomer, Seat(session, Way.IN_PERSON, unseated=True), submission=uuid.uuid4())
    assert not Registration.objects.exists()
