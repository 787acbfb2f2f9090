"""A frozen attendance list: a document that nothing changes afterwards, and that goes on its own last day."""

import datetime
import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone, translation

from config.management.commands.audit_invariants import breaches
from events.actors import ANYONE
from events.models import Event, LogEntry, Session
from events.refusals import Changed, NotAllowed
from registrations import retention
from registrations.actions import manage
from registrations.actions.freeze import Why, freeze
from registrations.attendance.frozen import files
from registrations.models import FrozenFile, FrozenList, Participation, Person, Registration
from registrations.models.frozen_list import lists_kept_until
from tests import world
from tests.attendance.cast import came, comes, part
from tests.attendance.test_list import signed_in
from tests.attendance.test_sheet import HOSTILE, read
from webcast.organiser.person.held import held_about

Queries = Callable[[int], Any]


def path(session: Session, page: str = "") -> str:
    return f"/organiser/sessions/{session.uuid}/attendance/frozen/{page}"


def form(session: Session, **changes: Any) -> dict[str, Any]:
    until = lists_kept_until(session.event)
    sent = {"purpose": "archive", "case_number": "VN/123/2030", "kept_until": until.isoformat()}
    return sent | {"submission": str(uuid4())} | changes


def english(client: Client, role: str = "editor") -> Client:
    who = world.member(world.organiser(), role)
    who.language = "en"
    who.save()
    return signed_in(client, role)


def frozen_by(client: Client, session: Session, **changes: Any) -> str:
    answer = client.post(path(session), form(session, **changes), follow=True)
    assert answer.redirect_chain, answer.content.decode().split("<main")[-1]
    return answer.content.decode()


def why(session: Session) -> Why:
    return Why("archive", "VN/123/2030", lists_kept_until(session.event))


def test_a_list_is_frozen_taken_and_checked(begun: Session, client: Client) -> None:
    english(client)
    page = frozen_by(client, begun)
    for told in (
        "Version 1",
        "The list now says the same",
        "Europe/Helsinki, UTC+0",
        "VN/123/2030",
        "sha256sum",
    ):
        assert told in page, told
    first = FrozenList.objects.get()
    taken = {kind: client.get(path(begun, f"{first.uuid}.{kind}")) for kind in ("pdf", "json")}
    for answer in taken.values():
        assert hashlib.sha256(answer.content).hexdigest() in page
        assert answer["Cache-Control"] == "private, no-store"
    reader, text = read(taken["pdf"].content)
    document: Any = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in document["/Metadata"].get_object().get_data()
    words = " ".join(text.split())
    for told in ("version 1", "Aino Österman", "Editor of stm", "VN/123/2030", "2 came", "Närvarolista"):
        assert told in words, words
    data = json.loads(taken["json"].content)
    assert hashlib.sha256(taken["json"].content).hexdigest() in text.replace("\n", "")
    assert [row["name"] for row in data["people"]] == ["Bertil Borg", "Cecilia Ceder", "Aino Österman"]
    assert (data["frozen_by"], data["counts"]) == ("Editor of stm", {"people": 3, "came": 2})
    assert data["frozen_at"].endswith(("+02:00", "+03:00"))


