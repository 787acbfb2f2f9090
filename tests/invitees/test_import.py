"""The import's page: every reading is shown, what is wrong is named, and one click makes the drafts, once."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from events.actors import SYSTEM
from events.models import Job, LogEntry, Session, User
from registrations.actions import sent_out
from registrations.actions.invite import invite, person_at
from registrations.models import Invitation, OutgoingMail, Person
from tests import world
from tests.harness import previewed
from tests.invitees.tables import HEAD, RAIJA, TUOMAS, cells, crowd, table, workbook

Queries = Callable[[int], Any]
PATH = "/organiser/events/lape-2030-vaasa/invitations/import/"
LIST = "/organiser/events/lape-2030-vaasa/invitations/"


@pytest.fixture
def client(morning: Session) -> Client:
    return signed_in(world.member(world.organiser()))


def signed_in(who: User) -> Client:
    User.objects.filter(pk=who.pk).update(language="en")
    client = Client()
    client.force_login(who)
    return client


def boxes(lines: str = HEAD + RAIJA + TUOMAS, **more: str) -> dict[str, str]:
    return {"lines": lines, "submission": str(uuid4()), **more}


preview, create = partial(previewed.preview, PATH), partial(previewed.create, PATH)


def known(morning: Session, name: str = "Raija Esimerkki", email: str = "raija@example.org") -> Person:
    return person_at(morning.event.organiser, name=name, email=email)


def invited(morning: Session, person: Person) -> Invitation:
    return invite(SYSTEM, event=morning.event, sessions=[morning], person=person)


def counted() -> list[int]:
    return [model.objects.count() for model in (Person, Invitation, Job, LogEntry)]


def facts(page: str) -> list[tuple[str, str]]:
    """The counts above the table."""
    return re.findall(r"<dt>([^<]*)</dt><dd>(\d+)</dd>", page)


def test_the_preview_shows_every_reading_and_writes_nothing(client: Client) -> None:
    before, page = counted(), preview(client, boxes())
    for words in (
        "Raija Esimerkki", "kirjaamo@example.org", "own address: raija@example.org", "Kaupunginjohtaja",
        "Swedish", "youth representative", "Make 2 drafts",
    ):  # fmt: skip
        assert words in page, words
    assert (counted(), facts(page)) == (before, [("New", "2")])


def test_one_click_makes_the_drafts_and_writes_to_nobody(client: Client, morning: Session) -> None:
    assert create(client, boxes()) == f"{LIST}?state=draft"
    raija, tuomas = Invitation.objects.order_by("pk")
    assert (raija.state, raija.person.language, raija.organisation_text) == ("draft", "sv", "Vaasan kaupunki")
    assert (raija.addressee.email, raija.person.email) == ("kirjaamo@example.org", "raija@example.org")
    assert (tuomas.role, tuomas.letters_to, tuomas.person.source) == ("youth", None, "import")
    assert [opened.session for opened in tuomas.opens.all()] == [morning]
    assert not OutgoingMail.objects.exists()
    assert "there are 2 to be sent" in client.get(LIST).content.decode()


def test_the_log_tells_numbers_and_no_names(client: Client) -> None:
    create(client, boxes(table("raija esimerkki;raija@example.org")))
    entry = LogEntry.objects.get(verb="import invitations")
    assert entry.details == {"drafts": 1, "left": 1}
    assert "raija" not in str(list(LogEntry.objects.values())).lower()
    page = client.get("/organiser/events/lape-2030-vaasa/log/").content.decode()
    assert "1 draft, 1 row left alone" in page


def test_who_stands_how_is_said_and_only_the_new_and_the_known_are_drafted(
    client: Client, morning: Session
) -> None:
    known(morning)
    old = invited(morning, known(morning, "Tuomas Esimerkki", "tuomas@example.org"))
    known(morning, "Aivan Toinen", "anna@example.org")
    lines = HEAD + RAIJA + TUOMAS + RAIJA + "Anna;anna@example.org\r\nBo;bo@example.org\r\n"
    assert facts(preview(client, boxes(lines))) == [
        ("New", "1"), ("Known already", "1"), ("Invited already", "1"), ("Here twice", "1"),
        ("Known under another name", "1"),
    ]  # fmt: skip
    create(client, boxes(lines))
    assert sorted(Invitation.objects.values_list("person__name", flat=True)) == [
        "Bo",
        "Raija Esimerkki",
        "Tuomas Esimerkki",
    ]
    old.refresh_from_db()
    assert (old.organisation_text, old.role) == ("", "")


def test_the_same_table_once_more_makes_nothing(client: Client) -> None:
    office = "Anna;;;;;kirjaamo@example.org"
    create(client, boxes(table(office)))
    page = preview(client, boxes(table(office)))
    assert facts(page) == [("Invited already", "2")]
    assert 'name="create"' not in page


def test_a_double_click_is_one_import(client: Client) -> None:
    sent = boxes()
    first = create(client, sent)
    again = client.post(PATH, {**sent, "seen": "whatever", "create": "1"})
    assert again["Location"] == first
    assert (Invitation.objects.count(), Job.objects.count()) == (2, 1)
    assert Job.objects.get().wanted == {}


def test_what_was_not_shown_is_not_made(client: Client) -> None:
    sent = boxes()
    seen = previewed.SEEN.search(preview(client, sent))
    assert seen
    page = preview(client, {**sent, "lines": HEAD + RAIJA, "seen": seen[1], "create": "1"}, 422)
    assert "Something has changed since the preview." in page
    assert not Invitation.objects.exists()


def test_a_bad_row_is_named_and_the_box_stays_filled(client: Client) -> None:
    lines = table("Anna;anna(at)example.org", "Bo;not an address;;;klingon")
    page = preview(client, boxes(lines, create="1", seen="x"))
    for words in ("Row 4, column 2:", "Row 4, column 5:", 'href="#id_lines"', "Bo;not an address"):
        assert words in page, words
    assert page.count('aria-invalid="true"') == 1
    assert 'name="create"' not in page
    assert not Person.objects.exists()


def test_a_file_fills_the_box_and_its_sheet_is_chosen(client: Client) -> None:
    content = workbook(Muistio=[["Tervetuloa"]], Kutsuttavat=cells(HEAD + RAIJA))
    page = preview(client, {"submission": str(uuid4()), "file": SimpleUploadedFile("lista.xlsx", content)})
    assert re.findall(r'name="sheet" value="(\d)">(\w+)<', page) == [("0", "Muistio"), ("1", "Kutsuttavat")]
    kept = re.search(r'name="sheets" value="([^"]*)"', page)
    assert kept
    chosen = {"sheets": kept[1].replace("&quot;", '"'), "sheet": "1", "submission": str(uuid4())}
    assert "Make 1 draft<" in preview(client, chosen)
    for wrong in ("7", "x", ""):
        assert "Choose the file once more." in preview(client, {**chosen, "sheet": wrong}, 422)


def test_a_csv_of_windows_is_read(client: Client) -> None:
    content = "Namn;E-post\r\nÅsa Öberg;asa@example.org\r\n".encode("cp1252")
    page = preview(client, {"submission": str(uuid4()), "file": SimpleUploadedFile("lista.csv", content)})
    assert "Åsa Öberg" in page


def test_what_they_are_invited_to_is_chosen_where_there_is_more_than_one(
    client: Client, morning: Session
) -> None:
    evening = world.morning(morning.event, short_title={"fi": "Ilta", "sv": "Kväll", "en": "Evening"})
    assert "Choose one." in preview(client, boxes(), 422)
    create(client, boxes(sessions=str(evening.uuid)))
    assert {opened.session for row in Invitation.objects.all() for opened in row.opens.all()} == {evening}


def test_without_a_part_by_invitation_nobody_can_be_imported(client: Client, morning: Session) -> None:
    Session.objects.update(admission="open")
    assert "No session of this event is by invitation" in client.get(PATH).content.decode()
    assert "No session of this event is by invitation" in preview(client, boxes())


def test_a_long_table_is_shown_page_by_page(client: Client) -> None:
    sent = boxes(crowd(250))
    assert "Rows 1–200 of 250" in preview(client, sent)
    page = preview(client, {**sent, "page": "2"})
    assert "Rows 201–250 of 250" in page
    assert page.count('<th scope="row">') == 50


@pytest.mark.parametrize("people", [1, 40])
def test_a_preview_and_its_click_take_the_same_statements_for_few_and_many(
    client: Client, people: int, django_assert_num_queries: Queries
) -> None:
    sent = boxes(crowd(people, first=10))
    with django_assert_num_queries(9):
        seen = previewed.SEEN.search(preview(client, sent))
    assert seen
    with django_assert_num_queries(34):
        client.post(PATH, {**sent, "seen": seen[1], "create": "1"})
    assert Invitation.objects.count() == people


def test_a_host_is_not_told_whom_other_stops_know(morning: Session) -> None:
    known(morning)
    invited(morning, known(morning, "Tuomas Esimerkki", "tuomas@example.org"))
    host = world.user("host@example.org")
    host.memberships.create(organiser=morning.event.organiser, role="editor", limited=True).events.add(
        morning.event
    )
    assert facts(preview(signed_in(host), boxes())) == [("New", "1"), ("Invited already", "1")]


def test_a_few_drafts_are_sent_at_once_and_many_by_the_worker(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(client, boxes(HEAD + RAIJA))
    sent = {"submission": str(uuid4())}
    assert client.post(f"{LIST}send/", sent)["Location"] == LIST
    create(client, boxes(crowd(3)))
    monkeypatch.setattr(sent_out, "MOST_AT_ONCE", 2)
    led = {client.post(f"{LIST}send/", sent)["Location"] for _twice in range(2)}
    assert led == {f"/organiser/work/{Job.objects.get(kind='send_invitations').uuid}/"}
    assert OutgoingMail.objects.count() == 1
