"""A table put on a contact list: who is who by e-mail, what it says otherwise shown old and new, one click, once."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from events.models import Job, LogEntry
from registrations.actions import listed
from registrations.actions.invite import person_at
from registrations.actions.lists import make_list
from registrations.models import ContactList, ListEntry, OutgoingMail, Person
from tests import world
from tests.harness import previewed
from tests.invitees.tables import HEAD, RAIJA, TUOMAS, crowd, table
from tests.invitees.test_import import Queries, facts, signed_in


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(world.member(world.organiser()))


@pytest.fixture
def group(db: None) -> ContactList:
    return make_list(world.editor(), world.organiser(), name="Leaders")


def boxes(lines: str = HEAD + RAIJA + TUOMAS, **more: str) -> dict[str, str]:
    said = {"lines": lines, "submission": str(uuid4()), "source": "Web pages", "dated": "2026-02-03"}
    return {**said, **more}


def path(group: ContactList) -> str:
    return f"/organiser/lists/{group.uuid}/import/"


def preview(client: Client, group: ContactList, sent: dict[str, Any], status: int = 200) -> str:
    return previewed.preview(path(group), client, sent, status)


def create(client: Client, group: ContactList, sent: dict[str, str]) -> str:
    return previewed.create(path(group), client, sent)


def test_one_click_puts_them_on_the_list_with_source_and_date(client: Client, group: ContactList) -> None:
    assert facts(preview(client, group, boxes())) == [("New", "2")]
    assert not Person.objects.exists()
    assert create(client, group, boxes()) == f"/organiser/lists/{group.uuid}/"
    raija, tuomas = group.entries.whole().sorted()
    assert (raija.person.email, raija.addressee.email, raija.organisation_text, raija.person.language) == (
        "raija@example.org", "kirjaamo@example.org", "Vaasan kaupunki", "sv",
    )  # fmt: skip
    assert (tuomas.source, str(tuomas.dated), tuomas.person.source) == ("Web pages", "2026-02-03", "list")
    assert not OutgoingMail.objects.exists()
    assert LogEntry.objects.get(verb="import contacts").details == {"added": 2, "changed": 0}
    assert "raija" not in str(list(LogEntry.objects.values())).lower()
    page = client.get("/organiser/log/").content.decode()
    assert "People from a table were put on a contact list" in page
    assert "2 people" in page


def test_duplicates_are_one_and_what_is_said_otherwise_is_shown_old_and_new(
    client: Client, group: ContactList
) -> None:
    create(client, group, boxes())
    person_at(group.organiser, name="Ida Vanha", email="ida@example.org")
    ListEntry.objects.filter(person__name__startswith="Tuomas").update(
        letters_to=person_at(group.organiser, name="Reader", email="reader@example.org")
    )
    lines = table(
        "Tuomas Uusi;tuomas@example.org;Kaupunki;;ruotsi;other@example.org;", "Ida Uusi;IDA@example.org;Kela;;;;",
        "Bo Ek;bo@example.org", "Bo Ek;Bo@Example.org",
    )  # fmt: skip
    page = preview(client, group, boxes(lines))
    assert facts(page) == [
        ("New", "1"), ("The details differ", "2"), ("On the list already", "1"), ("Here twice", "1"),
    ]  # fmt: skip
    for told in (
        "Name: Tuomas Esimerkki → <b>Tuomas Uusi</b>", "Organisation: Nuorisovaltuusto → <b>Kaupunki</b>",
        "Language: Finnish → <b>Swedish</b>", "Name: Ida Vanha → <b>Ida Uusi</b>",
    ):  # fmt: skip
        assert told in page, told
    create(client, group, boxes(lines))
    assert [(entry.person.name, entry.organisation_text) for entry in group.entries.whole().sorted()] == [
        ("Bo Ek", ""), ("Raija Esimerkki", "Vaasan kaupunki"), ("Ida Uusi", "Kela"), ("Tuomas Uusi", "Kaupunki"),
    ]  # fmt: skip
    assert Person.objects.filter(email="tuomas@example.org", language="sv").count() == 1
    assert not Person.objects.filter(name="Reader").exists(), "nobody is left who reads for nobody"


def test_an_empty_cell_changes_nothing_and_somebody_without_an_address_is_found_again(
    client: Client, group: ContactList
) -> None:
    create(client, group, boxes(table("Anna;;Kela;Johtaja;;sihteeri@example.org;")))
    lines = "Nimi;Sähköposti;Sihteeri\r\nAnna;;sihteeri@example.org\r\nRaija Esimerkki;raija@example.org;\r\n"
    assert facts(preview(client, group, boxes(lines))) == [("On the list already", "2")]
    create(client, group, boxes(lines))
    anna, raija = group.entries.whole().sorted()
    assert (anna.organisation_text, anna.job_title, anna.addressee.email) == (
        "Kela",
        "Johtaja",
        "sihteeri@example.org",
    )
    assert (raija.addressee.email, group.entries.count()) == ("kirjaamo@example.org", 2)


def test_who_wants_no_letters_is_marked_and_stays_so(client: Client, group: ContactList) -> None:
    create(client, group, boxes())
    Person.objects.filter(email="tuomas@example.org").update(do_not_write_at="2026-01-01T12:00Z")
    page = preview(client, group, boxes())
    assert page.count("Wants no letters") == 1
    create(client, group, boxes())
    assert Person.objects.exclude(do_not_write_at=None).count() == 1
    assert "Wants no letters" in client.get(f"/organiser/lists/{group.uuid}/").content.decode()


def test_a_bad_row_is_named_and_a_source_is_asked_for(client: Client, group: ContactList) -> None:
    page = preview(client, group, boxes(table("Anna;anna(at)example.org", "Bo;not an address"), create="1"))
    assert "Row 4, column 2:" in page
    assert preview(client, group, boxes(source="", dated="2999-01-01"), 422).count("error-text") == 2
    assert not Person.objects.exists()


def test_a_double_click_is_one_import_and_what_was_not_shown_is_not_done(
    client: Client, group: ContactList
) -> None:
    sent = boxes()
    first = create(client, group, sent)
    assert client.post(path(group), {**sent, "seen": "x", "create": "1"})["Location"] == first
    assert (ListEntry.objects.count(), Job.objects.count()) == (2, 1)
    page = preview(client, group, boxes(seen="x", create="1"), 422)
    assert "Something has changed since the preview." in page


def test_many_are_left_to_the_worker_and_cancelled_they_go_again(client: Client, group: ContactList) -> None:
    create(client, group, boxes())
    goal = create(client, group, boxes(crowd(120) + "\r\n" + RAIJA.replace("Raija", "Raisa")))
    job = Job.objects.latest("pk")
    assert goal == f"/organiser/work/{job.uuid}/"
    steps, made = listed._merging(job), dict[str, Any]()
    steps.step(0, made)
    assert ListEntry.objects.count() > 50
    job.made = made
    listed.undo(job)
    assert (group.entries.count(), Person.objects.count()) == (2, 3)
    for _time in range(2):
        listed.task(job.pk)
    assert group.entries.count() == 122
    assert Person.objects.filter(name="Raisa Esimerkki").exists()
    assert (Job.objects.get(pk=job.pk).state, Job.objects.get(pk=job.pk).wanted) == ("done", {})


@pytest.mark.parametrize("fails", [False, True])
def test_of_an_import_that_ends_early_the_log_and_the_page_say_what_stays(
    client: Client, group: ContactList, fails: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(client, group, boxes())
    person_at(group.organiser, name="Ida Vanha", email="ida@example.org")
    first = RAIJA.replace("Vaasan kaupunki", "Kela") + TUOMAS + "Ida Uusi;ida@example.org\r\n"
    create(client, group, boxes(HEAD + first + crowd(120).removeprefix(HEAD)))
    job, step = Job.objects.latest("pk"), listed.Merging.step

    def ends(self: listed.Merging, number: int, made: dict[str, Any]) -> None:
        if number and fails:
            raise ValueError
        step(self, number, made)
        if not fails:
            Job.objects.filter(pk=job.pk).update(cancel_requested=True)

    monkeypatch.setattr(listed.Merging, "step", ends)
    listed.task(job.pk)
    job.refresh_from_db()
    why = "It could not be done to the end." if fails else "It was cancelled."
    assert job.refusal == (
        f"{why} Whoever was new is not on the list. The details of 2 people had been put right before that, and "
        "stay so: the log tells of whom."
    )
    page = client.get(f"/organiser/work/{job.uuid}/").content.decode()
    assert "2 people had been put right" in page
    assert "othing" not in page.split("<main")[1]
    raija, tuomas = group.entries.whole().sorted()
    ida = Person.objects.get(email="ida@example.org")
    assert (raija.organisation_text, ida.name) == ("Kela", "Ida Uusi")
    logged = set(LogEntry.objects.values_list("verb", "target_uuid"))
    assert logged >= {("change entry", raija.uuid), ("confirm entry", tuomas.uuid), ("put right", ida.uuid)}
    assert ("change entry", tuomas.uuid) not in logged


@pytest.mark.parametrize("people", [1, 40])
def test_a_preview_and_its_click_take_the_same_statements_for_few_and_many(
    client: Client, group: ContactList, people: int, django_assert_num_queries: Queries
) -> None:
    sent = boxes(crowd(people, first=10))
    with django_assert_num_queries(9):
        seen = previewed.SEEN.search(preview(client, group, sent))
    assert seen
    with django_assert_num_queries(28):
        client.post(path(group), {**sent, "seen": seen[1], "create": "1"})
    assert group.entries.count() == people
