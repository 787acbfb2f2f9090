"""The same key, the same effect: once."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from events.api import idempotency
from events.models import IdempotencyKey, Session
from registrations.models import OutgoingMail, Registration
from tests import world
from tests.api.cast import Machine
from tests.checkin.test_race import together
from tests.harness.audit import assert_house_is_true


def body(session: Session, **fields: Any) -> dict[str, Any]:
    who = {"name": "Elle", "email": "elle@example.org", "language": "fi"}
    return who | {"sessions": [{"session": str(session.uuid), "way": "in_person"}]} | fields


@pytest.mark.django_db
def test_a_repeated_request_is_answered_and_not_done_again() -> None:
    session = world.afternoon_of(world.coming_tour())
    machine, other = Machine(world.machine()), Machine(world.machine())
    first = machine.post("registrations/", key="a", **body(session))
    assert machine.post("registrations/", key="a", **body(session)) == first
    machine.post("registrations/", 422, key="a", **body(session, name="Somebody else"))
    machine.post("invitations/", 400, key="a")
    machine.post("registrations/", 409, key="b", **body(session))
    other.post("registrations/", 409, key="a", **body(session))
    assert Registration.objects.count() == OutgoingMail.objects.count() == IdempotencyKey.objects.count() == 1
    machine.post("registrations/", 400, key="x" * 256, **body(session))
    assert machine.post(f"registrations/{first['id']}/cancel/", 200, key="c")["cancelled_at"]
    assert machine.post(f"registrations/{first['id']}/cancel/", 200, key="c")["cancelled_at"]
    assert OutgoingMail.objects.count() == 2


@pytest.mark.django_db
def test_a_key_is_forgotten_after_a_day() -> None:
    session, machine = world.afternoon_of(world.coming_tour()), Machine(world.machine())
    machine.post("registrations/", key="a", **body(session))
    IdempotencyKey.objects.update(created_at=timezone.now() - datetime.timedelta(hours=25))
    machine.post("registrations/", key="a", **body(session, email="other@example.org"))
    assert IdempotencyKey.objects.count() == 1
    IdempotencyKey.objects.update(created_at=timezone.now() - datetime.timedelta(hours=25))
    idempotency.sweep()
    assert not IdempotencyKey.objects.exists()


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_one() -> None:
    session, token = world.afternoon_of(world.coming_tour()), world.machine()
    for number in range(5):
        sent = body(session, email=f"guest{number}@example.org")
        calls = [lambda: Machine(token).post("registrations/", key=f"k{number}", **sent)] * 3  # noqa: B023  # run at once
        answers = together(*calls)
        assert len(answers) == 3
        assert answers[0] == answers[1] == answers[2]
    assert Registration.objects.count() == IdempotencyKey.objects.count() == 5
    assert_house_is_true()
