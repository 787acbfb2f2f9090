"""Somebody on no list, where whoever comes is welcome."""

import datetime
import re
from uuid import uuid4

import pytest
import time_machine

from events.models import LogEntry, Session
from registrations.models import Participation, Person, Scan
from tests.checkin import cast
from tests.harness.audit import assert_house_is_true


def guest_page(session: Session) -> str:
    return f"/checkin/{session.uuid}/guest/"


def test_a_guest_is_let_in_once_by_name(afternoon: Session, phone: cast.Phone) -> None:
    unknown = phone.post(f"/checkin/{afternoon.uuid}/", scan_id=str(uuid4()), code="hello")
    assert guest_page(afternoon) in phone.get(unknown.url).content.decode()
    found = phone.post(f"/checkin/{afternoon.uuid}/found/", name="Elle Näkkä").content.decode()
    assert 'name="name" value="Elle Näkkä"' in found
    shown = phone.post(guest_page(afternoon), name="Elle Näkkä").content.decode()
    assert 'value="Elle Näkkä"' in shown
    assert not Person.objects.exists()
    sent = {
        "name": "Elle Näkkä",
        "organisation": "Utsjoki",
        "scan_id": re.findall(r'name="scan_id" value="([^"]+)"', shown)[0],
    }
    for _press in range(2):
        welcome = phone.get(phone.post(guest_page(afternoon), **sent).url).content.decode()
        assert "Elle Näkkä" in welcome
        assert 'data-kind="welcome"' in welcome
    part = Participation.objects.select_related("registration__person").get()
    assert (part.mode, part.status, part.attended_by) == ("in_person", "attending", "door")
    assert (part.registration.person.email, part.registration.person.source) == (None, "door")
    assert part.registration.organisation_text == "Utsjoki"
    afternoon.refresh_from_db()
    assert afternoon.in_person_taken == 1
    assert {"register", "let in"} <= set(LogEntry.objects.values_list("verb", flat=True))
    assert_house_is_true()


def test_a_guest_let_in_by_mistake_gives_the_place_back(afternoon: Session, phone: cast.Phone) -> None:
    with time_machine.travel(
        afternoon.event.at(datetime.time(12)), tick=False
    ):  # not over yet, whenever we test
        phone.post(guest_page(afternoon), name="Somebody", scan_id=str(uuid4()))
        registration = Participation.objects.get().registration
        phone.scan(afternoon, registration=str(registration.uuid), act="undo")
    part = Participation.objects.get()
    afternoon.refresh_from_db()
    assert (part.status, part.attended_at, afternoon.in_person_taken) == ("cancelled", None, 0)
    assert_house_is_true()


def test_a_full_room_is_said_and_the_guest_is_over_it(afternoon: Session, phone: cast.Phone) -> None:
    cast.registered(afternoon)
    Session.objects.filter(pk=afternoon.pk).update(in_person_capacity=1)
    assert "The room is full" in phone.get(guest_page(afternoon)).content.decode()
    phone.post(guest_page(afternoon), name="Somebody", scan_id=str(uuid4()))
    afternoon.refresh_from_db()
    assert (afternoon.in_person_taken, afternoon.in_person_overflow) == (2, 1)
    assert_house_is_true()


@pytest.mark.parametrize("why", ["by invitation", "not welcome", "rehearsal"])
def test_where_not_everybody_is_welcome_nobody_is_added(db: None, why: str) -> None:
    event = cast.rehearsed(cast.stop(5)) if why == "rehearsal" else cast.stop()
    session = cast.morning(event) if why == "by invitation" else cast.afternoon(event)
    Session.objects.filter(pk=session.pk).update(walk_ins_welcome=why != "not welcome")
    phone = cast.phone(event)
    assert "<form" not in phone.get(guest_page(session)).content.decode().split("<main")[1]
    assert "Add a guest" not in phone.post(f"/checkin/{session.uuid}/found/", name="Nobody").content.decode()
    answer = phone.post(guest_page(session), name="Somebody", scan_id=str(uuid4()))
    assert answer.status_code == 422
    assert not Person.objects.filter(name="Somebody").exists()
    assert not Scan.objects.exists()


def test_without_a_name_nobody_is_written_down(afternoon: Session, phone: cast.Phone) -> None:
    answer = phone.post(guest_page(afternoon), name=" ", scan_id=str(uuid4()))
    assert answer.status_code == 422
    assert "Write the name of the guest." in answer.content.decode()
    assert phone.post(guest_page(afternoon), name="Somebody", scan_id="x").status_code == 422
    assert not Person.objects.exists()
