"""What is held about a person: shown whole to whoever looks after the organiser, copied, erased."""

import datetime
import io

import pytest
from django.apps import apps
from django.utils import timezone, translation
from pypdf import PdfReader

from events.actors import ANYONE
from events.models import Joining, LogEntry, Session
from events.refusals import NotAllowed
from registrations.actions import manage
from registrations.actions.details import Way
from registrations.actions.entries import Contact, add
from registrations.actions.forget import forget
from registrations.actions.invite import invite, person_at, send
from registrations.actions.links import send_links
from registrations.actions.lists import make_list
from registrations.actions.quiet import write_no_more
from registrations.erasure import PERSONAL
from registrations.models import (
    Consent,
    Device,
    DeviceClaim,
    Invitation,
    OutgoingMail,
    Participation,
    Person,
    Registration,
    Scan,
)
from registrations.outbox.overtaken import is_overtaken
from tests import world
from tests.attendance.cast import came, comes
from tests.desk.conftest import SignIn
from tests.harness.audit import assert_house_is_true
from tests.registrations.asking import ask
from webcast.models import Presence
from webcast.organiser.person.held import held_about

HOUR = datetime.timedelta(hours=1)
OTHERWISE = {  # worked out of the columns that are shown, or about several people at once
    *("search_text", "sort_key", "organisation_key", "key"),
    *("OrganisationAlias.text", "Announcement.text", "Message.text", "FrozenFile.content"),
}


@pytest.fixture
def part(session: Session) -> Participation:
    """Aino comes to the afternoon, with all that can be told."""
    session.event.serves_food = True
    session.event.save()
    return came(
        comes(
            session,
            "Aino Österman",
            replies={ask(session.event): ["Trains"]},
            diet="No nuts",
            assistant=True,
            consents=frozenset({"list", "news"}),
        )
    )


def at(person: Person, page: str = "") -> str:
    return f"/organiser/people/{person.uuid}/{page}"


def invited(session: Session, person: Person) -> Invitation:
    row = invite(world.editor(), event=session.event, sessions=[session], person=person)
    send(world.editor(), row)
    return row


def test_everything_personal_stands_on_the_page(
    part: Participation, session: Session, sign_in: SignIn
) -> None:
    person = part.registration.person
    assert session.event.tour
    invited(world.morning_of(session.event.tour), person)
    leaders = make_list(world.editor(), person.organiser, name="Leaders of the region")
    add(world.editor(), leaders, Contact(name=person.name, email=str(person.email), source="Web pages"))
    planted = {}
    for number, column in enumerate(PERSONAL):
        model, name = column.removeprefix("registrations.").split(".")
        if not {name, f"{model}.{name}"} & OTHERWISE:
            planted[column] = f"canary{number}@example.org" if name == "email" else f"canary{number}."
            apps.get_model("registrations", model)._default_manager.update(**{name: planted[column]})
    page = sign_in("admin").get(at(person)).content.decode()
    assert [column for column, word in planted.items() if word not in page] == []
    for told in (
        "a personal assistant comes along",
        "given ",
        "Registered",
        "Sent",
        "Somebody registered",
        "Contact list: Leaders",
    ):
        assert told in page, told


