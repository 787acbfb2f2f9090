"""The tests run where they say they run: it has happened that they silently ran on SQLite in memory."""

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import DataError, connection
from django.db.models import Index, UniqueConstraint

from config.environment import POOL
from config.postgresql.base import DatabaseWrapper
from registrations.models import Person
from registrations.words import TRIGGERS
from tests import world


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
        for name in ("journal_mode", "synchronous", "foreign_keys", "temp_store"):
            cursor.execute(f"PRAGMA {name}")
            pragmas[name] = cursor.fetchone()[0]
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2}
    assert getattr(connection, "transaction_mode", None) == "IMMEDIATE"


@pytest.mark.django_db
def test_more_rows_than_a_statement_has_parameters_for_are_written() -> None:
    """Of a model whose columns Django does not hand over as arrays: digests are bytes."""
    organiser = world.organiser()
    rows = [Person(organiser=organiser, name=f"Nr {number}", language="fi") for number in range(5_000)]
    assert len(rows) * (len(Person._meta.concrete_fields) - 1) > 65_535
    Person.objects.bulk_create(rows)
    assert Person.objects.count() == len(rows)


def test_no_column_has_an_index_that_another_begins_with() -> None:
    """Each costs a page or more in every row that is written, and finds nothing that the other does not."""
    twice = []
    for model in apps.get_models():
        if model.__module__.split(".")[0] in ("venues", "events", "registrations", "webcast"):
            every = [
                each
                for each in (*model._meta.indexes, *model._meta.constraints)
                if isinstance(each, Index | UniqueConstraint) and each.fields and not each.condition
            ]
            first = {each.fields[0].removeprefix("-"): each.name for each in every}
            columns = [
                each
                for each in model._meta.concrete_fields
                if getattr(each, "db_index", False) and not each.unique
            ]
            twice += [(model.__name__, each.name, first[each.name]) for each in columns if each.name in first]
    assert twice == []


@pytest.mark.django_db
def test_the_database_has_no_index_of_a_foreign_key_that_its_model_does_not_ask_for() -> None:
    """A migration that only said so would leave it there."""
    left = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            named = {each.name for each in (*model._meta.indexes, *model._meta.constraints)}
            unasked = {
                each.column
                for each in model._meta.concrete_fields
                if each.is_relation and not getattr(each, "db_index", True) and not each.unique
            }
            there = connection.introspection.get_constraints(cursor, model._meta.db_table)
            left += [
                (model.__name__, name)
                for name, each in there.items()
                if each["index"] and name not in named and len(each["columns"]) == 1
                if each["columns"][0] in unasked
            ]
    assert left == []


@pytest.mark.django_db
def test_the_database_keeps_the_words_by_which_people_are_found(pytestconfig: pytest.Config) -> None:
    """A migration that makes the table of registrations anew on SQLite loses the triggers: it calls words.keep."""
    sqlite = pytestconfig.getoption("--db") == "sqlite"
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if sqlite
        else "SELECT indexname FROM pg_indexes"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        there = {name for (name,) in cursor.fetchall()}
    assert (set(TRIGGERS) if sqlite else {"participants_by_word"}) <= there


@pytest.mark.django_db
def test_a_moment_comes_back_as_it_was_written() -> None:
    of = world.event("one", datetime.date(2027, 3, 28))
    for moment in (
        "2027-03-28T01:00:00.000001+00:00",
        "1900-01-01T00:00:00+00:00",
        "2027-07-01T13:00:00+03:00",
    ):
        written = datetime.datetime.fromisoformat(moment)
        session = world.afternoon(of, starts_at=written, ends_at=None)
        read = type(session).objects.get(pk=session.pk).starts_at
        assert read == written
        assert read.tzinfo == datetime.UTC


@pytest.mark.django_db
def test_a_moment_that_python_does_not_know_is_an_error_of_the_database(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--db") == "sqlite":
        return  # it has no such type
    assert connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'infinity'::timestamptz")
        with pytest.raises(DataError):
            cursor.fetchone()


@pytest.mark.django_db
def test_the_pool_lends_the_connection_that_came_back_last(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--db") == "sqlite":
        assert getattr(connection, "pool", None) is None, "SQLite's connections stay with their threads"
        return
    options = connection.settings_dict["OPTIONS"] | {"pool": POOL | {"min_size": 3}}
    web: Any = DatabaseWrapper(
        connection.settings_dict | {"OPTIONS": options, "CONN_MAX_AGE": 0}, alias="a pool of its own"
    )
    try:
        web.pool.open(wait=True)
        lent = [web.pool.getconn() for _each in range(3)]
        for one in lent:
            web.pool.putconn(one)
        assert [web.pool.getconn() for _each in range(3)] == lent[::-1]
        for one in lent:
            web.pool.putconn(one)
    finally:
        web.close_pool()