def test_a_later_version_says_what_differs_and_the_first_stays_as_it_was(
    begun: Session, client: Client
) -> None:
    frozen_by(english(client), begun)
    first = FrozenList.objects.get()
    taken = client.get(path(begun, f"{first.uuid}.pdf")).content
    manage.leave(ANYONE, part(begun, "Cecilia Ceder").registration, session=begun)
    late = came(part(begun, "Bertil Borg"), "paper")
    Registration.objects.filter(pk=late.registration_id).update(organisation_text="Vasa stad")
    world_new = came(walks_in(begun, "Dora Dahl"))
    assert "The list has changed since" in client.get(path(begun)).content.decode()
    assert client.get(path(begun, f"{first.uuid}.pdf")).content == taken
    page = frozen_by(client, begun)
    assert "1 added, 1 removed, 1 changed" in page
    assert page.count("The list now says the same") == page.count("The list has changed since") == 1
    second = FrozenList.objects.get(number=2)
    _reader, text = read(client.get(path(begun, f"{second.uuid}.pdf")).content)
    words = " ".join(text.split())
    for told in ("What differs from version 1", "Added: Dora Dahl", "Removed: Cecilia Ceder", "→ Vasa stad"):
        assert told in words, words
    since = json.loads(client.get(path(begun, f"{second.uuid}.json")).content)["differences"]
    assert since["added"] == [str(world_new.uuid)]
    verbs = list(LogEntry.objects.filter(target="frozenlist").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["freeze", *["take frozen list"] * 2, "freeze", *["take frozen list"] * 2]
    log = client.get(f"/organiser/events/{begun.event.slug}/log/").content.decode()
    assert "The attendance list was frozen as a document" in log
    assert "Iltapäivä, version 2" in log or "Afternoon, version 2" in log
    assert breaches() == []


def walks_in(session: Session, name: str) -> Participation:
    """Registered a day before, so that the form was open."""
    with time_machine.travel(timezone.now() - datetime.timedelta(days=1), tick=False):
        return comes(session, name)


@pytest.mark.usefixtures("quick")
def test_a_double_press_makes_one_version_and_an_unchanged_list_no_second(
    begun: Session, client: Client
) -> None:
    english(client)
    sent = form(begun)
    for _press in range(2):
        assert "Version 1 is frozen" in client.post(path(begun), sent, follow=True).content.decode()
    assert FrozenList.objects.count() == 1
    again = client.post(path(begun), form(begun))
    assert again.status_code == 422
    assert "Nothing has changed since version 1" in again.content.decode()
    other = world.afternoon_of(world.coming_tour(), "oulu")
    Session.objects.filter(pk=other.pk).update(starts_at=begun.starts_at, ends_at=begun.ends_at)
    foreign = client.post(path(other), sent)
    assert foreign.status_code == 422, "a form's key that has served at another session"
    assert FrozenList.objects.count() == 1


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({}, ""),
        ({"kept_until": "2001-01-01"}, "Choose a day from today"),
        ({"kept_until": "2199-01-01"}, "Choose a day from today"),
        ({"kept_until": "2030-02-31"}, "Choose a day of the calendar"),
        ({"case_number": "x" * 61}, "at most 60"),
        ({"case_number": "a\x00b"}, "Null characters"),
        ({"purpose": "teleport"}, "teleport"),
        ({"submission": "not a uuid"}, ""),
    ],
)
def test_what_is_written_wrong_is_said_and_freezes_nothing(
    begun: Session, client: Client, broken: dict[str, str], told: str
) -> None:
    answer = english(client).post(path(begun), form(begun, **broken))
    assert (answer.status_code == 302) is (not told)
    assert told in answer.content.decode()
    assert FrozenList.objects.exists() is (not told)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("begun", ""),
        ("before", "when the session has begun"),
        ("cancelled", "has been cancelled"),
        ("draft", "when the session has begun"),
        ("late", "kept here no longer"),
    ],
)
def test_only_what_has_begun_and_may_still_be_kept_is_frozen(
    session: Session, client: Client, when: str, told: str
) -> None:
    assert session.starts_at
    days = {"before": -1, "late": 400}.get(when, 0)
    if when == "draft":
        Event.objects.filter(pk=session.event_id).update(status="draft")
    if when == "cancelled":
        Session.objects.filter(pk=session.pk).update(status="cancelled")
    with time_machine.travel(session.starts_at + datetime.timedelta(days=days, minutes=5), tick=False):
        english(client)
        page = client.get(path(session)).content.decode()
        answer = client.post(path(session), form(session, kept_until=timezone.localdate().isoformat()))
    assert (answer.status_code == 302) is (not told)
    assert ("Freeze the list as it is now" in page) is (not told)
    assert told in page
    assert FrozenList.objects.exists() is (not told)


@pytest.mark.usefixtures("quick")
def test_the_team_sees_the_checksums_and_only_editors_freeze_and_take(begun: Session, client: Client) -> None:
    frozen_by(english(client), begun)
    row = FrozenList.objects.get()
    viewer = english(Client(), "viewer")
    page = viewer.get(path(begun)).content.decode()
    assert row.files.get(kind="pdf").sha256 in page
    assert "Freeze the list" not in page
    assert viewer.post(path(begun), form(begun)).status_code == 404
    for kind in ("pdf", "json"):
        assert viewer.get(path(begun, f"{row.uuid}.{kind}")).status_code == 404
    stranger = signed_in(Client(), "editor", world.organiser("thl"))
    for page in ("", f"{row.uuid}.pdf"):
        assert stranger.get(path(begun, page)).status_code == 404
    with pytest.raises(NotAllowed):
        freeze(world.editor(world.organiser("thl")), begun, why=why(begun), submission=uuid4())
    other = world.afternoon_of(world.coming_tour(), "oulu")
    assert client.get(path(other, f"{row.uuid}.pdf")).status_code == 404, "another session's address"


