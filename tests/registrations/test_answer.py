"""Answering an invitation: the seat count stays one, whoever answers and however often."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from events.actors import SYSTEM
from events.models import Session
from registrations.actions.invite import invite, person_at, send
from registrations.erasure import erase_person
from registrations.models import Invitation, OutgoingMail, Participation, Registration
from tests import world
from tests.harness.audit import assert_house_is_true
from tests.registrations.conftest import Fill

pytestmark = pytest.mark.django_db
Reply = Callable[..., HttpResponse]


@pytest.fixture
def invitation(morning: Session) -> Invitation:
    """Raija Esimerkki, invited to Helsinki's morning at her own address."""
    return invited(morning, "Raija Esimerkki", "raija@example.org")


def invited(morning: Session, name: str, email: str = "", office: str = "") -> Invitation:
    organiser = morning.event.organiser
    reader = person_at(organiser, name="Kirjaamo", email=office) if office else None
    person = person_at(organiser, name=name, email=email, language="fi")
    row = invite(world.editor(), event=morning.event, sessions=[morning], person=person, letters_to=reader)
    send(world.editor(), row)
    return row


@pytest.fixture
def reply(client: Client, afternoon: Session) -> Reply:
    def send_answer(
        row: Invitation, answer: str = "attends", by: str = "invitee", **fields: Any
    ) -> HttpResponse:
        sent = {"answer": answer, "answered_by": by, f"session-{afternoon.uuid}": "no"}
        return client.post(f"/en/invitation/{row.token}/", sent | fields)  # type: ignore[return-value]  # as the client has it

    return send_answer


INSTEAD = {"substitute_name": "Tuomas Sijainen", "substitute_email": "tuomas@example.org"}


def seated(morning: Session) -> list[str]:
    parts = Participation.objects.attending().filter(session=morning)
    names = list(parts.values_list("registration__person__name", flat=True))
    morning.refresh_from_db()
    assert morning.in_person_taken == len(names)
    return names


def state_of(row: Invitation) -> str:
    row.refresh_from_db()
    return row.state


def kinds(email: str) -> list[str]:
    rows = OutgoingMail.objects.filter(recipient__email=email).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_the_page_speaks_of_the_invited_in_the_third_person(invitation: Invitation, client: Client) -> None:
    page = client.get(f"/en/invitation/{invitation.token}/").content.decode()
    for words in ("Raija Esimerkki is invited", "Raija Esimerkki attends", "I answer for Raija Esimerkki"):
        assert words in page
    assert page.count('class="button"') == 1
    assert state_of(invitation) == "sent"


def test_a_yes_takes_one_seat_and_brings_the_ticket(
    invitation: Invitation, morning: Session, reply: Reply
) -> None:
    assert reply(invitation).status_code == 200
    assert seated(morning) == ["Raija Esimerkki"]
    assert state_of(invitation) == "accepted"
    assert kinds("raija@example.org") == ["invited", "confirmed"]


def test_a_yes_with_the_afternoon_is_one_registration(
    invitation: Invitation, morning: Session, afternoon: Session, reply: Reply
) -> None:
    reply(invitation, **{f"session-{afternoon.uuid}": "online"})
    registration = Registration.objects.get()
    assert {(part.session_id, part.mode) for part in registration.participations.all()} == {
        (morning.pk, "in_person"),
        (afternoon.pk, "online"),
    }


def test_a_guest_registered_for_the_afternoon_keeps_that_registration(
    invitation: Invitation, morning: Session, afternoon: Session, fill: Fill, reply: Reply
) -> None:
    fill(afternoon, email="raija@example.org", name="Raija Esimerkki")
    reply(invitation, **{f"session-{afternoon.uuid}": "in_person"})
    assert Registration.objects.count() == 1
    assert seated(morning) == ["Raija Esimerkki"]
    assert seated(afternoon) == ["Raija Esimerkki"]


