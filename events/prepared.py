"""Statements of the hot paths, written once a process: Django puts the same SQL together anew for every request.

    in_tour = Prepared(lambda: Session.objects.filter(event__tour__slug=Slot("slug", CharField())))
    in_tour(slug="lape-2027")

A slot stands where a value comes later (never None: that is other SQL). The answer is always the database's.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model, QuerySet, Value
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import mark_for_rollback_on_error

Row = TypeVar("Row")


class Slot(Value):
    """A value that comes later, by name; `field` tells how the database wants it."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field=field)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def filled(self, values: dict[str, Any], here: Any) -> Any:
        return self.output_field.get_db_prep_value(values[self.value], connection=here)


class Prepared(Generic[Row]):
    """A queryset with slots, without prefetching; called with their values it gives its rows, in one statement."""

    def __init__(self, build: "Callable[[], QuerySet[Any, Row]]") -> None:
        self._build = build

    def __call__(self, **values: Any) -> list[Row]:
        rows, compiler, sql, params = self._ready
        here = connections[DEFAULT_DB_ALIAS]
        filled = _filled(params, values, here)
        own = _twin(compiler, connection=here, as_sql=lambda *_with, **_options: (sql, filled))
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
        converters = compiler.get_converters(
            [column for column, *_words in compiler.select[: compiler.col_count]]
        )
        kept = _twin(compiler, get_converters=lambda _columns: converters)
        return rows, kept, sql, params


class PreparedUpdate:
    """Rows with slots, and what they become; called with the values it says how many rows it has changed."""

    def __init__(self, build: "Callable[[], tuple[QuerySet[Any], dict[str, Any]]]") -> None:
        self._build = build

    def __call__(self, **values: Any) -> int:
        sql, params = self._ready
        here = connections[DEFAULT_DB_ALIAS]
        with mark_for_rollback_on_error(DEFAULT_DB_ALIAS), here.cursor() as cursor:
            cursor.execute(sql, _filled(params, values, here))
            return int(cursor.rowcount)

    @cached_property
    def _ready(self) -> tuple[str, tuple[Any, ...]]:
        rows, changes = self._build()
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        sql, params = query.get_compiler(connection=connection).as_sql()
        return sql, params


def insert(rows: Sequence[Model], *, unless_there: bool = False) -> None:
    """Write new rows as bulk_create does. A single one, as on the hot paths, by a statement that is kept."""
    if len(rows) == 1:
        _Insert.of(type(rows[0]), unless_there)(rows[0])
    elif rows:
        type(rows[0])._base_manager.bulk_create(rows, ignore_conflicts=unless_there)


class _Insert:
    """The statement that writes one row of a model."""

    def __init__(self, model: type[Model], unless_there: bool) -> None:
        self._fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        query = InsertQuery(model, on_conflict=OnConflict.IGNORE if unless_there else None)
        query.insert_values(self._fields, [model()])
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = [] if unless_there else [model._meta.pk]
        ((self._sql, _values),) = compiler.as_sql()
        self._tells_pk = not unless_there

    @staticmethod
    @cache
    def of(model: type[Model], unless_there: bool) -> "_Insert":
        return _Insert(model, unless_there)

    def __call__(self, row: Any) -> None:
        row._prepare_related_fields_for_save(operation_name="insert")
        here = connections[DEFAULT_DB_ALIAS]
        values = [field.get_db_prep_save(field.pre_save(row, add=True), here) for field in self._fields]
        with mark_for_rollback_on_error(DEFAULT_DB_ALIAS), here.cursor() as cursor:
            cursor.execute(self._sql, values)
            if self._tells_pk:
                (row.pk,) = cursor.fetchone()
                row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _filled(params: tuple[Any, ...], values: dict[str, Any], here: Any) -> tuple[Any, ...]:
    return tuple(each.filled(values, here) if isinstance(each, Slot) else each for each in params)


def _twin(original: Any, **changes: Any) -> Any:
    """A shallow copy, for this thread and these values."""
    twin = object.__new__(type(original))
    twin.__dict__.update(original.__dict__, **changes)
    return twin
