"""How many have come through a door: counted for each scan, and of a large crowd once a second."""

from typing import Any

import pytest

from events.models import Session
from registrations.checkin import present
from registrations.checkin.admitting import mark_present
from registrations.models import Participation
from tests.checkin import cast

AttendedBy = Participation.AttendedBy


def test_a_large_crowd_is_counted_once_a_second_with_those_let_in_meanwhile(
    afternoon: Session, phone: cast.Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(present, "MANY", 1)
    monkeypatch.setattr(present, "SECONDS", 3600)
    parts = [cast.registered(afternoon, f"Guest {number}") for number in range(5)]
    first, second, third, _fourth, fifth = [part.registration for part in parts]

    def counted(**scan: Any) -> str:
        return str(phone.scan(afternoon, **scan)["counter"])

    assert counted(code=first.ticket_token) == "1 of 5 present"
    mark_present(parts[1], AttendedBy.PAPER)  # by another process
    assert counted(code=third.ticket_token) == "3 of 5 present", "few are counted each time"
    mark_present(parts[3], AttendedBy.PAPER)
    assert counted(code=fifth.ticket_token) == "4 of 5 present"
    assert counted(code=fifth.ticket_token, act="undo") == "3 of 5 present"
    assert counted(registration=str(fifth.uuid), act="let_in") == "5 of 5 present", "counted anew"
    monkeypatch.setattr(present, "_kept", {})
    assert counted(code=second.ticket_token) == "5 of 5 present"