def test_a_forwarded_link_cannot_seat_two(invitation: Invitation, morning: Session, reply: Reply) -> None:
    reply(invitation)
    reply(invitation, by="substitute", **INSTEAD)
    assert seated(morning) == ["Tuomas Sijainen"]
    reply(
        invitation, by="substitute", substitute_name="Kolmas Henkilö", substitute_email="kolmas@example.org"
    )
    assert seated(morning) == ["Kolmas Henkilö"]
    assert state_of(invitation) == "substituted"
    reply(invitation)
    assert seated(morning) == ["Raija Esimerkki"]


def test_a_substitute_gets_a_ticket_and_the_invited_a_word(
    invitation: Invitation, morning: Session, reply: Reply
) -> None:
    reply(invitation, "substitute", "proxy", **INSTEAD)
    assert kinds("tuomas@example.org") == ["confirmed"]
    assert kinds("raija@example.org") == ["invited", "substituted"]


def test_one_secretary_answers_for_three_from_one_address(morning: Session, reply: Reply) -> None:
    rows = [
        invited(morning, name, office="kirjaamo@example.org")
        for name in ("Eka Johtaja", "Toka Johtaja", "Kolmas")
    ]
    for row in rows:
        reply(row, by="proxy")
    assert sorted(seated(morning)) == ["Eka Johtaja", "Kolmas", "Toka Johtaja"]
    assert kinds("kirjaamo@example.org") == ["invited"] * 3 + ["confirmed"] * 3


def test_a_no_frees_the_seat_and_may_be_taken_back(
    invitation: Invitation, morning: Session, reply: Reply
) -> None:
    reply(invitation)
    reply(invitation, "cannot")
    assert (seated(morning), state_of(invitation)) == ([], "declined")
    reply(invitation)
    assert (seated(morning), state_of(invitation)) == (["Raija Esimerkki"], "accepted")


def test_cancelling_on_the_own_page_declines(
    invitation: Invitation, morning: Session, reply: Reply, client: Client
) -> None:
    reply(invitation)
    token = Registration.objects.get().manage_token
    client.post(f"/en/my/{token}/cancel/{morning.uuid}/")
    assert (seated(morning), state_of(invitation)) == ([], "declined")


def test_who_is_invited_already_is_not_taken_as_a_substitute(
    invitation: Invitation, morning: Session, reply: Reply
) -> None:
    other = invited(morning, "Tuomas Sijainen", "tuomas@example.org")
    response = reply(invitation, "substitute", **INSTEAD)
    assert response.status_code == 422
    assert (seated(morning), state_of(other), state_of(invitation)) == ([], "sent", "sent")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"answer": ""}, "Choose an answer."),
        ({"answered_by": ""}, "Choose who answers."),
        ({"answer": "substitute"}, "Write the name of the one who comes instead."),
        ({"answer": "perhaps"}, "not one of the available choices"),
    ],
)
def test_half_an_answer_is_asked_for_again(
    invitation: Invitation, morning: Session, reply: Reply, fields: dict[str, str], words: str
) -> None:
    response = reply(invitation, **fields)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert seated(morning) == []


def test_the_afternoon_goes_to_the_substitute_too(
    invitation: Invitation, morning: Session, afternoon: Session, reply: Reply
) -> None:
    """The answer is for the whole day: nobody keeps a place who has sent somebody else."""
    reply(invitation, **{f"session-{afternoon.uuid}": "in_person"})
    reply(invitation, "substitute", **INSTEAD, **{f"session-{afternoon.uuid}": "in_person"})
    assert (seated(morning), seated(afternoon)) == (["Tuomas Sijainen"], ["Tuomas Sijainen"])
    reply(invitation, "cannot")
    assert (seated(morning), seated(afternoon)) == ([], [])