def test_the_copy_is_in_their_language_and_in_the_log(
    part: Participation, session: Session, sign_in: SignIn
) -> None:
    person = part.registration.person
    Person.objects.filter(pk=person.pk).update(language="sv")
    Consent.objects.filter(purpose="list").update(withdrawn_at=part.attended_at)
    answer = sign_in("admin").get(at(person, "copy.pdf"))
    paper = PdfReader(io.BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for told in ("Vad som har sparats om dig", "Aino Österman", "No nuts", "givet", "återtaget", "stm@"):
        assert told in text, text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert person.name not in str(answer.headers)
    assert LogEntry.objects.get(verb="take copy").target_uuid == person.uuid


def test_presence_doors_and_readers_stand_there_without_others_addresses(
    part: Participation, session: Session
) -> None:
    person, now = part.registration.person, timezone.now()
    Presence.objects.create(
        session=session, participation=part, joined_at=now - HOUR, last_seen_at=now, seconds=1500, people=3
    )
    claim = DeviceClaim.objects.create(event=session.event, name="Door", expires_at=now)
    device = Device.objects.create(claim=claim, event=session.event, name="Door")
    for rehearsal in (True, False):
        Scan.objects.create(
            device=device, session=session, registration=part.registration, verdict="in", rehearsal=rehearsal
        )
    secretary = person_at(session.event.organiser, name="S", email="secretary@example.org", source="form")
    Registration.objects.filter(pk=part.registration_id).update(letters_to=secretary)
    OutgoingMail.objects.filter(participation=part).update(recipient=secretary)
    with translation.override("en"):
        told, of_reader = str(held_about(person)), str(held_about(secretary))
    assert "25 minutes · 3 people watched there" in told
    assert told.count("At the door") == 1, "a rehearsal is no presence"
    assert told.count("somebody else who reads them") == 2
    assert "secretary@" not in told
    assert "1 other person" in of_reader
    assert "Aino" not in of_reader


def test_another_persons_data_stays_out_of_it(part: Participation, session: Session) -> None:
    other = comes(session, "Bertil Borg", Way.ONLINE, organisation_text="Åbo stad")
    with translation.override("en"):
        told = str(held_about(part.registration.person))
    assert "Bertil" not in told
    assert str(other.registration.person.email) not in told


def test_somebody_is_erased_after_asking_once(part: Participation, session: Session, sign_in: SignIn) -> None:
    waiting, client = comes(session, "Cecilia Ceder"), sign_in("admin")
    Registration.objects.filter(pk=waiting.registration_id).update(letters_to=part.registration.person)
    person = part.registration.person
    assert session.event.tour
    row = invited(world.morning_of(session.event.tour), person)
    Invitation.objects.filter(pk=row.pk).update(letters_to=waiting.registration.person)
    OutgoingMail.objects.filter(invitation=row).update(recipient=waiting.registration.person)
    Joining.objects.create(organiser=person.organiser, email=str(person.email), role="viewer")
    page = client.get(at(person, "erase/")).content.decode()
    assert "These places are given back" in page
    assert "the letters of 1 other person" in page
    assert Person.objects.get(pk=person.pk).name == "Aino Österman", "looking erases nobody"
    for wrong in ({}, {"name": "Bertil"}):
        assert client.post(at(person, "erase/"), wrong).status_code == 422
    assert Person.objects.get(pk=person.pk).name, "nor does a wrong name"
    answer = client.post(at(person, "erase/"), {"name": "aino  österman"}, follow=True)
    assert "The person is erased" in answer.content.decode()
    person.refresh_from_db()
    assert (person.name, person.email, bool(person.erased_at)) == ("", None, True)
    assert not OutgoingMail.objects.filter(invitation=row).exists(), (
        "no letter goes about somebody without a name"
    )
    assert not Joining.objects.exists()
    entry = LogEntry.objects.get(verb="erase")
    assert (entry.target_uuid, entry.user) == (person.uuid, world.member(world.organiser(), "admin"))
    assert client.get(at(person)).status_code == 404
    assert client.post(at(person, "erase/")).status_code == 404
    assert_house_is_true()


@pytest.mark.parametrize(("role", "of"), [("editor", "stm"), ("viewer", "stm"), ("admin", "perheillat")])
def test_nobody_else_gets_there(part: Participation, sign_in: SignIn, role: str, of: str) -> None:
    person, client = part.registration.person, sign_in(role, of)
    for page in ("", "copy.pdf", "erase/"):
        assert client.get(at(person, page)).status_code == 404
    assert client.post(at(person, "erase/"), {"name": "Aino Österman"}).status_code == 404
    with pytest.raises(NotAllowed):
        forget(world.editor(), person)
    with pytest.raises(NotAllowed):
        forget(ANYONE, person)
    assert Person.objects.get(pk=person.pk).name


def test_the_way_leads_from_a_participant_and_from_an_invitation(
    part: Participation, session: Session, sign_in: SignIn
) -> None:
    guest = person_at(session.event.organiser, name="Guest", email="guest@example.org", source="invitation")
    row = invited(session, guest)
    pages = {
        f"/organiser/registrations/{part.registration.uuid}/": part.registration.person,
        f"/organiser/events/{session.event.slug}/invitations/{row.uuid}/": guest,
    }
    for page, person in pages.items():
        assert at(person) in sign_in("admin").get(page).content.decode()
        assert at(person) not in sign_in("editor").get(page).content.decode()
    manage.leave_all(ANYONE, part.registration)
    assert "Cancelled" in sign_in("admin").get(at(part.registration.person)).content.decode()


def test_whoever_wants_no_letters_gets_none_until_they_do_something(
    part: Participation, sign_in: SignIn
) -> None:
    who, client = part.registration.person, sign_in("admin")
    assert OutgoingMail.objects.filter(recipient=who, sent_at=None).exists()
    assert "no invitation, no reminder" in client.get(at(who, "letters/")).content.decode()
    client.post(at(who, "letters/"))
    assert not OutgoingMail.objects.filter(recipient=who).exists()
    assert "Wants no letters since" in client.get(at(who)).content.decode()
    row = invited(part.session, who)
    assert not OutgoingMail.objects.filter(recipient=who).exists()
    assert row.state == "draft", "nothing has left, so nothing is sent"
    page = sign_in().post(
        f"/organiser/events/{row.event.slug}/invitations/{row.uuid}/send/", {"email": who.email, "letter": 0}
    )
    assert "asked not to be written to" in page.content.decode()
    send_links(email=who.email or "", language="fi")
    assert list(OutgoingMail.objects.filter(recipient=who).values_list("kind", flat=True)) == ["links"]
    assert not is_overtaken(OutgoingMail.objects.get(recipient=who))
    assert Person.objects.get(pk=who.pk).do_not_write_at, "anybody may ask for the links of an address"
    client.post(at(who, "letters/"))
    client.post(at(who, "letters/"), {"again": "1"})
    assert Person.objects.get(pk=who.pk).do_not_write_at is None
    manage.leave(ANYONE, part.registration, session=part.session)
    verbs = LogEntry.objects.filter(target_uuid=who.uuid).values_list("verb", flat=True)
    assert set(verbs) == {"write no more", "write again"}
    with pytest.raises(NotAllowed):
        write_no_more(world.editor(), who)


def test_registering_again_asks_for_the_letter(part: Participation, sign_in: SignIn) -> None:
    who = part.registration.person
    sign_in("admin").post(at(who, "letters/"))
    elsewhere = world.afternoon_of(world.coming_tour(), "oulu")
    again = comes(elsewhere, who.name, email=who.email or "")
    assert OutgoingMail.objects.get(recipient=who).participation == again
    assert Person.objects.get(pk=who.pk).do_not_write_at is None
    assert LogEntry.objects.filter(target_uuid=who.uuid, verb="write again").exists()
