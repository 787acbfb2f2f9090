"""Writers of all processes take turns on SQLite; on PostgreSQL nobody waits for a file."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from events import limits, transactions
from events.models import RateBucket

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
