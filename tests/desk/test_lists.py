"""Contact lists: made, filled, put right, used; seen by nobody but those who look after the whole organiser."""

import datetime
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from events.models import LogEntry, Tour
from registrations import retention
from registrations.actions import from_list
from registrations.actions.entries import Contact, add, move
from registrations.actions.invite import invite, send
from registrations.actions.lists import make_list
from registrations.erasure import erase_person
from registrations.models import ContactList, ListEntry, OutgoingMail, Person
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn
from tests.desk.filled import opened, refused
from tests.desk.filled import send as sent

Queries = Callable[[int], Any]
LISTS = "/organiser/lists/"


@pytest.fixture
def leaders(tour: Tour) -> ContactList:
    """The leaders of Ostrobothnia, nobody yet."""
    made = make_list(world.editor(), tour.organiser, name="Leaders of Ostrobothnia")
    made.regions.set(world.stop_of(tour, "vaasa").regions.all())
    return made


def at(row: ContactList, page: str = "") -> str:
    return f"{LISTS}{row.uuid}/{page}"


def listed(
    row: ContactList, name: str = "Raija Esimerkki", email: str = "raija@example.org", **more: Any
) -> ListEntry:
    return add(world.editor(row.organiser), row, Contact(name=name, email=email, source="Web pages", **more))


def crowd(row: ContactList, number: int) -> None:
    for at_ in range(number):
        listed(row, f"Person {at_}", f"p{at_}@example.org", reader_email="office@example.org")


def written(row: ContactList) -> list[str]:
    return [entry.person.name for entry in row.entries.whole().sorted()]


def test_a_list_is_made_filled_and_found_in(tour: Tour, sign_in: SignIn) -> None:
    client = sign_in()
    assert LISTS in client.get("/organiser/").content.decode()
    page = sent(
        client, f"{LISTS}new/", opened(client, f"{LISTS}new/"), name="Steering group", note="Ask first"
    )
    row = ContactList.objects.get()
    assert (row.organiser, row.note) == (tour.organiser, "Ask first")
    assert "Nobody is on the list yet." in page
    form = opened(client, at(row, "add/"))
    for name in ("Raija Öberg", "Bo Ek"):
        email = f"{name.split()[0].lower()}@example.org"
        sent(
            client,
            at(row, "add/"),
            form,
            name=name,
            email=email,
            organisation_text="Vaasa",
            source="Own e-mail",
        )
    assert "2 people" in client.get(at(row)).content.decode()
    found = client.get(at(row), {"q": "oberg vaasa"}).content.decode()
    assert "Raija Öberg" in found
    assert "Bo Ek" not in found
    lists = client.get(LISTS).content.decode()
    assert "<td>2 people</td>" in lists
    assert {entry.added_by.email for entry in row.entries.all() if entry.added_by} == {
        "editor@stm.example.org"
    }


def test_the_same_form_twice_is_one_list_and_a_name_stands_once(tour: Tour, sign_in: SignIn) -> None:
    client = sign_in()
    form = opened(client, f"{LISTS}new/") | {"name": "Steering group"}
    for _time in range(2):
        client.post(f"{LISTS}new/", form)
    assert ContactList.objects.count() == 1
    again = form | {"submission": str(uuid4()), "name": "STEERING group"}
    assert "There is a list of this name already." in refused(client, f"{LISTS}new/", again)