@pytest.mark.usefixtures("quick")
def test_whoever_is_slower_looks_again(begun: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[FrozenList] = []
    typeset = files.files_of

    def somebody_is_faster(*given: Any) -> Any:
        if not made:
            made.append(FrozenList())
            made[0] = freeze(world.editor(), begun, why=why(begun), submission=uuid4())
        return typeset(*given)

    monkeypatch.setattr("registrations.actions.freeze.files_of", somebody_is_faster)
    with pytest.raises(Changed):
        freeze(world.editor(), begun, why=why(begun), submission=uuid4())
    assert FrozenList.objects.get() == made[0]


@pytest.mark.usefixtures("quick")
def test_the_document_goes_on_its_last_day_and_the_numbers_stay(begun: Session, client: Client) -> None:
    until = timezone.localdate() + datetime.timedelta(days=30)
    frozen_by(english(client), begun, kept_until=until.isoformat())
    row = FrozenList.objects.get()
    noon = datetime.datetime.combine(until, datetime.time(12), tzinfo=begun.zone)
    with time_machine.travel(noon, tick=False):
        retention.sweep()
        assert english(client).get(path(begun, f"{row.uuid}.pdf")).content == b"%PDF"
        assert (
            "are deleted. Their numbers stay"
            in client.get(f"/organiser/events/{begun.event.slug}/ahead/").content.decode()
        )
    with time_machine.travel(noon + datetime.timedelta(days=4), tick=False):
        assert [line.split(":")[0] for line in breaches()] == ["12 no frozen list outlives its lifetime"]
        retention.sweep()
        assert breaches() == []
        page = english(client).get(path(begun)).content.decode()
        assert client.get(path(begun, f"{row.uuid}.pdf")).status_code == 404
        assert "the numbers stay" in page
        assert row.files.get(kind="json").sha256 in page
        frozen_by(client, begun)
    row.refresh_from_db()
    assert (row.people, row.came, row.registrations.count()) == (3, 2, 0)
    assert not FrozenFile.objects.filter(frozen_list=row).exclude(content=None).exists()
    assert LogEntry.objects.get(verb="remove frozen list").target_uuid == row.uuid
    latest = FrozenList.objects.get(number=2)
    assert not latest.has_differences, "the one before is no longer there to be compared with"


@pytest.mark.usefixtures("quick")
def test_a_file_that_was_altered_is_named_and_not_handed_out(begun: Session, client: Client) -> None:
    frozen_by(english(client), begun)
    assert breaches() == []
    FrozenFile.objects.filter(kind="pdf").update(content=b"%PDF, but another")
    assert [line.split(":")[0] for line in breaches()] == ["11 a frozen list is what was frozen"]
    row = FrozenList.objects.get()
    answer = client.get(path(begun, f"{row.uuid}.pdf"), follow=True)
    assert "does not agree with its checksum" in answer.content.decode()
    assert b"but another" not in answer.content


@pytest.mark.usefixtures("quick")
def test_who_is_erased_stands_in_the_document_which_is_said_and_in_no_later_one(
    begun: Session, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen_by(english(client), begun)
    person = Person.objects.get(name="Aino Österman")
    with translation.override("en"):
        assert "Version 1, kept unaltered until" in str(held_about(person))
    admin = english(Client(), "admin")
    page = admin.get(f"/organiser/people/{person.uuid}/erase/").content.decode()
    assert "These documents are not altered" in page
    call_command("erase", person.email)
    until = lists_kept_until(begun.event)
    assert f"Stands in a frozen attendance list until {until}" in capsys.readouterr().out
    page = frozen_by(client, begun)
    assert "0 added, 1 removed" in page
    first, second = (
        bytes(FrozenFile.objects.get(frozen_list__number=number, kind="json").content or b"").decode()
        for number in (1, 2)
    )
    assert "Österman" in first
    assert "Österman" not in second
    assert set(FrozenList.objects.get(number=2).registrations.values_list("person__name", flat=True)) == {
        *("Bertil Borg", "Cecilia Ceder"),
    }


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("versions", [1, 3])
def test_the_page_takes_the_same_statements_for_1_and_3_versions(
    begun: Session, client: Client, versions: int, django_assert_num_queries: Queries
) -> None:
    english(client)
    for number in range(versions):
        frozen_by(client, begun, case_number=f"VN/{number}")
    with django_assert_num_queries(
        10
    ):  # session, user, team (3), session, versions, files, list, right to edit
        page = client.get(path(begun)).content.decode()
    assert page.count("SHA-256") == versions * 2


def test_typst_takes_hostile_names_as_text(begun: Session, client: Client) -> None:
    for number, person in enumerate(Person.objects.order_by("pk")):
        Person.objects.filter(pk=person.pk).update(name=HOSTILE[number])
    frozen_by(english(client), begun)
    _reader, text = read(client.get(path(begun, f"{FrozenList.objects.get().uuid}.pdf")).content)
    assert '#read("/etc/passwd")' in text
