"""Inviting from the desk: draft, read, send once, mend, take back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from events.actors import SYSTEM
from events.models import LogEntry, Session, Tour
from registrations.actions.amend import Answered, Invitee, amend, draft, withdraw
from registrations.actions.answer import Answer, answer
from registrations.models import Invitation, OutgoingMail, Person
from tests import world
from tests.desk.conftest import SignIn

Queries = Callable[[int], Any]
DESK = "/organiser/events/lape-2030-vaasa/invitations/"
RAIJA = {
    "name": "Raija Esimerkki",
    "email": "raija@example.org",
    "job_title": "Kaupunginjohtaja",
    "organisation_text": "Vaasan kaupunki",
    "language": "fi",
}
OFFICE = {"reader_email": "kirjaamo@example.org", "reader_name": "Kirjaamo"}


@pytest.fixture
def morning(tour: Tour) -> Session:
    """Vaasa's invited morning."""
    return world.morning_of(tour, "vaasa")


def drafted(morning: Session, name: str = "Raija Esimerkki", **more: Any) -> Invitation:
    about = {"email": f"{name.split()[0].lower()}@example.org", "language": "fi"} | more
    return draft(world.editor(), morning.event, Invitee(name=name, sessions=(morning,), **about))


def page_of(row: Invitation) -> str:
    return f"{DESK}{row.uuid}/"


def letters() -> list[str | None]:
    return list(
        OutgoingMail.objects.filter(kind="invited").order_by("pk").values_list("recipient__email", flat=True)
    )


def send(client: Client, row: Invitation, email: str, letter: int) -> Any:
    return client.post(f"{page_of(row)}send/", {"email": email, "letter": letter}, follow=True)


def test_a_draft_is_written_read_and_sent_once(morning: Session, sign_in: SignIn) -> None:
    client = sign_in()
    client.post(f"{DESK}new/", RAIJA | OFFICE)
    row = Invitation.objects.get()
    assert (row.state, row.person.email, row.addressee.email) == (
        "draft",
        RAIJA["email"],
        OFFICE["reader_email"],
    )
    assert not letters()
    read = client.get(page_of(row)).content.decode()
    assert "Sinä vastaat" in read or "Raija Esimerkki" in read
    assert "invitation/…/" in read
    assert row.token not in read
    assert "The invitation is on its way." in send(client, row, OFFICE["reader_email"], 0).content.decode()
    assert "nothing was sent now" in send(client, row, OFFICE["reader_email"], 0).content.decode()
    assert letters() == ["kirjaamo@example.org"]
    send(client, row, OFFICE["reader_email"], 1)
    assert len(letters()) == 2
    verbs = LogEntry.objects.filter(target_uuid=row.uuid).values_list("verb", flat=True)
    assert sorted(verbs) == ["invite", "send invitation", "send invitation"]


def test_what_cannot_be_invited_is_said_at_the_field(morning: Session, sign_in: SignIn) -> None:
    client = sign_in()
    drafted(morning)
    for wrong, words in [
        ({"name": "\x07 "}, "Write the name."),
        ({"email": ""}, "Write an address"),
        ({"email": "raija"}, "valid"),
        ({}, "already invited"),
        ({"name": "Somebody Else"}, "known under another name"),
    ]:
        answered = client.post(f"{DESK}new/", RAIJA | wrong)
        assert answered.status_code == 422, wrong
        assert words in answered.content.decode()
    assert Invitation.objects.count() == 1


def test_a_draft_is_put_right_and_who_was_named_by_mistake_is_forgotten(
    morning: Session, sign_in: SignIn
) -> None:
    row, client = drafted(morning, "Riaja Esimerkki"), sign_in()
    edit = f"{page_of(row)}edit/"
    assert 'value="Riaja Esimerkki"' in client.get(edit).content.decode()
    client.post(edit, RAIJA | OFFICE | {"name": "Raija Esimerkki"})
    row = Invitation.objects.whole().get()
    assert (row.person.name, row.person.email) == ("Raija Esimerkki", "raija@example.org")
    assert not Person.objects.filter(email="riaja@example.org").exists()
    assert row.addressee.email == "kirjaamo@example.org"
    send(client, row, "kirjaamo@example.org", 0)
    assert client.get(edit).status_code == 302
    assert client.post(edit, RAIJA | {"name": "Changed"}).status_code == 302
    assert Person.objects.get(email="raija@example.org").name == "Raija Esimerkki"


def test_a_failed_address_is_mended_and_the_old_link_is_dead(morning: Session, sign_in: SignIn) -> None:
    row, client = drafted(morning), sign_in()
    send(client, row, "raija@example.org", 0)
    Invitation.objects.filter(pk=row.pk).update(state="failed")
    old = Invitation.objects.get(pk=row.pk).token
    assert "could not be delivered" in client.get(page_of(row)).content.decode()
    send(client, row, "raija.esimerkki@example.org", 1)
    row = Invitation.objects.whole().get()
    assert (row.state, row.person.email) == ("sent", "raija.esimerkki@example.org")
    assert letters()[-1] == "raija.esimerkki@example.org"
    assert client.get(f"/fi/invitation/{old}/").status_code == 404
    assert client.get(f"/fi/invitation/{row.token}/").status_code == 200
    send(client, row, "stale@example.org", 1)
    assert Invitation.objects.get().token == row.token


