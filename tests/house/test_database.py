"""The tests run where they say they run: it has happened that they silently ran on SQLite in memory."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for(pytestconfig: pytest.Config) -> None:
    assert connection.vendor == pytestconfig.getoption("--db")


@pytest.mark.django_db
def test_sqlite_keeps_a_write_ahead_log_and_takes_its_lock_at_once(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--db") == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_encoding")
            assert cursor.fetchone() == ("UTF8",)
        return
    with connection.cursor() as cursor:
        pragmas = {}
        for name in ("journal_mode", "synchronous", "foreign_keys"):
            cursor.execute(f"PRAGMA {name}")
            pragmas[name] = cursor.fetchone()[0]
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert getattr(connection, "transaction_mode", None) == "IMMEDIATE"
