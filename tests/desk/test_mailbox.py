"""An address put right at the desk: what is read there goes along, and what went astray opens nothing."""

from events.models import Session, Tour
from registrations.actions.invite import invite, send
from registrations.models import Invitation, OutgoingMail
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
    assert OutgoingMail.objects.filter(invitation=before, sent_at=None).count() == 1
    assert_house_is_true()
