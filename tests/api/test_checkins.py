"""A gate that checks in: the door's verdicts, one scan however often it is sent, few statements."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actors import SYSTEM
from events.models import Session
from registrations.checkin import devices
from registrations.models import Device, Participation, Scan
from tests import world
from tests.api.cast import Machine
from tests.checkin import cast
from tests.harness.audit import assert_house_is_true

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 5


@pytest.fixture
def session() -> Session:
    """Today's afternoon in Vaasa."""
    return cast.afternoon(cast.stop())


@pytest.fixture
def gate(session: Session) -> Machine:
    return Machine(world.machine(None, "checkin"))


def scan(session: Session, **sent: Any) -> dict[str, Any]:
    return {"session": str(session.uuid), "scan_id": str(uuid4())} | sent


def test_a_code_or_a_registration_is_let_in_once(session: Session, gate: Machine) -> None:
    one, other = cast.registered(session), cast.registered(session, "Liisa Li")
    first = scan(session, code=one.registration.ticket_token)
    told = gate.post("check-ins/", 200, **first)
    assert (told["verdict"], told["colour"], told["heading"]) == ("welcome", "go", "Welcome")
    assert (told["name"], told["present"], told["expected"]) == ("Elle-Máret Näkkäläjärvi", 1, 2)
    assert gate.post("check-ins/", 200, **first) == told
    again = gate.post("check-ins/", 200, **first | {"scan_id": str(uuid4())})
    assert again["verdict"] == "already_in"
    by_id = gate.post("check-ins/", 200, **scan(session, registration=str(other.registration.uuid)))
    assert (by_id["verdict"], by_id["present"], by_id["registration"]) == (
        "welcome",
        2,
        str(other.registration.uuid),
    )
    undone = gate.post("check-ins/", 200, **first | {"scan_id": str(uuid4()), "act": "undo"})
    assert undone["verdict"] == "undone"
    assert Scan.objects.count() == 4
    assert Device.objects.get().name == "API: Machine"
    assert_house_is_true()


def test_who_is_not_expected_gets_the_doors_verdict(session: Session, gate: Machine) -> None:
    waiting = cast.registered(session, mode="online").registration
    amber = gate.post("check-ins/", 200, **scan(session, registration=str(waiting.uuid)))
    assert (amber["verdict"], amber["can_let_in"]) == ("web", True)
    assert not Participation.objects.exclude(attended_at=None).exists()
    green = gate.post("check-ins/", 200, **scan(session, registration=str(waiting.uuid), act="let_in"))
    assert green["verdict"] == "welcome"
    unknown = Machine(world.machine(None, "checkin"), "sv").post(
        "check-ins/", 200, **scan(session, code="A" * 26)
    )
    assert (unknown["verdict"], unknown["name"]) == ("unknown", "")
    assert unknown["heading"] != "Not on the list"


def test_a_door_that_is_not_ours_not_open_or_closed_to_this_token(session: Session, gate: Machine) -> None:
    code = cast.registered(session).registration.ticket_token
    Machine(world.machine(world.organiser("thl"))).post("check-ins/", 400, **scan(session, code=code))
    later = cast.afternoon(cast.stop(3, city="oulu"))
    assert gate.post("check-ins/", 409, **scan(later, code=code))["type"].endswith("closed")
    gate.post("check-ins/", 200, **scan(session, code="A" * 26))
    devices.revoke(SYSTEM, Device.objects.get(event=session.event))
    gate.post("check-ins/", 403, **scan(session, code=code))
    assert not Participation.objects.exclude(attended_at=None).exists()
    gate.post("check-ins/", 400, **scan(session))
    gate.post("check-ins/", 400, **scan(session, code=code, registration=str(uuid4())))


@pytest.mark.parametrize("came_before", [True, False])
def test_a_session_without_a_door_or_gone_is_said(session: Session, gate: Machine, came_before: bool) -> None:
    code = cast.registered(session).registration.ticket_token
    online = world.afternoon(session.event, attendance=Session.Attendance.ONLINE)
    if came_before:
        for each in (session, online):
            gate.client.post("/api/v1/check-ins/", scan(each, code="A" * 26), content_type="application/json")
    told = gate.post("check-ins/", 400, **scan(online, code=code))
    assert "This session has no door." in str(told)
    Session.objects.filter(pk=session.pk).update(status=Session.Status.CANCELLED)
    told = gate.post("check-ins/", 400, **scan(session, code=code))
    assert "This session has no door." in str(told)
    Session.objects.filter(pk=online.pk).delete()
    told = gate.post("check-ins/", 400, **scan(online, code=code))
    assert "There is no such row of yours." in str(told)


def test_a_session_that_moves_to_another_event_is_found_there(session: Session, gate: Machine) -> None:
    gate.post("check-ins/", 200, **scan(session, code="A" * 26))
    other = cast.stop(slug="another", city="oulu")
    Session.objects.filter(pk=session.pk).update(event=other)
    gate.post("check-ins/", 200, **scan(session, code="A" * 26))
    assert Device.objects.filter(event=other).count() == 1


def test_a_check_in_costs_few_statements(session: Session, gate: Machine) -> None:
    guests = [cast.registered(session, f"Guest {number}").registration for number in range(3)]
    gate.post("check-ins/", 200, **scan(session, code=guests[0].ticket_token))
    for guest in guests[1:]:
        with CaptureQueriesContext(connection) as asked:
            gate.post("check-ins/", 200, **scan(session, code=guest.ticket_token))
        statements = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
        assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)
