"""Nothing personal outlives its lifetime; the numbers stay."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from config.management.commands.audit_invariants import breaches
from events.actors import SYSTEM
from events.models import ErasureLedger, Organiser, Session
from registrations import retention
from registrations.actions.entries import Contact, add, confirm, remove
from registrations.actions.invite import invite, send
from registrations.actions.lists import make_list
from registrations.actions.tidy import NewBody, match, set_aside
from registrations.models import (
    Announcement,
    Consent,
    FrozenList,
    Invitation,
    ListEntry,
    Message,
    Organisation,
    OrganisationAlias,
    OutgoingMail,
    Participation,
    Person,
    Registration,
    SensitiveAnswer,
)
from registrations.organiser.held import documents_with
from tests import world
from tests.registrations.conftest import Fill

pytestmark = pytest.mark.django_db
ERASED = "aino.osterman@example.org"


def in_days(days: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False)


def test_access_needs_go_two_weeks_after_the_stop(afternoon: Session, fill: Fill) -> None:
    fill(afternoon, assistant="on")
    with in_days(30 + 14):
        retention.sweep()
        assert SensitiveAnswer.objects.count() == 1
    with in_days(30 + 15):
        retention.sweep()
        assert SensitiveAnswer.objects.count() == 0
    assert Person.objects.get().name == "Aino Österman"


def test_names_go_after_twelve_months_and_the_counts_stay(afternoon: Session, fill: Fill) -> None:
    fill(afternoon)
    with in_days(30 + 364):
        assert retention.sweep() == 0
    with in_days(30 + 370):
        assert [line[:33] for line in breaches()] == ["12 no name outlives its lifetime:"]
        assert retention.sweep() == 1
        assert breaches() == []
    person = Person.objects.get()
    assert (person.name, person.email, person.search_text) == ("", None, "")
    assert Participation.objects.attending().filter(session=afternoon).count() == 1


def test_erasing_an_address_gives_back_what_is_to_come_and_leaves_no_trace(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    fill(
        afternoon,
        email=ERASED,
        consents=["news"],
        assistant="on",
        job_title="Rehtori",
        municipality_text="Vaasa",
    )
    link = f"/en/my/{Registration.objects.get().manage_token}/"
    call_command("erase", ERASED, verbosity=0)
    afternoon.refresh_from_db()
    registration = Registration.objects.get()
    assert afternoon.in_person_taken == 0
    assert (registration.organisation_text, registration.job_title, registration.municipality_text) == (
        "",
        "",
        "",
    )
    assert not any(model.objects.exists() for model in (Consent, SensitiveAnswer, OutgoingMail))
    assert ErasureLedger.objects.get().person_uuid == Person.objects.get().uuid
    assert client.get(link).status_code == 404
    assert breaches() == []


def test_a_text_that_was_tidied_goes_when_nobody_who_wrote_it_is_known(
    afternoon: Session, fill: Fill
) -> None:
    tour = afternoon.event.tour
    assert tour
    for text in ("Aino Österman", "Toiminimi Aino", "Pysyvä"):
        email = f"{len(text)}@example.org"
        fill(afternoon, email=email, organisation_text=text)
    set_aside(SYSTEM, tour, texts=["AINO ÖSTERMAN"])
    tidied = match(SYSTEM, tour, texts=["Toiminimi Aino"], body=NewBody({"fi": "Toiminimi"}, "company"))
    match(SYSTEM, tour, texts=["Pysyvä"], body=NewBody({"fi": "Pysyvä ry"}, "ngo"))
    retention.sweep()
    assert OrganisationAlias.objects.count() == 3
    for text in ("Aino Österman", "Toiminimi Aino"):
        call_command("erase", f"{len(text)}@example.org", verbosity=0)
    retention.sweep()
    assert [row.text for row in OrganisationAlias.objects.all()] == ["Pysyvä"]
    assert tidied.registrations.count() == 1, "the numbers stay"
    Registration.objects.filter(organisation_text="Pysyvä").update(organisation=None, organisation_text="")
    retention.sweep()
    assert [str(body) for body in Organisation.objects.all()] == ["Toiminimi"]


def test_what_was_written_to_people_goes_with_the_names(afternoon: Session) -> None:
    Announcement.objects.create(
        session=afternoon, sequence=1, kind="moved", text={"fi": "Aino odottaa ovella."}
    )
    Message.objects.create(event=afternoon.event, audience="all", text={"fi": "Kysykää Ainolta."})
    with in_days(30 + 364):
        retention.sweep()
        assert Announcement.objects.exists()
        assert Message.objects.exists()
    with in_days(30 + 370):
        retention.sweep()
        assert not Announcement.objects.exists()
        assert not Message.objects.exists()


def test_whoever_stands_on_a_list_is_kept_as_long_as_the_entry_lives_and_no_longer(
    afternoon: Session, fill: Fill
) -> None:
    fill(afternoon)
    actor, organiser = world.editor(), afternoon.event.organiser
    leaders = make_list(actor, organiser, name="Leaders")
    listed = Contact(
        name="Aino Österman", email=ERASED, reader_email="office@example.org", source="Web pages"
    )
    person = Person.objects.get()
    Person.objects.update(email=ERASED)
    entry = add(actor, leaders, listed)
    assert entry.person == person
    with in_days(30 + 400):
        assert retention.sweep() == 1, "what they took part in has gone"
        assert Person.objects.filter(name="Aino Österman").count() == 1
        confirm(actor, leaders, ListEntry.objects.all())
    with in_days(30 + 400 + 728):
        assert (retention.sweep(), breaches()) == (0, [])
    with in_days(30 + 400 + 740):
        assert [line.partition(":")[0] for line in breaches()] == [
            "12 no name outlives its lifetime",
            "12 no place on a list outlives its lifetime",
        ]
        assert retention.sweep() == 0, "nothing names them any more: they are not blanked, they go"
        assert breaches() == []
    assert not ListEntry.objects.exists()
    assert {row.name for row in Person.objects.all()} == {""}


def test_contacts_kept_for_less_time_than_before_are_so_from_the_next_sweep(afternoon: Session) -> None:
    actor, organiser = world.editor(), afternoon.event.organiser
    leaders = make_list(actor, organiser, name="Leaders")
    entry = add(actor, leaders, Contact(name="Aino", email=ERASED, source="Web pages"))
    Organiser.objects.filter(pk=organiser.pk).update(contacts_kept_months=6)
    assert [line.partition(":")[0] for line in breaches()] == ["12 no place on a list outlives its lifetime"]
    retention.sweep()
    entry.refresh_from_db()
    assert (entry.kept_until, breaches()) == (timezone.localdate() + datetime.timedelta(days=183), [])
    with in_days(184):
        retention.sweep()
    assert not ListEntry.objects.exists()


def test_a_list_keeps_the_name_and_nothing_of_what_they_took_part_in(
    afternoon: Session, fill: Fill, editor: Client
) -> None:
    fill(afternoon, email=ERASED, consents=["news"], job_title="Rehtori", municipality_text="Vaasa")
    actor, morning = world.editor(), world.morning_of(world.coming_tour())
    leaders = make_list(actor, afternoon.event.organiser, name="Leaders")
    told = Contact(name="Aino Österman", email=ERASED, reader_email="office@example.org", source="Web pages")
    entry = add(actor, leaders, told)
    person, reader = entry.person, entry.addressee
    invited = invite(actor, event=morning.event, sessions=[morning], person=person, letters_to=reader)
    send(actor, invited)
    link = f"/en/my/{Registration.objects.get().manage_token}/"
    with in_days(30 + 364):
        retention.sweep()
        assert Registration.objects.get().person == person, "no sooner than a name would go"
    with in_days(30 + 370):
        assert [line.partition(":")[0] for line in breaches()] == ["12 no name outlives its lifetime"]
        assert (retention.sweep(), breaches()) == (2, []), "they, and who reads for them"
        assert (retention.sweep(), retention.outlived_attendances().count()) == (0, 0)
    for each in (person, reader):
        each.refresh_from_db()
    entry.refresh_from_db()
    registration, invitation = Registration.objects.get(), Invitation.objects.get()
    assert (person.name, person.email, entry.person, entry.letters_to) == (
        "Aino Österman", ERASED, person, reader,
    )  # fmt: skip
    assert (registration.person.name, registration.person.email, registration.job_title) == ("", None, "")
    assert "aino" not in (registration.search_text + registration.sort_key).lower()
    assert invitation.person == registration.person, "one who took part is one still"
    assert (registration.letters_to, invitation.letters_to) == (None, None), (
        "a reader would lead back to the name"
    )
    assert not Consent.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert Participation.objects.attending().filter(session=afternoon).count() == 1
    assert Client().get(link).status_code == 404
    assert "made nameless" in editor.get("/organiser/log/").content.decode()


def test_whoever_stands_in_a_frozen_list_is_told_of_it_as_long_as_it_is_kept(
    afternoon: Session, fill: Fill
) -> None:
    fill(afternoon, email=ERASED)
    Organiser.objects.update(frozen_kept_months=60)
    leaders = make_list(world.editor(), afternoon.event.organiser, name="Leaders")
    person = add(
        world.editor(), leaders, Contact(name="Aino Österman", email=ERASED, source="Web pages")
    ).person
    frozen = FrozenList.objects.create(
        session=afternoon, number=1, frozen_at=timezone.now(), purpose="archive", people=1, came=0,
        kept_until=timezone.localdate() + datetime.timedelta(days=500), content_digest="",
    )  # fmt: skip
    frozen.registrations.add(Registration.objects.get())
    with in_days(30 + 400):
        assert retention.sweep() == 0
        assert [row.pk for row in documents_with(person)] == [frozen.pk]
    with in_days(30 + 501):
        assert (retention.sweep(), retention.outlived_attendances().count()) == (1, 0)
        assert Registration.objects.get().person != person


def test_whom_only_a_list_has_kept_is_erased_when_taken_off_it(afternoon: Session, fill: Fill) -> None:
    fill(afternoon, email=ERASED)
    actor = world.editor()
    leaders = make_list(actor, afternoon.event.organiser, name="Leaders")
    add(actor, leaders, Contact(name="Aino Österman", email=ERASED, source="Web pages"))
    with in_days(30 + 400):
        assert retention.sweep() == 1
        remove(actor, leaders, leaders.entries.all())
        assert breaches() == []
    assert Person.objects.get().erased_at


def test_erasing_a_person_takes_them_off_every_list(afternoon: Session) -> None:
    actor = world.editor()
    leaders = make_list(actor, afternoon.event.organiser, name="Leaders")
    add(actor, leaders, Contact(name="Aino", email=ERASED, source="Web pages"))
    read = add(
        actor, leaders, Contact(name="Bo", email="bo@example.org", reader_email=ERASED, source="Web pages")
    )
    call_command("erase", ERASED, verbosity=0)
    read.refresh_from_db()
    assert (ListEntry.objects.get(), read.letters_to) == (read, None)
