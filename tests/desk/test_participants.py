"""A stop's people at the desk: the table, one person, and what is done for them by hand."""

import datetime
import io
import re
import uuid
import zipfile
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from events.models import LogEntry, Session, Tour
from registrations.actions.details import Way
from registrations.models import Invitation, OutgoingMail, Participation, Person, Registration
from registrations.organiser.participants.listing import PER_PAGE
from tests import world
from tests.attendance.cast import came, comes
from tests.desk.conftest import SignIn
from tests.harness.audit import assert_house_is_true

Queries = Callable[[int], Any]
Status = Participation.Status


def table(session: Session) -> str:
    return f"/organiser/events/{session.event.slug}/participants/"


def person(part: Participation, verb: str = "") -> str:
    return f"/organiser/registrations/{part.registration.uuid}/{verb}"


def part_of(part: Participation, verb: str = "") -> str:
    return person(part, f"parts/{part.session.uuid}/{verb}")


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer
    return " ".join(unescape(answer.content.decode()).split())


def names(page: str) -> list[str]:
    """Those in the table, in its order."""
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', page)


def now(part: Participation) -> Participation:
    return Participation.objects.whole().get(pk=part.pk)


def letters(part: Participation) -> list[str]:
    return list(OutgoingMail.objects.filter(participation=part).order_by("pk").values_list("kind", flat=True))


def full(session: Session) -> Session:
    """One place in the room, and it is taken."""
    Session.objects.filter(pk=session.pk).update(in_person_capacity=1)
    comes(session, "Ensi Tulija")
    return Session.objects.whole().get(pk=session.pk)


def newcomer(session: Session, **fields: str) -> dict[str, str]:
    sent = {"name": "Puh Elin", "email": "", "session": str(session.uuid), "way": "in_person", "over": ""}
    return sent | {"role": "participant", "language": "sv", "submission": str(uuid.uuid4())} | fields


def test_tabs_count_and_filters_find(session: Session, sign_in: SignIn) -> None:
    full(session)
    client, address = sign_in(), table(session)
    comes(session, "Öllegård Åberg", Way.ONLINE, organisation_text="Åbo stad")
    comes(session, "Aino Äijälä", Way.QUEUE, organisation_text="Seinäjoki")
    gone = comes(session, "Poissa Oleva", Way.ONLINE)
    client.post(part_of(gone, "cancel/"))
    Person.objects.filter(name="Öllegård Åberg").get().save()
    page = shown(client, address)
    tabs = re.findall(r'state=(\w+)[^>]*>[^<]*<span class="soft">(\d+)', page)
    assert tabs == [("attending", "2"), ("waiting", "1"), ("cancelled", "1"), ("declined", "0"), ("all", "4")]
    assert names(page) == ["Ensi Tulija", "Öllegård Åberg"]
    assert names(shown(client, f"{address}?state=all&q=aberg")) == ["Öllegård Åberg"]
    assert names(shown(client, f"{address}?state=all&q=ABO+oll")) == ["Öllegård Åberg"]
    assert names(shown(client, f"{address}?state=all&q=bo")) == []
    assert len(names(shown(client, f"{address}?state=all&q=%40example.org"))) == 4
    assert names(shown(client, f"{address}?mode=online")) == ["Öllegård Åberg"]
    assert names(shown(client, f"{address}?state=waiting")) == ["Aino Äijälä"]
    came(Participation.objects.get(registration__person__name="Ensi Tulija"))
    assert names(shown(client, f"{address}?came=yes")) == ["Ensi Tulija"]
    assert names(shown(client, f"{address}?came=no")) == ["Öllegård Åberg"]
    by_organisation = shown(client, f"{address}?state=all&sort=organisation&columns=email")
    assert names(by_organisation)[-1] == "Öllegård Åberg"
    assert "@example.org" in by_organisation


def test_a_renamed_person_and_an_erased_one_stand_where_they_belong(
    session: Session, sign_in: SignIn
) -> None:
    part, client = comes(session, "Aapo Alku"), sign_in()
    comes(session, "Maija Meikäläinen")
    client.post(person(part, "edit/"), {"name": "Östen Öst", "role": "speaker", "language": "sv"})
    assert names(shown(client, table(session))) == ["Maija Meikäläinen", "Östen Öst"]
    registration = now(part).registration
    assert (registration.role, registration.language) == ("speaker", "sv")
    assert names(shown(client, f"{table(session)}?q=osten")) == ["Östen Öst"]
    assert names(shown(client, f"{table(session)}?q=aapo")) == []