def test_somebody_is_put_right_and_the_person_with_them(leaders: ContactList, sign_in: SignIn) -> None:
    entry, client = listed(leaders, job_title="Director"), sign_in()
    ListEntry.objects.update(kept_until=timezone.localdate())
    form = opened(client, f"{LISTS}people/{entry.uuid}/")
    sent(
        client,
        f"{LISTS}people/{entry.uuid}/",
        form,
        name="Raija Uusi",
        email="uusi@example.org",
        job_title="",
    )
    entry.refresh_from_db()
    person = Person.objects.get()
    assert (person.name, person.email, entry.job_title) == ("Raija Uusi", "uusi@example.org", "")
    assert entry.kept_until > timezone.localdate() + datetime.timedelta(days=700)
    listed(leaders, "Bo Ek", "bo@example.org")
    form = opened(client, f"{LISTS}people/{entry.uuid}/")
    said = refused(client, f"{LISTS}people/{entry.uuid}/", form, email="bo@example.org")
    assert "known under another name" in said
    said = refused(client, f"{LISTS}people/{entry.uuid}/", form, email="", reader_email="office@example.org")
    assert "has an address of their own" in said
    form = opened(client, at(leaders, "add/")) | {"name": "Bo Ek", "email": "bo@example.org", "source": "x"}
    assert "is on the list already" in refused(client, at(leaders, "add/"), form)


def test_a_new_address_moves_the_whole_mailbox(leaders: ContactList, tour: Tour, sign_in: SignIn) -> None:
    entry, client = listed(leaders), sign_in()
    morning = world.morning_of(tour, "vaasa")
    row = invite(world.editor(), event=morning.event, sessions=[morning], person=entry.person)
    send(world.editor(), row)
    sent(
        client,
        f"{LISTS}people/{entry.uuid}/",
        opened(client, f"{LISTS}people/{entry.uuid}/"),
        email="new@example.org",
    )
    token = row.token
    row.refresh_from_db()
    assert row.token != token, "the link that went to the old address opens nothing any more"
    assert OutgoingMail.objects.filter(invitation=row).count() == 2, "the letter is written anew"


def test_those_ticked_are_confirmed_moved_and_taken_off(leaders: ContactList, sign_in: SignIn) -> None:
    other, client = make_list(world.editor(), leaders.organiser, name="Core group"), sign_in()
    raija, bo, eva = (listed(leaders, name, f"{name}@example.org") for name in ("Raija", "Bo", "Eva"))
    listed(other, "Bo", "bo@example.org")
    ListEntry.objects.update(kept_until=timezone.localdate(), dated=datetime.date(2020, 1, 1))

    def act(do: str, *entries: ListEntry, **more: str) -> str:
        ticked = {"do": do, "rows": [str(entry.uuid) for entry in entries], **more}
        return client.post(at(leaders, "act/"), ticked, follow=True).content.decode()

    assert "1 address is confirmed." in act("confirm", eva)
    eva.refresh_from_db()
    assert eva.dated == timezone.localdate() < eva.kept_until
    assert "2 people are moved to “Core group”." in act("move", raija, bo, to=str(other.uuid))
    assert (written(leaders), written(other)) == (["Eva"], ["Bo", "Raija"])
    assert "1 person is taken off the list." in act("remove", eva)
    assert not Person.objects.filter(name="Eva").exists(), "known for nothing else"
    assert "Nobody is ticked" in act("remove")
    assert client.post(at(leaders, "act/"), {"do": "move", "rows": "x"}).status_code == 404
    page = client.get("/organiser/log/").content.decode()
    for told in ("The address of somebody on a contact list was confirmed", "Somebody was moved to another"):
        assert told in page


def test_nobody_is_left_over_when_an_entry_goes(leaders: ContactList, sign_in: SignIn) -> None:
    """Whichever way it goes: another reader written, moved to where they stand already, erased, its time over."""
    actor, other = world.editor(), make_list(world.editor(), leaders.organiser, name="Core group")
    entry = listed(leaders, reader_email="office@example.org")
    stays = listed(other)
    client = sign_in()
    page = f"{LISTS}people/{entry.uuid}/"
    sent(client, page, opened(client, page), reader_email="registry@example.org")
    assert addresses() == ["raija@example.org", "registry@example.org"]
    late = timezone.localdate()
    leaders.entries.update(kept_until=late + datetime.timedelta(days=300), dated=late)
    other.entries.update(kept_until=late, dated=datetime.date(2020, 1, 1))
    move(actor, leaders, leaders.entries.all(), other)
    stays.refresh_from_db()
    assert (stays.kept_until, stays.dated) == (late + datetime.timedelta(days=300), late), "the later days"
    assert addresses() == ["raija@example.org"]
    listed(leaders, "Bo", "bo@example.org", reader_email="office@example.org")
    erase_person(actor, Person.objects.get(name="Bo"))
    assert addresses() == ["raija@example.org"]
    listed(leaders, "Eva", "eva@example.org", reader_email="office@example.org")
    leaders.entries.update(kept_until=late - datetime.timedelta(days=1))
    retention.sweep()
    assert addresses() == ["raija@example.org"]


