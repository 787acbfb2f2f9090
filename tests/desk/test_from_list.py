"""Inviting from a contact list, and keeping the invited as one."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from events.models import Job, LogEntry, Session, Tour
from events.refusals import Refused
from registrations.actions import from_list, imported
from registrations.actions.invite import invite, person_at
from registrations.actions.kept import Who, keep
from registrations.actions.lists import make_list
from registrations.actions.quiet import write_no_more
from registrations.erasure import erase_person
from registrations.models import ContactList, Invitation, ListEntry, OutgoingMail, Person
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn
from tests.desk.filled import opened, refused, send
from tests.desk.test_lists import LISTS, at, crowd, leaders, listed, written

__all__ = ["leaders"]
SEEN = re.compile(r'name="seen" value="(\w+)"')


@pytest.fixture
def morning(tour: Tour) -> Session:
    return world.morning_of(tour, "vaasa")


def facts(page: str) -> list[tuple[str, str]]:
    return re.findall(r"<dt>([^<]*)</dt><dd>(\d+)</dd>", page)


def boxes(page: str) -> dict[str, Any]:
    """The form of the page as a browser would send it back, with its ticks."""
    hidden = dict(re.findall(r'<input type="hidden" name="(seen|turned|submission)" value="([^"]*)"', page))
    shown = re.findall(r'name="shown" value="([^"]*)"', page)
    return hidden | {
        "shown": shown,
        "ticked": re.findall(r'name="ticked" value="([^"]*)"[^>]* checked', page),
    }


def path(row: ContactList, session: Session) -> str:
    return f"{at(row, 'invite/')}?event={session.event.slug}"


def test_the_page_says_how_everybody_stands_and_drafts_only_those_ticked(
    leaders: ContactList, morning: Session, tour: Tour, sign_in: SignIn
) -> None:
    client = sign_in()
    raija, bo = (
        listed(leaders, job_title="Director", reader_email="office@example.org"),
        listed(leaders, "Bo", "b@example.org"),
    )
    invited, quiet, gone = (listed(leaders, name, f"{name}@example.org") for name in ("Ida", "Ulla", "Otto"))
    there = comes(world.afternoon_of(tour, "vaasa"), "Aino Österman").registration.person
    listed(leaders, there.name, str(there.email))
    invite(world.editor(), event=morning.event, sessions=[morning], person=invited.person)
    write_no_more(world.editor(role="admin"), quiet.person)
    Person.objects.filter(pk=gone.person_id).update(email=None)
    page = client.get(path(leaders, morning)).content.decode()
    assert facts(page) == [
        ("To be invited", "2"), ("Registered already", "1"), ("Invited already", "1"), ("Wants no letters", "1"),
        ("Has no address", "1"),
    ]  # fmt: skip
    sent = boxes(page)
    assert set(sent["ticked"]) == {str(bo.uuid), str(raija.uuid)}
    ListEntry.objects.update(kept_until="2027-01-01")
    forged = [str(raija.uuid), str(quiet.uuid), str(invited.uuid)]
    answer = client.post(path(leaders, morning), sent | {"ticked": forged, "create": "1"})
    assert answer["Location"] == f"/organiser/events/{morning.event.slug}/invitations/?state=draft"
    drafted = Invitation.objects.exclude(person=invited.person).get()
    assert (drafted.person, drafted.job_title, drafted.addressee.email) == (
        raija.person,
        "Director",
        "office@example.org",
    )
    assert [each.session for each in drafted.opens.all()] == [morning]
    for entry in (raija, bo):
        entry.refresh_from_db()
    assert str(bo.kept_until) == "2027-01-01" < str(raija.kept_until), "whoever is invited lives on"
    assert not OutgoingMail.objects.filter(kind="invited").exists()
    assert LogEntry.objects.get(verb="invite from list").details == {"drafts": 1, "left": 0}
    again = client.post(path(leaders, morning), sent | {"ticked": forged, "create": "1"})
    assert (again["Location"], Invitation.objects.count()) == (answer["Location"], 2), "a double click is one"


def test_who_is_registered_is_invited_when_ticked(
    leaders: ContactList, morning: Session, tour: Tour, sign_in: SignIn
) -> None:
    there = comes(world.afternoon_of(tour, "vaasa"), "Aino Österman").registration.person
    entry, client = listed(leaders, there.name, str(there.email)), sign_in()
    sent = boxes(client.get(path(leaders, morning)).content.decode())
    assert "Nobody is ticked." in client.post(path(leaders, morning), sent | {"create": "1"}).content.decode()
    client.post(path(leaders, morning), sent | {"ticked": [str(entry.uuid)], "create": "1"})
    assert Invitation.objects.get().person == there


def test_whoever_has_named_a_substitute_or_been_taken_back_is_not_invited_again_unasked(
    leaders: ContactList, morning: Session, sign_in: SignIn
) -> None:
    named, back, both = (listed(leaders, name, f"{name}@example.org") for name in ("Nina", "Bo", "Eva"))
    states = [(named, "substituted"), (back, "expired"), (both, "expired"), (both, "substituted")]
    for entry, state in states:
        row = invite(world.editor(), event=morning.event, sessions=[morning], person=entry.person)
        Invitation.objects.filter(pk=row.pk).update(state=state)
    client = sign_in()
    page = client.get(path(leaders, morning)).content.decode()
    assert facts(page) == [("Invitation taken back", "1"), ("Has named a substitute", "2")]
    sent = boxes(page)
    assert (sent["shown"], sent["ticked"]) == ([str(back.uuid)], [])
    forged = {"ticked": [str(each.uuid) for each in (named, back, both)], "create": "1"}
    client.post(path(leaders, morning), sent | forged)
    assert Invitation.objects.get(state="draft").person == back.person, "who is taken back can be ticked"


def test_what_has_changed_since_is_shown_first(
    leaders: ContactList, morning: Session, sign_in: SignIn
) -> None:
    listed(leaders)
    client = sign_in()
    sent = boxes(client.get(path(leaders, morning)).content.decode())
    listed(leaders, "Bo", "bo@example.org")
    page = client.post(path(leaders, morning), sent | {"create": "1"})
    assert page.status_code == 422
    assert "Something has changed since the preview." in page.content.decode()
    assert not Invitation.objects.exists()


def test_ticks_are_kept_from_page_to_page_and_many_are_drafted_by_the_worker(
    leaders: ContactList, morning: Session, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registrations.organiser.lists.invite_form.PER_PAGE", 40)
    client = sign_in()
    crowd(leaders, 60)
    sent = boxes(client.get(path(leaders, morning)).content.decode())
    assert len(sent["ticked"]) == 40
    out = sent["ticked"].pop()
    second = boxes(client.post(path(leaders, morning), sent | {"page": "2"}).content.decode())
    assert len(second["ticked"]) == 20
    out_too = second["ticked"].pop()
    answer = client.post(path(leaders, morning), second | {"create": "1"})
    job = Job.objects.get()
    assert answer["Location"] == f"/organiser/work/{job.uuid}/"
    for _time in range(2):
        from_list.task(job.pk)
    left = ListEntry.objects.filter(uuid__in=[out, out_too])
    assert Invitation.objects.count() == 58
    assert not Invitation.objects.filter(person__in=left.values("person")).exists()
    assert Job.objects.get().wanted == {}


def test_a_cancelled_sending_takes_its_drafts_away_and_forgets_nobody(
    leaders: ContactList, morning: Session, sign_in: SignIn
) -> None:
    crowd(leaders, 120)
    client = sign_in()
    client.post(
        path(leaders, morning), boxes(client.get(path(leaders, morning)).content.decode()) | {"create": "1"}
    )
    job = Job.objects.get()
    steps = from_list._inviting(job)
    made: dict[str, Any] = {}
    steps.step(0, made)
    assert Invitation.objects.exists()
    job.made = made
    imported.undo(job)
    assert not Invitation.objects.exists()
    assert ListEntry.objects.count() == 120


def test_lists_of_the_stops_regions_come_first(
    leaders: ContactList, morning: Session, sign_in: SignIn
) -> None:
    make_list(world.editor(), leaders.organiser, name="A list of the whole country")
    client = sign_in()
    assert (
        f"{LISTS}?event={morning.event.slug}"
        in client.get(f"/organiser/events/{morning.event.slug}/invitations/").content.decode()
    )
    page = client.get(f"{LISTS}?event={morning.event.slug}").content.decode()
    assert page.index("For the regions of this stop") < page.index(leaders.name) < page.index("Other lists")
    assert page.index("Other lists") < page.index("A list of the whole country")
    choose = client.get(at(leaders, "invite/")).content.decode()
    assert path(leaders, morning) in choose


def test_the_invited_are_kept_as_a_list_with_the_event_as_their_source(
    morning: Session, sign_in: SignIn
) -> None:
    client, keep = sign_in(), f"{LISTS}new/?event={morning.event.slug}"
    for name, state in (("Raija", "accepted"), ("Bo", "sent"), ("Ida", "expired")):
        person = person_at(morning.event.organiser, name=name, email=f"{name}@example.org")
        row = invite(
            world.editor(), event=morning.event, sessions=[morning], person=person, organisation_text="Vaasa"
        )
        Invitation.objects.filter(pk=row.pk).update(state=state)
    assert keep in client.get(f"/organiser/events/{morning.event.slug}/invitations/").content.decode()
    form = opened(client, keep) | {"regions": [region.slug for region in morning.event.regions.all()]}
    page = send(client, keep, form, name="Heads", who="accepted", into="")
    made = ContactList.objects.get()
    assert (written(made), made.regions.count()) == (["Raija"], 1)
    assert "invited to Vaasa, " in page
    assert made.entries.get().organisation_text == "Vaasa"
    form = opened(client, keep)
    page = send(client, keep, form, who="invited", into=str(made.uuid), name="")
    assert "1 person is new on it, 1 had been there." in page
    assert written(made) == ["Bo", "Raija"]
    assert "Write a name for the new list." in refused(client, keep, opened(client, keep), into="", name="")
    assert ContactList.objects.count() == 1


def test_without_a_part_by_invitation_nobody_is_invited(
    leaders: ContactList, morning: Session, sign_in: SignIn
) -> None:
    listed(leaders)
    Session.objects.filter(event=morning.event).update(admission="open")
    assert (
        "No session of this event is by invitation" in sign_in().get(path(leaders, morning)).content.decode()
    )


def test_a_reader_who_has_been_erased_is_not_kept_with_the_invited(
    leaders: ContactList, morning: Session
) -> None:
    actor, organiser = world.editor(), leaders.organiser
    person, office = (
        person_at(organiser, name=name, email=f"{name}@example.org") for name in ("Raija", "Office")
    )
    invite(actor, event=morning.event, sessions=[morning], person=person, letters_to=office)
    erase_person(actor, office)
    assert keep(actor, morning.event, leaders, Who.INVITED) == (1, 0)
    assert leaders.entries.get().addressee == person


@pytest.mark.parametrize("another", [False, True])
def test_a_draft_opens_the_part_that_was_shown_or_is_not_made(
    leaders: ContactList, morning: Session, tour: Tour, sign_in: SignIn, another: bool
) -> None:
    listed(leaders)
    client, afternoon = sign_in(), world.afternoon_of(tour, "vaasa")
    sent = boxes(client.get(path(leaders, morning)).content.decode())
    Session.objects.filter(pk=morning.pk).update(admission="open")
    if another:
        Session.objects.filter(pk=afternoon.pk).update(admission="invitation")
    answer = client.post(path(leaders, morning), sent | {"create": "1"})
    assert (answer.status_code, Invitation.objects.exists(), Job.objects.exists()) == (422, False, False)
    said = "Something has changed since" if another else "No session of this event is by invitation"
    assert said in answer.content.decode()


@pytest.mark.parametrize("opens", [(), ("afternoon",)])
def test_no_draft_opens_nothing_or_what_is_open_to_all(
    leaders: ContactList, morning: Session, tour: Tour, opens: tuple[str, ...]
) -> None:
    entry, sessions = listed(leaders), tuple(world.afternoon_of(tour, "vaasa") for _each in opens)
    choice = from_list.Choice(leaders, (entry.pk,), sessions)
    with pytest.raises(Refused):
        from_list.invite_from(world.editor(), morning.event, choice, submission=uuid4())
    assert not Invitation.objects.exists()


def test_anything_may_stand_in_the_form(leaders: ContactList, morning: Session, sign_in: SignIn) -> None:
    client, entry = sign_in(), listed(leaders)
    sent = boxes(client.get(path(leaders, morning)).content.decode())
    for wrong in (
        {"turned": "\0"},
        {"submission": "x"},
        {"page": "x" * 50},
    ):
        answer = client.post(path(leaders, morning), {**sent, "ticked": [], **wrong, "create": "1"})
        assert answer.status_code in (200, 422), wrong
    assert not Invitation.objects.exists()
    assert Client().get(f"{LISTS}people/{entry.uuid}/").status_code == 302