def test_pages_follow_each_other_without_gap_or_repetition(session: Session, sign_in: SignIn) -> None:
    parts = [
        comes(session, f"Sama Nimi{' ' * (n % 2)}{chr(97 + n % 7)}", Way.ONLINE) for n in range(PER_PAGE + 7)
    ]
    client = sign_in()
    for sort in ("name", "organisation", "time"):
        first = shown(client, f"{table(session)}?sort={sort}")
        following = re.search(r"after=([0-9a-f-]{36})", first)
        assert following
        second = shown(client, f"{table(session)}?sort={sort}&after={following[1]}")
        rows = [re.findall(r'name="rows" value="([^"]+)"', page) for page in (first, second)]
        assert [len(each) for each in rows] == [PER_PAGE, 7]
        assert {*rows[0], *rows[1]} == {str(part.uuid) for part in parts}
        assert "after=" not in second.split('<nav class="pages"')[1].split("First page")[1]


@pytest.mark.parametrize("more", [0, 4])
def test_the_table_takes_the_same_statements_for_1_and_5_people(
    session: Session, more: int, sign_in: SignIn, django_assert_num_queries: Queries
) -> None:
    part = comes(session, "Somebody")
    for number in range(more):
        comes(session, f"Somebody Else{number}")
    client = sign_in()
    with django_assert_num_queries(
        17
    ):  # session, user, team (3), event, right, sessions, questions, rows, regions, tabs (5), silent
        client.get(table(session))
    with django_assert_num_queries(13):
        client.get(person(part))


@pytest.mark.parametrize(
    "asked",
    [
        "state=x",
        "session=7",
        "mode=x",
        "came=x",
        "sort=x",
        "columns=x",
        "after=1",
        "open=x",
        "after=00000000-0000-4000-8000-000000000000",
    ],
)
def test_what_is_not_known_is_left_out_and_said(session: Session, sign_in: SignIn, asked: str) -> None:
    comes(session, "Somebody")
    page = shown(sign_in(), f"{table(session)}?{asked}")
    assert "was left out" in page
    assert names(page) == ["Somebody"]


def test_a_person_is_shown_beside_the_table_and_on_a_page_of_their_own(
    session: Session, sign_in: SignIn
) -> None:
    part = comes(session, "Elle-Máret Näkkäläjärvi", assistant=True, consents=frozenset({"news"}))
    beside = f"{table(session)}?open={part.registration.uuid}"
    for address in (beside, person(part)):
        page = shown(sign_in(), address)
        for words in (
            "A place in the room.",
            "personal assistant",
            "next stages",
            "Waiting to leave",
            "Somebody registered",
        ):
            assert words in page
        assert part.registration.manage_token not in page
        viewer = shown(sign_in("viewer"), address)
        assert "1 answer, for editors only" in viewer
        assert "personal assistant" not in viewer
        assert "/cancel/" not in viewer


@pytest.mark.parametrize(
    ("role", "of", "look"), [("viewer", "stm", 200), ("door", "stm", 200), ("editor", "thl", 404)]
)
def test_others_look_at_most(session: Session, sign_in: SignIn, role: str, of: str, look: int) -> None:
    part, client = comes(session, "Somebody"), sign_in(role, of)
    assert client.get(table(session)).status_code == look
    assert client.get(person(part)).status_code == look
    ticked = {"rows": str(part.uuid), "do": "cancel", "sure": "1"}
    for address in (table(session) + "act/", table(session) + "add/", table(session) + "export/"):
        assert client.post(address, ticked | newcomer(session)).status_code == 404
    for address in (person(part, "edit/"), person(part, "address/"), part_of(part), part_of(part, "cancel/")):
        assert client.post(address, newcomer(session)).status_code == 404
    assert client.post(part_of(part, "presence/")).status_code == 404
    assert now(part).status == Status.ATTENDING
    assert Registration.objects.count() == 1


