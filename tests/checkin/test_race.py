"""Two phones, one code, the same moment."""

import threading
from collections import Counter
from typing import Any

import pytest
from django.db import connection

from registrations.models import Participation, Scan
from tests.checkin import cast
from tests.harness.audit import assert_house_is_true

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]


def together(*calls: Any) -> list[dict[str, Any]]:
    """Each call in a thread and a connection of its own, all at once."""
    answers: list[dict[str, Any]] = []
    gate = threading.Barrier(len(calls))

    def run(call: Any) -> None:
        try:
            gate.wait()
            answers.append(call())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize("rehearsal", [False, True])
def test_the_same_code_on_two_phones_is_one_welcome(rehearsal: bool) -> None:
    event = cast.rehearsed(cast.stop(5)) if rehearsal else cast.stop()
    session = cast.afternoon(event)
    one, other = cast.phone(event, "Door A"), cast.phone(event, "Door B")
    for number in range(20):
        code = cast.registered(session, f"Guest {number}").registration.ticket_token
        answers = together(lambda: one.scan(session, code=code), lambda: other.scan(session, code=code))  # noqa: B023  # run at once
        assert Counter(answer["kind"] for answer in answers) == {"welcome": 1, "already_in": 1}
    assert Scan.objects.filter(kind=Scan.Kind.IN, rehearsal=rehearsal).count() == 20
    assert Participation.objects.exclude(attended_at=None).count() == (0 if rehearsal else 20)
    assert_house_is_true()


def test_the_last_place_in_the_room_is_given_once() -> None:
    event = cast.stop(in_person_capacity=1)
    session = cast.afternoon(event)
    guests = [cast.registered(session, f"Guest {number}", mode="online") for number in range(2)]
    phones = [cast.phone(event, f"Door {number}") for number in range(2)]
    together(
        *(
            lambda phone=phone, part=part: phone.scan(
                session, act="let_in", registration=str(part.registration.uuid)
            )
            for phone, part in zip(phones, guests, strict=True)
        )
    )
    session.refresh_from_db()
    assert (session.in_person_taken, session.in_person_overflow, session.online_taken) == (2, 1, 0)
    assert_house_is_true()
