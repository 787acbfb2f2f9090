"""Statements of the hot paths, written once a process: Django puts the same SQL together anew for every request.

    in_tour = Prepared(lambda: Session.objects.filter(event__tour__slug=Slot("slug", CharField())))
    in_tour(slug="lape-2027")

A slot stands where a value comes later (never None: that is other SQL). The answer is always the database's.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Field, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


class Slot(Value):
    """A value that comes later, by name; `field` tells how the database wants it."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field=field)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def filled(self, values: dict[str, Any]) -> Any:
        return self.output_field.get_db_prep_value(values[self.value], connection=connection)


class Prepared(Generic[Row]):
    """A queryset with slots, without prefetching; called with their values it gives its rows, in one statement."""

    def __init__(self, build: "Callable[[], QuerySet[Any, Row]]") -> None:
        self._build = build

    def __call__(self, **values: Any) -> list[Row]:
        rows, compiler, sql, params = self._ready
        filled = tuple(each.filled(values) if isinstance(each, Slot) else each for each in params)
        own = _twin(compiler, connection=connection, as_sql=lambda *_with, **_options: (sql, filled))
        query = _twin(rows.query, get_compiler=lambda *_using, **_options: own)
        found: Iterable[Row] = rows._iterable_class(_twin(rows, _query=query))  # type: ignore[assignment]  # stubs: not iterable
        return list(found)

    def first(self, **values: Any) -> Row | None:
        return next(iter(self(**values)), None)

    @cached_property
    def _ready(self) -> tuple["QuerySet[Any, Row]", SQLCompiler, str, tuple[Any, ...]]:
        rows = self._build()
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return rows, compiler, sql, params


def _twin(original: Any, **changes: Any) -> Any:
    """A shallow copy, for this thread and these values."""
    twin = object.__new__(type(original))
    twin.__dict__.update(original.__dict__, **changes)
    return twin