def test_somebody_is_added_by_telephone_once(session: Session, sign_in: SignIn) -> None:
    client, sent = sign_in(), newcomer(session, email="puh@example.org", notify="on")
    first = client.post(table(session) + "add/", sent)
    again = client.post(table(session) + "add/", sent)
    made = Participation.objects.get(registration__person__email="puh@example.org")
    assert first["Location"] == again["Location"] == person(made)
    assert (made.mode, made.status, letters(made)) == ("in_person", Status.ATTENDING, ["confirmed"])
    assert made.registration.language == "sv"
    assert LogEntry.objects.filter(verb="add by hand", target_uuid=made.uuid).get().user
    assert "already registered for this part" in _refusal(client, sent | {"submission": str(uuid.uuid4())})
    other = newcomer(session, name="Toinen Nimi", email="puh@example.org")
    assert "known under another name" in _refusal(client, other)
    client.post(table(session) + "add/", other | {"read_by_another": "on"})
    colleague = Registration.objects.get(person__name="Toinen Nimi")
    assert (colleague.person.email, colleague.addressee.email) == (None, "puh@example.org")
    assert OutgoingMail.objects.count() == 1
    assert_house_is_true()


def _refusal(client: Client, sent: dict[str, str]) -> str:
    """The words of the page that comes back; nobody has been added."""
    before = Registration.objects.count(), Person.objects.count()
    answer = client.post("/organiser/events/lape-2030-vaasa/participants/add/", sent)
    assert answer.status_code == 200
    assert (Registration.objects.count(), Person.objects.count()) == before
    return answer.content.decode()


def test_over_capacity_needs_a_reason_that_is_logged(session: Session, sign_in: SignIn) -> None:
    session, client = full(session), sign_in()
    assert "no free places" in _refusal(client, newcomer(session))
    assert "Select a valid choice" in _refusal(client, newcomer(session, over="because"))
    client.post(table(session) + "add/", newcomer(session, over="speaks"))
    session.refresh_from_db()
    assert (session.in_person_taken, session.in_person_overflow) == (2, 1)
    assert LogEntry.objects.get(verb="add by hand").details["over_capacity"] == "speaks"
    client.post(table(session) + "add/", newcomer(session, name="Jono Nen", way="queue"))
    assert Participation.objects.get(registration__person__name="Jono Nen").status == Status.WAITING
    assert_house_is_true()


def test_the_letter_is_shown_first_and_nothing_is_done(session: Session, sign_in: SignIn) -> None:
    session = full(session)
    part = Participation.objects.whole().get(session=session)
    waiting = comes(session, "Jono Nen", Way.QUEUE)
    before = OutgoingMail.objects.count(), LogEntry.objects.count()
    page = sign_in().post(part_of(part, "cancel/"), {"preview": "1", "notify": "on"}).content.decode()
    assert page.count("<details") == 2
    assert "/my/…/" in page
    assert part.registration.manage_token not in page
    assert waiting.registration.manage_token not in page
    assert (OutgoingMail.objects.count(), LogEntry.objects.count()) == before
    assert (now(part).status, now(waiting).status) == (Status.ATTENDING, Status.WAITING)


def test_a_place_is_cancelled_without_a_letter_and_taken_back_with_one(
    session: Session, sign_in: SignIn
) -> None:
    session, client = full(session), sign_in()
    part = Participation.objects.whole().get(session=session)
    next_one = comes(session, "Jono Nen", Way.QUEUE)
    client.post(part_of(part, "cancel/"))
    assert (now(part).status, letters(part)) == (Status.CANCELLED, ["confirmed"])
    assert now(part).registration.cancelled_at
    assert (now(next_one).status, letters(next_one)) == (Status.ATTENDING, ["waiting", "promoted"])
    back = {"session": str(session.uuid), "way": "in_person", "over": "", "notify": "on"}
    assert "no free places" in client.post(part_of(part), back).content.decode()
    assert now(part).registration.cancelled_at
    client.post(part_of(part), back | {"over": "promised"})
    assert (now(part).status, now(part).registration.cancelled_at) == (Status.ATTENDING, None)
    assert letters(part)[-1] == "confirmed"
    client.post(part_of(part), back | {"way": "online"})
    assert (now(part).mode, now(part).status) == ("online", Status.ATTENDING)
    session.refresh_from_db()
    assert (session.in_person_taken, session.in_person_overflow, session.online_taken) == (1, 0, 1)
    assert_house_is_true()