def test_an_address_of_somebody_else_is_not_taken(morning: Session, sign_in: SignIn) -> None:
    row, other = drafted(morning), drafted(morning, "Tuomas Toinen")
    answered = send(sign_in(), row, "tuomas@example.org", 0)
    assert answered.status_code == 422
    assert "known under another name" in answered.content.decode()
    assert not letters()
    assert Invitation.objects.get(pk=other.pk).state == "draft"


def test_all_drafts_leave_at_once_and_only_once(morning: Session, sign_in: SignIn) -> None:
    drafted(morning)
    drafted(morning, "Svea Exempel", language="sv")
    drafted(morning, "Outo Esimerkki", language="")
    client = sign_in()
    asked = " ".join(client.get(f"{DESK}send/").content.decode().split())
    assert "3 letters will be sent." in asked
    assert "<dt>Swedish</dt><dd>1 letter</dd>" in asked
    assert "Vastaa tästä" in asked or "invitation/…/" in asked
    client.post(f"{DESK}send/")
    client.post(f"{DESK}send/")
    assert sorted(filter(None, letters())) == ["outo@example.org", "raija@example.org", "svea@example.org"]
    assert set(Invitation.objects.values_list("state", flat=True)) == {"sent"}
    told = {opened.told_digest for row in Invitation.objects.all() for opened in row.opens.all()}
    assert told == {morning.notice_digest()}
    assert "There are no drafts" in client.get(f"{DESK}send/").content.decode()


def test_sending_drafts_takes_the_same_statements_for_1_and_3(
    morning: Session, sign_in: SignIn, django_assert_max_num_queries: Queries
) -> None:
    client = sign_in()
    for names in (["Yksi A"], ["Kaksi B", "Kolme C", "Neljä D"]):
        for name in names:
            drafted(morning, name)
        with django_assert_max_num_queries(22):
            client.post(f"{DESK}send/")


def test_an_invitation_is_taken_back_until_it_is_answered(morning: Session, sign_in: SignIn) -> None:
    row, other, client = drafted(morning), drafted(morning, "Tuomas Toinen"), sign_in()
    send(client, row, "raija@example.org", 0)
    send(client, other, "tuomas@example.org", 0)
    client.post(f"{page_of(row)}withdraw/")
    assert "no longer open" in client.get(f"/en/invitation/{row.token}/").content.decode()
    other.refresh_from_db()
    answer(SYSTEM, other, answer=Answer.ATTENDS, answered_by="invitee", language="fi")
    for refused in (withdraw, lambda actor, it: amend(actor, it, Invitee(name="X", sessions=(morning,)))):
        with pytest.raises(Answered):
            refused(world.editor(), other)
    assert "has been answered" in client.post(f"{page_of(other)}withdraw/", follow=True).content.decode()
    assert client.post(f"{DESK}new/", RAIJA).status_code == 302  # who was taken back may be invited again
    states = sorted(Invitation.objects.values_list("state", flat=True))
    assert states == ["accepted", "draft", "expired"]


def test_the_list_tells_states_counts_and_answers(morning: Session, sign_in: SignIn) -> None:
    rows = [drafted(morning, f"Nimi{number} Esimerkki") for number in range(3)]
    client = sign_in()
    for row in rows[:2]:
        send(client, row, row.person.email or "", 0)
    answer(SYSTEM, rows[0], answer=Answer.CANNOT, answered_by="proxy", language="fi")
    page = " ".join(client.get(DESK).content.decode().split())
    for words in ('All <span class="num">3', 'Draft <span class="num">1', 'Declined <span class="num">1'):
        assert words in page
    assert "Answered by somebody who answers for them" in page
    only = client.get(f"{DESK}?state=declined").content.decode()
    assert "Nimi0" in only
    assert "Nimi1" not in only
    found = client.get(f"{DESK}?q=nimi2@example").content.decode()
    assert "Nimi2" in found
    assert "Nimi1" not in found


@pytest.mark.parametrize("more", [0, 3])
def test_the_list_takes_the_same_statements_however_many(
    morning: Session, sign_in: SignIn, more: int, django_assert_num_queries: Queries
) -> None:
    client = sign_in()
    for number in range(1 + more):
        drafted(morning, f"Nimi{number} Esimerkki")
    with django_assert_num_queries(11):  # session, user, team (3), event, right, states, number, rows, silent
        client.get(DESK)


def test_who_only_reads_sees_names_but_neither_addresses_nor_buttons(
    morning: Session, sign_in: SignIn
) -> None:
    row, client = drafted(morning), sign_in("viewer")
    page = client.get(DESK).content.decode()
    assert "Raija Esimerkki" in page
    assert "raija@example.org" not in page
    assert "/new/" not in page
    assert "Raija" not in client.get(f"{DESK}?q=raija@example").content.decode()
    for path in (page_of(row), f"{DESK}new/", f"{DESK}send/"):
        assert client.get(path).status_code == 404
    for path in (f"{page_of(row)}send/", f"{page_of(row)}withdraw/", f"{DESK}send/"):
        assert client.post(path, {"email": "a@example.org", "letter": 0}).status_code == 404
    assert not letters()
