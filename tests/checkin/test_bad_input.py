"""What no phone of ours sends gets words, never a stack trace, and writes nothing."""

from typing import Any
from uuid import uuid4

import pytest

from events.models import Session
from registrations.models import Scan
from tests.checkin import cast

ID = "0b8f4c52-6f0e-4d0b-9a57-2f1d1c4f2016"
CODE = "A" * 26
BAD: list[Any] = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b"[" * 100_000,
    '{"scan_id": "\\ud800"}',
    {},
    {"scan_id": ID},
    {"code": CODE},
    {"scan_id": "no", "code": CODE},
    {"scan_id": -1, "code": CODE},
    {"scan_id": 10**40, "code": CODE},
    {"scan_id": None, "code": CODE},
    {"scan_id": ID, "code": ["A"]},
    {"scan_id": ID, "code": "\x00"},
    {"scan_id": ID, "code": "\ud800"},
    {"scan_id": ID, "code": "A" * 501},
    {"scan_id": ID, "code": ""},
    {"scan_id": ID, "registration": "1"},
    {"scan_id": ID, "registration": ID, "code": CODE},
    {"scan_id": ID, "code": CODE, "act": "open"},
    {"scan_id": ID, "code": CODE, "device_time": "yesterday"},
    {"scan_id": ID, "code": CODE, "device_time": "2027-13-40T25:00Z"},
    {"scan_id": ID, "code": CODE, "device_time": "0001-01-01T00:00:00+14:00"},
    {"scan_id": ID, "code": CODE, "device_time": "9999-12-31T23:59:59-12:00"},
]


@pytest.mark.parametrize("body", BAD, ids=lambda body: str(body)[:40])
def test_a_scan_that_cannot_be_read_is_400_with_words(
    afternoon: Session, phone: cast.Phone, body: Any
) -> None:
    answer = phone.send(afternoon, body)
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()
    assert len(answer.content) > 10
    assert not Scan.objects.exists()


@pytest.mark.parametrize("time", ["0001-01-02T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-30T00:00:00Z"])
def test_a_clock_that_is_wrong_by_years_is_not_believed(
    afternoon: Session, phone: cast.Phone, time: str
) -> None:
    phone.scan(afternoon, code=CODE, device_time=time)
    assert Scan.objects.get().device_time is None


@pytest.mark.parametrize(
    "form", [{}, {"code": "x"}, {"scan_id": "x", "code": "x"}, {"scan_id": ID, "code": "\x00"}]
)
def test_a_form_that_cannot_be_read_is_shown_again_with_words(
    afternoon: Session, phone: cast.Phone, form: dict[str, str]
) -> None:
    page = phone.post(f"/checkin/{afternoon.uuid}/", **form)
    assert page.status_code == 400
    assert 'role="alert"' in page.content.decode()


@pytest.mark.parametrize("who", ["registered", "invited"])
def test_nobody_is_found_by_guessing(afternoon: Session, phone: cast.Phone, who: str) -> None:
    assert phone.get(f"/checkin/{afternoon.uuid}/{who}/{uuid4()}/").status_code == 404


def test_one_scan_id_at_two_doors_is_one_scan(
    afternoon: Session, morning: Session, phone: cast.Phone
) -> None:
    part = cast.registered(afternoon)
    first = phone.scan(morning, ID, code=CODE)  # type: ignore[arg-type]  # as a string
    again = phone.scan(afternoon, ID, code=part.registration.ticket_token)  # type: ignore[arg-type]  # as above
    assert first["kind"] == again["kind"] == "unknown"
    assert Scan.objects.count() == 1
    part.refresh_from_db()
    assert part.attended_at is None