def test_a_move_to_the_invited_part_makes_the_invitation(
    tour: Tour, session: Session, sign_in: SignIn
) -> None:
    part, morning = comes(session, "Raija Esimerkki"), world.morning_of(tour, "vaasa")
    client = sign_in()
    client.post(part_of(part), {"session": str(morning.uuid), "way": "in_person", "over": "", "notify": "on"})
    moved = Participation.objects.get(session=morning)
    assert (now(part).status, moved.status) == (Status.CANCELLED, Status.ATTENDING)
    assert letters(part) == ["confirmed", "cancelled"]
    assert letters(moved) == ["confirmed"]
    invitation = Invitation.objects.get(registration=moved.registration)
    assert (invitation.state, invitation.answered_by) == ("accepted", "organiser")
    client.post(part_of(moved, "cancel/"))
    assert Invitation.objects.get(pk=invitation.pk).state == "declined"
    assert_house_is_true()


def test_a_letter_is_sent_again_but_not_twice_at_once(session: Session, sign_in: SignIn) -> None:
    part, client = comes(session, "Somebody"), sign_in()
    assert "already on its way" in client.post(part_of(part, "letter/")).content.decode()
    OutgoingMail.objects.update(state="sent")
    client.post(part_of(part, "letter/"))
    client.post(part_of(part, "letter/"))
    assert letters(part) == ["confirmed", "confirmed"]


def test_who_came_is_marked_by_hand_on_the_day(session: Session, sign_in: SignIn) -> None:
    part, web = comes(session, "Tuli Paikalle"), comes(session, "Verkossa Oleva", Way.ONLINE)
    client = sign_in()
    early = client.post(part_of(part, "presence/"), follow=True)
    assert "The day has not come yet" in early.content.decode()
    with time_machine.travel(session.ends_at + datetime.timedelta(hours=1), tick=False):  # type: ignore[operator]  # it has an end
        client = sign_in()
        client.post(table(session) + "act/", {"rows": [str(part.uuid), str(web.uuid)], "do": "came"})
        assert (now(part).attended_at, now(part).attended_by) == (session.starts_at, "paper")
        assert now(web).attended_at is None
        client.post(part_of(part, "presence/"), {"absent": "1"})
        assert now(part).attended_at is None
    verbs = LogEntry.objects.filter(target_uuid=part.uuid).values_list("verb", flat=True)
    assert list(verbs[:2]) == ["undo check-in by hand", "check in by hand"]


def test_several_places_are_cancelled_after_asking_once(session: Session, sign_in: SignIn) -> None:
    parts, client = [comes(session, f"Osallistuja {n}") for n in range(3)], sign_in()
    kept = comes(session, "Jää Tulija")
    ticked = {
        "rows": [str(part.uuid) for part in parts],
        "do": "cancel",
        "next": f"{table(session)}?mode=in_person",
    }
    asking = client.post(table(session) + "act/", ticked).content.decode()
    assert "3 places go" in asking
    assert asking.count("<details") == 3
    assert now(parts[0]).status == Status.ATTENDING
    done = client.post(table(session) + "act/", ticked | {"sure": "1", "notify": "on"})
    assert done["Location"] == f"{table(session)}?mode=in_person"
    assert [now(part).status for part in (*parts, kept)] == [*[Status.CANCELLED] * 3, Status.ATTENDING]
    assert letters(parts[0]) == ["confirmed", "cancelled"]
    away = client.post(table(session) + "act/", {"do": "came", "rows": "x", "next": "https://example.org/"})
    assert away["Location"] == table(session)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_filtered_list_is_taken_as_a_file_and_logged(
    session: Session, sign_in: SignIn, kind: str
) -> None:
    comes(session, "=Kaava Nen", organisation_text="Kunta")
    comes(session, "Verkossa Oleva", Way.ONLINE)
    client, address = (
        sign_in(),
        f"{table(session)}export/?mode=in_person&columns=organisation&columns=registered",
    )
    assert not LogEntry.objects.filter(verb="export").exists()
    assert client.post(address, {"kind": kind}).status_code == 200
    answer = client.post(address, {"kind": kind, "purpose": "arrangements"})
    content = b"".join(answer)
    if kind == "xlsx":
        sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
        assert "=Kaava Nen" in sheet
        assert "<f>" not in sheet
    else:
        heading, row = content.decode("utf-8-sig").splitlines()
        assert heading == "Name;Organisation;Registered"
        assert row.startswith("'=Kaava Nen;Kunta;20")
    logged = LogEntry.objects.get(verb="export").details
    assert logged == {"format": kind, "count": 1, "purpose": "arrangements"}
    assert "no-store" in answer["Cache-Control"]
