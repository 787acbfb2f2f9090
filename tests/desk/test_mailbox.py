"""An address put right at the desk: what is read there goes along, and what went astray opens nothing."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from events.actions.sessions import cancel
from events.actors import ANYONE, SYSTEM, Actor, Membership
from events.models import Session, Tour
from registrations.actions.amend import Invitee, amend, draft
from registrations.actions.answer import Answer, answer
from registrations.actions.invite import AnothersAddress, invite, person_at, send
from registrations.actions.message import write_to
from registrations.actions.readdress import readdress
from registrations.models import Invitation, Message, OutgoingMail, Participation, Person
from registrations.outbox.overtaken import is_overtaken
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn
from tests.desk.test_participants import letters, now, person
from tests.harness.audit import assert_house_is_true


def test_an_address_is_corrected(session: Session, sign_in: SignIn) -> None:
    part, other, client = comes(session, "Aino Österman"), comes(session, "Somebody"), sign_in()
    old = part.registration.manage_token
    taken = client.post(person(part, "address/"), {"email": other.registration.person.email})
    assert "registered here already" in taken.content.decode()
    client.post(person(part, "address/"), {"email": "aino@example.org", "notify": "on"})
    corrected = now(part).registration
    assert corrected.person.email == "aino@example.org"
    assert corrected.manage_token != old
    mail = OutgoingMail.objects.get(participation=part)
    assert (mail.recipient.email, mail.kind) == ("aino@example.org", "confirmed")


def test_another_mailbox_gets_everything_and_no_old_link_opens(
    tour: Tour, session: Session, sign_in: SignIn
) -> None:
    part = comes(session, "Aino Österman", email="aino.ostermann@example.org")
    elsewhere = comes(world.afternoon_of(tour, "oulu"), "Aino Österman", email="aino.ostermann@example.org")
    invited = invite(
        world.editor(tour.organiser),
        event=session.event,
        sessions=[world.morning_of(tour, "vaasa")],
        person=part.registration.person,
    )
    send(world.editor(tour.organiser), invited)
    before = Invitation.objects.get()
    client = sign_in()
    client.post(person(part, "address/"), {"email": "aino@example.org", "notify": "on"})
    for each in (part, elsewhere):
        assert client.get(f"/fi/my/{each.registration.manage_token}/").status_code == 404
        assert client.get(f"/fi/my/{now(each).registration.manage_token}/").status_code == 200
        assert letters(each) == ["confirmed"]
    assert client.get(f"/fi/invitation/{before.token}/").status_code == 404
    assert client.get(f"/fi/invitation/{Invitation.objects.get().token}/").status_code == 200
    assert OutgoingMail.objects.filter(invitation=before, state="queued").count() == 1
    assert_house_is_true()


@pytest.mark.parametrize("through_a_reader", [True, False])
def test_the_link_of_the_answer_goes_along(tour: Tour, sign_in: SignIn, through_a_reader: bool) -> None:
    """Of a leader whose secretary's address is put right, and of one whose right address is known already."""
    morning, client = world.morning_of(tour, "vaasa"), sign_in()
    right = person_at(tour.organiser, name="Right", email="right@example.org")
    row = invited(tour, "vaasa", "wrong@example.org", through_a_reader=through_a_reader)
    answer(ANYONE, row, answer=Answer.ATTENDS, answered_by="proxy", language="fi")
    part = Participation.objects.select_related("registration").get()
    client.post(person(part, "address/"), {"email": "right@example.org", "notify": "on"})
    fresh = Invitation.objects.whole().get(pk=row.pk)
    assert fresh.addressee == right
    assert client.get(f"/fi/invitation/{row.token}/").status_code == 404
    answer(ANYONE, fresh, answer=Answer.ATTENDS, answered_by="proxy", language="fi")
    assert Participation.objects.live().get() == part, "one seat"
    morning.refresh_from_db()
    assert morning.in_person_taken == 1
    assert_house_is_true()


def test_somebody_invited_here_under_the_right_address_is_not_moved_over(tour: Tour, sign_in: SignIn) -> None:
    row = invited(tour, "vaasa", "wrong@example.org")
    answer(ANYONE, row, answer=Answer.ATTENDS, answered_by="invitee", language="fi")
    invited(tour, "vaasa", "right@example.org")
    part, client = Participation.objects.get(), sign_in()
    page = client.post(person(part, "address/"), {"email": "right@example.org"})
    assert "is invited here already" in page.content.decode()
    assert now(part).registration.person.email == "wrong@example.org"


def test_whoever_has_answered_no_elsewhere_gets_the_link_anew(
    tour: Tour, session: Session, sign_in: SignIn
) -> None:
    part = comes(session, "Aino", email="old@example.org")
    row = invited(tour, "oulu", "old@example.org")
    answer(ANYONE, row, answer=Answer.CANNOT, answered_by="invitee", language="fi")
    OutgoingMail.objects.update(state="sent", sent_at=timezone.now())
    sign_in().post(person(part, "address/"), {"email": "new@example.org"})
    (anew,) = OutgoingMail.objects.filter(sent_at=None)
    assert (anew.kind, anew.invitation, anew.recipient.email) == ("declined", row, "new@example.org")


def test_a_host_moves_what_is_of_their_stop_and_gets_no_link_to_another(tour: Tour, session: Session) -> None:
    part = comes(session, "Aino", email="old@example.org")
    row = invited(tour, "oulu", "old@example.org")
    OutgoingMail.objects.update(state="sent", sent_at=timezone.now())
    readdress(host_of(tour, session), part.registration, "new@example.org")
    (anew,) = OutgoingMail.objects.filter(sent_at=None)
    assert (anew.participation, anew.recipient.email) == (part, "new@example.org")
    fresh = Invitation.objects.whole().get(pk=row.pk)
    assert (fresh.token, fresh.addressee.email) == (row.token, "old@example.org")