def addresses() -> list[str]:
    return sorted(person.email for person in Person.objects.all() if person.email)


def test_a_list_goes_into_the_archive_and_for_good(leaders: ContactList, tour: Tour, sign_in: SignIn) -> None:
    listed(leaders)
    kept = comes(world.afternoon_of(tour, "vaasa"), "Aino Österman").registration.person
    listed(leaders, kept.name, str(kept.email))
    client, choose = sign_in(), f"{LISTS}?event={world.stop_of(tour, 'vaasa').slug}"
    assert leaders.name in client.get(choose).content.decode()
    client.post(at(leaders, "archive/"))
    assert leaders.name not in client.get(choose).content.decode()
    assert leaders.name in client.get(f"{LISTS}?archived").content.decode()
    client.post(at(leaders, "archive/"), {"again": "1"})
    assert leaders.name in client.get(LISTS).content.decode()
    assert "2 people are on it." in client.get(at(leaders, "remove/")).content.decode()
    client.post(at(leaders, "remove/"))
    assert not ContactList.objects.exists()
    assert [person.name for person in Person.objects.all()] == ["Aino Österman"]


def test_two_who_change_a_list_at_once_lose_nothing(leaders: ContactList, sign_in: SignIn) -> None:
    client = sign_in()
    mine = opened(client, at(leaders, "edit/"))
    sent(client, at(leaders, "edit/"), opened(client, at(leaders, "edit/")), note="Theirs")
    sent(client, at(leaders, "edit/"), mine, name="Mine")
    leaders.refresh_from_db()
    assert (leaders.name, leaders.note, leaders.regions.count()) == ("Mine", "Theirs", 1)
    both = refused(client, at(leaders, "edit/"), mine, status=409, name="Once more")
    assert '<span class="version">Mine</span>' in both
    assert '<span class="version">Once more</span>' in both


def test_nobody_is_invited_from_a_list_in_the_archive(
    leaders: ContactList, tour: Tour, sign_in: SignIn
) -> None:
    entry, client, morning = listed(leaders), sign_in(), world.morning_of(tour, "vaasa")
    client.post(at(leaders, "archive/"))
    leaders.refresh_from_db()
    for path in (at(leaders, "invite/"), f"{at(leaders, 'invite/')}?event={morning.event.slug}"):
        assert "before you invite from it" in client.get(path, follow=True).content.decode()
        assert client.post(path, {"create": "1"})["Location"] == at(leaders)
    choice = from_list.Choice(leaders, (entry.pk,), (morning,))
    with pytest.raises(from_list.InTheArchive):
        from_list.invite_from(world.editor(), morning.event, choice, submission=uuid4())


