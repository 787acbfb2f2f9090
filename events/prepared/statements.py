"""What is asked and what is changed: a queryset with slots, and its SQL."""

from collections.abc import Callable
from enum import Enum
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, QuerySet, Value
from django.db.models.sql import UpdateQuery
from django.db.transaction import mark_for_rollback_on_error

from events.prepared.cursors import cursor_of
from events.prepared.reading import reader

Row = TypeVar("Row")


class Slot(Value):
    """A value that comes later, by name; `field` tells how the database wants it."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field=field)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def filled(self, values: dict[str, Any], here: Any) -> Any:
        return plain(self.output_field.get_db_prep_value(values[self.value], connection=here))


class Prepared(Generic[Row]):
    """A queryset with slots, without prefetching; called with their values it gives its rows, in one statement.

    Rows of a model, or what `values_list` gives.
    """

    def __init__(self, build: "Callable[[], QuerySet[Any, Row]]") -> None:
        self._build = build

    def __call__(self, **values: Any) -> list[Row]:
        sql, params, read = self._ready
        here = connections[DEFAULT_DB_ALIAS]
        cursor = cursor_of(here)
        cursor.execute(sql, _filled(params, values, here))
        return [read(row, here) for row in cursor.fetchall()]

    def first(self, **values: Any) -> Row | None:
        return next(iter(self(**values)), None)

    @cached_property
    def _ready(self) -> tuple[str, tuple[Any, ...], Callable[[tuple[Any, ...], Any], Row]]:
        rows = self._build()
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return sql, tuple(map(plain, params)), reader(rows._iterable_class, compiler)


class PreparedUpdate:
    """Rows with slots, and what they become; called with the values it says how many rows it has changed."""

    def __init__(self, build: "Callable[[], tuple[QuerySet[Any], dict[str, Any]]]") -> None:
        self._build = build

    def __call__(self, **values: Any) -> int:
        sql, params = self._ready
        here = connections[DEFAULT_DB_ALIAS]
        cursor = cursor_of(here)
        with mark_for_rollback_on_error(DEFAULT_DB_ALIAS):
            cursor.execute(sql, _filled(params, values, here))
            return int(cursor.rowcount)

    @cached_property
    def _ready(self) -> tuple[str, tuple[Any, ...]]:
        rows, changes = self._build()
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        sql, params = query.get_compiler(connection=connection).as_sql()
        return sql, tuple(map(plain, params))


def plain(value: Any) -> Any:
    """A choice as its text. Drivers take a member of an enumeration too, after a look at each class that it comes from."""
    return value._value_ if isinstance(value, Enum) else value


def _filled(params: tuple[Any, ...], values: dict[str, Any], here: Any) -> tuple[Any, ...]:
    return tuple(each.filled(values, here) if isinstance(each, Slot) else each for each in params)