def test_a_message_that_has_not_left_goes_to_the_new_address(session: Session, sign_in: SignIn) -> None:
    part = comes(session, "Aino", email="typo@example.org")
    write_to(world.editor(), session.event, audience="all", text={"fi": "Sivuovi"}, submission=uuid4())
    OutgoingMail.objects.filter(kind="message").update(state="dead", error="550 5.1.1", attempts=3)
    sign_in().post(person(part, "address/"), {"email": "right@example.org", "notify": "on"})
    assert sorted(letters(part)) == ["confirmed", "message"]
    mail = OutgoingMail.objects.select_related("recipient").get(kind="message")
    assert (mail.state, mail.attempts, mail.recipient.email) == ("queued", 0, "right@example.org")


def test_only_a_fresh_message_is_sent_on(session: Session, sign_in: SignIn) -> None:
    part = comes(session, "Aino", email="typo@example.org")
    for _number in range(2):
        write_to(world.editor(), session.event, audience="all", text={"fi": "Sivuovi"}, submission=uuid4())
    old, overtaken = OutgoingMail.objects.filter(kind="message").order_by("pk")
    OutgoingMail.objects.filter(pk=old.pk).update(state="dead")
    Message.objects.filter(pk=old.written_id or 0).update(created_at=timezone.now() - timedelta(days=60))
    OutgoingMail.objects.filter(pk=overtaken.pk).update(state="overtaken")
    sign_in().post(person(part, "address/"), {"email": "right@example.org"})
    states = OutgoingMail.objects.filter(kind="message").order_by("pk").values_list("state", flat=True)
    assert list(states) == ["dead", "overtaken"]


def test_what_was_called_off_is_told_at_the_new_address(session: Session, sign_in: SignIn) -> None:
    part = comes(session, "Aino", email="typo@example.org")
    cancel(SYSTEM, session)
    sign_in().post(person(part, "address/"), {"email": "right@example.org", "notify": "on"})
    assert letters(part)[-1] == "called_off"
    assert not is_overtaken(OutgoingMail.objects.get(kind="called_off"))


def test_a_letter_that_waits_does_not_take_the_new_link_to_the_wrong_mailbox(
    tour: Tour, sign_in: SignIn
) -> None:
    row = invited(tour, "vaasa", "wrong@example.org", through_a_reader=True)
    person_at(tour.organiser, name="Right", email="right@example.org")
    page = f"/organiser/events/{row.event.slug}/invitations/{row.uuid}/send/"
    for _press in range(2):
        sign_in().post(page, {"email": "right@example.org", "letter": 1})
    (waits,) = OutgoingMail.objects.filter(invitation=row, state="queued")
    assert waits.recipient.email == "right@example.org"


def test_another_secretary_of_one_leader_leaves_the_first_what_else_she_reads(
    tour: Tour, session: Session, sign_in: SignIn
) -> None:
    own = comes(session, "Sihteeri", email="a@example.org")
    one, other = (invited(tour, city, "a@example.org", through_a_reader=True) for city in ("vaasa", "oulu"))
    page = f"/organiser/events/{one.event.slug}/invitations/{one.uuid}/send/"
    sign_in().post(page, {"email": "b@example.org", "letter": 1})
    addressees = [Invitation.objects.whole().get(pk=row.pk).addressee.email for row in (one, other)]
    assert addressees == ["b@example.org", "a@example.org"]
    assert now(own).registration.manage_token == own.registration.manage_token


def test_a_host_gives_nobody_another_name_elsewhere(tour: Tour, session: Session) -> None:
    comes(world.afternoon_of(tour, "oulu"), "Aino Österman", email="aino@example.org")
    morning = world.morning_of(tour, "vaasa")
    host = host_of(tour, morning)
    aino = Invitee(name="Aino Österman", sessions=(morning,), email="aino@example.org", language="fi")
    row = draft(host, morning.event, aino)
    with pytest.raises(AnothersAddress):
        amend(host, row, replace(aino, name="Somebody Else"))
    assert Person.objects.get(email="aino@example.org").name == "Aino Österman"


def test_the_address_of_a_registration_is_corrected_though_its_owner_has_declined(
    tour: Tour, session: Session, sign_in: SignIn
) -> None:
    row = invited(tour, "vaasa", "right@example.org")
    answer(ANYONE, row, answer=Answer.CANNOT, answered_by="invitee", language="fi")
    part = comes(session, "Leader", email="typo@example.org")
    sign_in().post(person(part, "address/"), {"email": "right@example.org"})
    assert now(part).registration.person == row.person
    assert_house_is_true()


def host_of(tour: Tour, session: Session) -> Actor:
    """An editor of this one stop."""
    only_here = Membership(tour.organiser_id, "editor", event_ids=frozenset({session.event_id}), limited=True)
    return Actor(kind="user", user=world.member(tour.organiser, "editor"), team=(only_here,))


def invited(tour: Tour, city: str, email: str, *, through_a_reader: bool = False) -> Invitation:
    """Sent; with a reader, to somebody without an address of their own."""
    morning = world.morning_of(tour, city)
    reader = person_at(tour.organiser, name="Reader", email=email)
    leader = person_at(tour.organiser, name="Leader", email="") if through_a_reader else reader
    letters_to = reader if through_a_reader else None
    row = invite(
        world.editor(tour.organiser),
        event=morning.event,
        sessions=[morning],
        person=leader,
        letters_to=letters_to,
    )
    send(world.editor(tour.organiser), row)
    return Invitation.objects.whole().get(pk=row.pk)