def test_who_sent_a_substitute_cannot_take_the_seat_back_on_the_own_page(
    invitation: Invitation, morning: Session, afternoon: Session, fill: Fill, reply: Reply, client: Client
) -> None:
    fill(afternoon, email="raija@example.org", name="Raija Esimerkki")
    Registration.objects.update(created_at=invitation.created_at - timedelta(days=1))
    reply(invitation, **{f"session-{afternoon.uuid}": "in_person"})
    reply(invitation, "substitute", **INSTEAD)
    own = Registration.objects.get(person__name="Raija Esimerkki")
    client.post(f"/en/my/{own.manage_token}/parts/{morning.uuid}/", {"way": "in_person"})
    assert (seated(morning), seated(afternoon)) == (["Tuomas Sijainen"], ["Raija Esimerkki"])


def test_a_substitute_keeps_what_they_had_chosen_themselves(
    invitation: Invitation, morning: Session, afternoon: Session, fill: Fill, reply: Reply, client: Client
) -> None:
    """Whoever has the link may name anybody: it neither shows nor changes that person's own afternoon."""
    fill(afternoon, email="tuomas@example.org", name="Tuomas Sijainen", way="online")
    for way in ("no", "in_person", "no"):
        reply(invitation, "substitute", **INSTEAD, **{f"session-{afternoon.uuid}": way})
    assert seated(morning) == ["Tuomas Sijainen"]
    part = Participation.objects.get(session=afternoon)
    assert (part.status, part.mode) == ("attending", "online")
    form = client.get(f"/en/invitation/{invitation.token}/").context["form"]
    assert form.initial[f"session-{afternoon.uuid}"] == "no"


def test_a_substitute_of_somebody_else_answers_no_other_invitation_meanwhile(
    invitation: Invitation, morning: Session, reply: Reply
) -> None:
    other = invited(morning, "Olli Toinen", "olli@example.org")
    reply(invitation, "substitute", **INSTEAD)
    reply(other, "substitute", substitute_name="Raija", substitute_email="raija@example.org")
    response = reply(invitation, "attends")
    assert response.status_code == 422
    assert "answered for somebody else" in response.content.decode()
    assert sorted(seated(morning)) == ["Raija Esimerkki", "Tuomas Sijainen"]


def test_a_substitute_gets_the_place_whoever_stands_in_line(
    invitation: Invitation, morning: Session, afternoon: Session, fill: Fill, reply: Reply
) -> None:
    """One person comes for another: the line moves when nobody does, in the afternoon too."""
    afternoon_too = {f"session-{afternoon.uuid}": "in_person"}
    reply(invitation, **afternoon_too)
    Session.objects.filter(pk__in=[morning.pk, afternoon.pk]).update(in_person_capacity=1)
    reply(invited(morning, "Olli Toinen", "olli@example.org"))
    fill(afternoon, email="jono@example.org", name="Joni Jono", way="queue")
    for answer, who in (
        ("substitute", "Tuomas Sijainen"),
        ("attends", "Raija Esimerkki"),
        ("substitute", "Tuomas Sijainen"),
    ):
        reply(invitation, answer, **INSTEAD, **afternoon_too)
        assert (seated(morning), seated(afternoon)) == ([who], [who])
        assert_house_is_true()
    reply(invitation, "cannot")
    assert (seated(morning), seated(afternoon)) == (["Olli Toinen"], ["Joni Jono"])
    assert_house_is_true()


def test_what_the_substitute_does_not_want_goes_to_the_line(
    invitation: Invitation, morning: Session, afternoon: Session, fill: Fill, reply: Reply
) -> None:
    reply(invitation, **{f"session-{afternoon.uuid}": "in_person"})
    Session.objects.filter(pk=afternoon.pk).update(in_person_capacity=1)
    fill(afternoon, email="jono@example.org", name="Joni Jono", way="queue")
    reply(invitation, "substitute", **INSTEAD)
    assert (seated(morning), seated(afternoon)) == (["Tuomas Sijainen"], ["Joni Jono"])
    assert_house_is_true()


def test_an_erased_guest_has_no_invitation_any_more(invitation: Invitation, client: Client) -> None:
    erase_person(SYSTEM, invitation.person)
    assert client.get(f"/en/invitation/{invitation.token}/").status_code == 404
