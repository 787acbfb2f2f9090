"""The attendance list: who is on it, in which order, and what it costs."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from events.actors import ANYONE
from events.models import LogEntry, Organiser, Session
from registrations.actions import manage
from registrations.actions.details import Way
from registrations.attendance.rows import count, rows_of
from registrations.models import Participation
from tests import world
from tests.attendance.cast import came, comes
from tests.attendance.test_export import parts_of

Queries = Callable[[int], Any]
XLSX, CSV, PDF = "attendance.xlsx", "attendance.csv", "attendance.pdf"


@pytest.fixture
def session(db: None) -> Session:
    return world.afternoon_of(world.coming_tour(), "vaasa")


def path(session: Session, page: str = "attendance/") -> str:
    return f"/organiser/sessions/{session.uuid}/{page}"


def signed_in(client: Client, role: str = "editor", of: Organiser | None = None) -> Client:
    client.force_login(world.member(of or world.organiser(), role))
    return client


def names(session: Session) -> list[str]:
    return [row.name for row in rows_of(world.editor(session.event.organiser), session)]


def test_names_stand_in_finnish_and_swedish_order(session: Session) -> None:
    in_order = ["Elle Näkkäläjärvi", "Aino Virtanen", "Zoltán Žák", "Åsa Åberg", "Matti Ärlig", "Örjan Öst"]
    for name in reversed(in_order):
        comes(session, name)
    assert names(session) == in_order


def test_room_and_web_and_queue_are_one_list(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(in_person_capacity=1)
    session = Session.objects.whole().get(pk=session.pk)
    came(comes(session, "Room"))
    comes(session, "Web", Way.ONLINE)
    comes(session, "Queue", Way.QUEUE)
    rows = rows_of(world.editor(), session)
    assert [(row.name, row.mode, row.waiting) for row in rows] == [
        ("Queue", "in_person", True),
        ("Room", "in_person", False),
        ("Web", "online", False),
    ]
    counts = count(rows)
    assert (counts.in_person, counts.online, counts.waiting, counts.came) == (1, 1, 1, 1)


@pytest.mark.parametrize("status", ["cancelled", "declined"])
def test_who_does_not_come_is_not_on_the_list(session: Session, status: str) -> None:
    comes(session, "Comes")
    gone = comes(session, "Gone")
    Participation.objects.filter(pk=gone.pk).update(status=status)
    assert names(session) == ["Comes"]


def test_who_came_and_cancelled_afterwards_was_there(session: Session) -> None:
    part = came(comes(session, "Aino Lähtijä"))
    manage.leave(ANYONE, part.registration, session=session)
    (row,) = rows_of(world.editor(session.event.organiser), session)
    assert (row.name, bool(row.attended_at)) == ("Aino Lähtijä", True)


def test_nobody_else_reads_a_row(session: Session) -> None:
    comes(session, "Somebody")
    assert rows_of(ANYONE, session) == []
    assert rows_of(world.editor(world.organiser("thl")), session) == []


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_the_same_statements_for_1_and_3_people(
    session: Session, people: int, client: Client, django_assert_num_queries: Queries
) -> None:
    for number in range(people):
        comes(session, f"Person {number}")
    signed_in(client)
    with django_assert_num_queries(8):  # session, user, team (3), session, list, right to edit
        page = client.get(path(session)).content.decode()
    assert page.count("<tr>") == 1 + people


def test_the_page_can_show_one_way_of_taking_part(session: Session, client: Client) -> None:
    comes(session, "Room")
    comes(session, "Web", Way.ONLINE)
    page = signed_in(client).get(path(session), {"mode": "online"}).content.decode()
    assert "Web</th>" in page
    assert "Room</th>" not in page


def test_the_csv_holds_the_whole_list(session: Session, client: Client) -> None:
    came(comes(session, "=1+1 Åberg"))
    comes(session, "Web", Way.ONLINE)
    response = signed_in(client).get(path(session, CSV), {"purpose": "report"})
    heading, web, room = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert len(heading) == len(room) == 8
    assert (web[0], room[0]) == ("Web", "'=1+1 Åberg")
    assert room[6][-3] == ":"
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="attendance-lape-2030-vaasa-1300.csv"'


def test_the_xlsx_holds_no_formula(session: Session, client: Client) -> None:
    comes(session, '=HYPERLINK("http://x")')
    came(comes(session, "Åsa Åberg", organisation_text="+358 40 1"))
    sheet = parts_of(signed_in(client).get(path(session, XLSX), {"purpose": "report"}).content)[
        "xl/worksheets/sheet1.xml"
    ]
    assert "<f>" not in sheet
    assert "+358 40 1</t>" in sheet
    assert "Åsa Åberg</t>" in sheet


@pytest.mark.parametrize(("kind", "purpose"), [(CSV, "report"), (XLSX, "archive"), (PDF, "")])
def test_every_file_is_logged_with_its_purpose_and_kept_by_nobody(
    session: Session, client: Client, kind: str, purpose: str
) -> None:
    comes(session, "Somebody")
    comes(session, "Web", Way.ONLINE)
    response = signed_in(client).get(path(session, kind), {"mode": "online", "purpose": purpose})
    chosen = {"purpose": purpose} if purpose else {}  # the sheet to sign lies at the door: nobody is asked
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    entry = LogEntry.objects.get(verb="export")
    assert entry.details == {"format": kind.rpartition(".")[2], "count": 1} | chosen
    assert entry.target_uuid == session.uuid
    assert entry.user == world.member(world.organiser())


@pytest.mark.parametrize("purpose", ["", "gossip"])
def test_no_table_leaves_without_a_purpose(session: Session, client: Client, purpose: str) -> None:
    comes(session, "Somebody")
    page = signed_in(client).get(path(session, CSV), {"purpose": purpose} if purpose else {})
    assert page["Content-Type"].startswith("text/html")
    assert b"Somebody" not in page.content
    assert not LogEntry.objects.filter(verb="export").exists()


@pytest.mark.parametrize("kind", ["attendance/", CSV, XLSX, PDF])
def test_another_organisers_editor_finds_no_list(session: Session, client: Client, kind: str) -> None:
    comes(session, "Somebody")
    assert signed_in(client, of=world.organiser("thl")).get(path(session, kind)).status_code == 404
    assert not LogEntry.objects.filter(verb="export").exists()


@pytest.mark.parametrize("kind", ["attendance/", CSV, XLSX, PDF])
def test_a_stranger_is_asked_to_sign_in(session: Session, client: Client, kind: str) -> None:
    assert client.get(path(session, kind)).status_code == 302


@pytest.mark.parametrize("role", ["viewer", "door"])
def test_a_viewer_reads_the_list_and_takes_no_file(session: Session, client: Client, role: str) -> None:
    signed_in(client, role)
    page = client.get(path(session))
    assert page.status_code == 200
    assert "attendance.csv" not in page.content.decode()
    assert {client.get(path(session, kind)).status_code for kind in (CSV, XLSX, PDF)} == {404}
