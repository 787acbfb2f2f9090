"""Writers of all processes take turns on SQLite; on PostgreSQL nobody waits for a file. A process does few at once."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from events import concurrency, limits, transactions
from events.models import RateBucket
from tests import world
from tests.api.cast import Machine
from tests.checkin import cast as checkin

HOLD = """
import fcntl, sys
file = open(sys.argv[1], "ab")
fcntl.lockf(file, fcntl.LOCK_EX)
print("mine", flush=True)
input()
"""


@contextmanager
def another_writer() -> Iterator[subprocess.Popen[str]]:
    """A process that has its turn until it ends."""
    command = [sys.executable, "-c", HOLD, f"{connection.settings_dict['NAME']}-turn"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "mine\n"
        yield writer
        writer.kill()


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_for_another_process_is_told_so_and_goes_on_when_it_is_gone(
    monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    if pytestconfig.getoption("--db") == "postgresql":
        assert transactions.turn() is not transactions._TURN
        return
    monkeypatch.setattr(transactions, "PATIENCE", 0.2)
    with another_writer(), pytest.raises(transactions.Busy):
        limits.allow("links", "somebody")
    assert not RateBucket.objects.exists()
    assert limits.allow("links", "somebody")
    assert RateBucket.objects.count() == 1


def test_of_a_crowd_a_process_does_few_at_once_and_everybody_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(concurrency, "LONG_ENOUGH", 60)
    few, inside, most = concurrency.at_once(), threading.Semaphore(8), []

    def act(number: int) -> int:
        with concurrency.few_at_once(), inside:
            most.append(8 - inside._value)
            threading.Event().wait(0.01)
            if number == 3:
                raise ValueError
            return number

    with ThreadPoolExecutor(8) as crowd:
        acts = [crowd.submit(act, number) for number in range(24)]
    assert [one.result() for one in acts if not one.exception()] == [n for n in range(24) if n != 3]
    assert max(most) == few


@pytest.mark.parametrize(
    ("host", "few"),
    [
        ("", 1),
        ("/run/postgresql", 1),
        ("localhost", 1),
        ("127.0.0.1", 1),
        ("10.0.0.7", 3),
        ("db.example.org", 3),
    ],
)
def test_more_at_once_are_let_in_where_the_database_is_another_machine(
    host: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "HOST", host)
    assert concurrency.at_once() == few


def test_whoever_has_waited_long_enough_for_a_crowd_goes_on_beside_it(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = checkin.afternoon(checkin.stop())
    phone, machine = checkin.phone(session.event), Machine(world.machine(None, "checkin"))
    form, scan = f"/fi/events/{session.event.slug}/register/", {"scan_id": str(uuid4()), "code": "A" * 26}
    with ExitStack() as crowd:
        for _one in range(concurrency.at_once()):
            crowd.enter_context(concurrency.few_at_once())
        monkeypatch.setattr(concurrency, "LONG_ENOUGH", 5)
        begun = time.monotonic()
        assert client.get(form).status_code == 200, "a page waits for nobody"
        assert time.monotonic() < begun + 5
        monkeypatch.setattr(concurrency, "LONG_ENOUGH", 0.05)
        sent = json.dumps(scan | {"session": str(session.uuid)})
        for answer in (client.post(form), phone.send(session, scan), machine.send("check-ins/", sent)):
            assert answer.status_code in (200, 422), answer.content
    assert concurrency._FEW[concurrency.at_once()]._value == concurrency.at_once()