def test_lists_are_the_whole_organisers(leaders: ContactList, tour: Tour, sign_in: SignIn) -> None:
    entry = listed(leaders)
    event = world.stop_of(tour, "vaasa").slug
    pages = [LISTS, f"{LISTS}new/", f"{LISTS}?event={event}", f"{LISTS}people/{entry.uuid}/"]
    pages += [at(leaders, page) for page in ("", "edit/", "add/", "import/", "file/", "invite/", "remove/")]
    host = world.user("host@example.org")
    host.memberships.create(organiser=tour.organiser, role="editor", limited=True).events.add(
        world.stop_of(tour, "vaasa")
    )
    of_a_stop = Client()
    of_a_stop.force_login(host)
    for client in (of_a_stop, sign_in("viewer"), sign_in("door")):
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 404)
        assert client.post(at(leaders, "act/"), {"do": "remove", "rows": str(entry.uuid)}).status_code == 404
    foreign = sign_in("editor", of="thl")
    assert {page: foreign.get(page).status_code for page in pages[2:]} == dict.fromkeys(pages[2:], 404)
    assert leaders.name not in foreign.get(LISTS).content.decode()
    assert ListEntry.objects.count() == 1
    assert "contact list" not in of_a_stop.get(f"/organiser/events/{event}/invitations/").content.decode()


def test_a_host_does_not_move_the_mailbox_of_somebody_on_a_list(
    leaders: ContactList, tour: Tour, sign_in: SignIn
) -> None:
    """The host corrects the invitation at the own stop; the list keeps the address that it has."""
    entry, morning = listed(leaders), world.morning_of(tour, "vaasa")
    row = invite(world.editor(), event=morning.event, sessions=[morning], person=entry.person)
    host = world.user("host@example.org")
    host.memberships.create(organiser=tour.organiser, role="editor", limited=True).events.add(morning.event)
    client = Client()
    client.force_login(host)
    path = f"/organiser/events/{morning.event.slug}/invitations/{row.uuid}/send/"
    client.post(path, {"email": "host-says@example.org", "letter": 0})
    row.refresh_from_db()
    entry.refresh_from_db()
    assert (row.person.email, entry.person.email) == ("host-says@example.org", "raija@example.org")


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_take_the_same_statements_for_few_and_many(
    number: int, leaders: ContactList, tour: Tour, sign_in: SignIn, django_assert_num_queries: Queries
) -> None:
    client, stop = sign_in(), world.stop_of(tour, "vaasa")
    for each in range(number):
        make_list(world.editor(), leaders.organiser, name=f"List {each}").regions.set(stop.regions.all())
    crowd(leaders, number)
    client.get(LISTS)
    for path, statements in (
        (LISTS, 8),
        (at(leaders), 10),
        (f"{at(leaders, 'invite/')}?event={stop.slug}", 12),
    ):
        with django_assert_num_queries(statements):
            assert client.get(path).status_code == 200


def test_a_list_is_taken_out_with_its_purpose_and_brought_back_unchanged(
    leaders: ContactList, sign_in: SignIn
) -> None:
    listed(leaders, organisation_text="Vaasan kaupunki", job_title="=Director", language="sv")
    listed(leaders, "Bo Ek", "", reader_email="office@example.org", reader_name="Sirpa Sihteeri")
    client = sign_in()
    assert client.post(at(leaders, "file/"), {"kind": "csv"}).status_code == 200, "the purpose is asked"
    answer = client.post(at(leaders, "file/"), {"kind": "csv", "purpose": "checking"})
    text = answer.content.decode("utf-8-sig")
    assert "'=Director" in text
    entry = LogEntry.objects.get(verb="export")
    assert entry.details == {"format": "csv", "count": 2, "purpose": "checking"}
    page = client.get("/organiser/log/").content.decode()
    assert "Checking with others that the addresses are right" in page
    assert client.post(at(leaders, "file/"), {"kind": "xlsx", "purpose": "checking"}).content[:2] == b"PK"
    boxes = {
        "lines": text.replace("'=", ""),
        "source": "x",
        "dated": "2026-01-01",
        "submission": str(uuid4()),
    }
    ListEntry.objects.filter(job_title="=Director").update(job_title="Director")
    read = client.post(at(leaders, "import/"), boxes).content.decode()
    assert re.findall(r"<dt>([^<]*)</dt><dd>(\d+)</dd>", read) == [("On the list already", "2")]
