"""Statements of the hot paths, written once a process: Django puts the same SQL together anew for every request.

    in_tour = Prepared(lambda: Session.objects.filter(event__tour__slug=Slot("slug", CharField())))
    in_tour(slug="lape-2027")

A slot stands where a value comes later (never None: that is other SQL). The answer is always the database's.
"""

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from operator import itemgetter
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import CharField, Field, Model, QuerySet, TextField, Value
from django.db.models.constants import OnConflict
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import mark_for_rollback_on_error

Row = TypeVar("Row")
TEXTS = (CharField, TextField)


class Slot(Value):
    """A value that comes later, by name; `field` tells how the database wants it."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field=field)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def filled(self, values: dict[str, Any], here: Any) -> Any:
        return self.output_field.get_db_prep_value(values[self.value], connection=here)


class Prepared(Generic[Row]):
    """A queryset with slots, without prefetching; called with their values it gives its rows, in one statement.

    Rows of a model, or what `values_list` gives.
    """

    def __init__(self, build: "Callable[[], QuerySet[Any, Row]]") -> None:
        self._build = build

    def __call__(self, **values: Any) -> list[Row]:
        compiler, sql, params, read = self._ready
        here = connections[DEFAULT_DB_ALIAS]
        with here.cursor() as cursor:
            cursor.execute(sql, _filled(params, values, here))
            found = cursor.fetchall()
        return [
            read(row) for row in _twin(compiler, connection=here).results_iter([found], tuple_expected=True)
        ]

    def first(self, **values: Any) -> Row | None:
        return next(iter(self(**values)), None)

    @cached_property
    def _ready(self) -> tuple[SQLCompiler, str, tuple[Any, ...], Callable[[Sequence[Any]], Row]]:
        rows = self._build()
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters(
            [column for column, *_words in compiler.select[: compiler.col_count]]
        )
        kept = _twin(compiler, get_converters=lambda _columns: converters)
        return kept, sql, params, _reader(rows._iterable_class, compiler)


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
        values = [_for_database(field, field.pre_save(row, add=True), here) for field in self._fields]
        with mark_for_rollback_on_error(DEFAULT_DB_ALIAS), here.cursor() as cursor:
            cursor.execute(self._sql, values)
            if self._tells_pk:
                (row.pk,) = cursor.fetchone()
                row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _reader(shape: type[Any], compiler: SQLCompiler) -> Callable[[Sequence[Any]], Any]:
    """What makes of a row in the database one of the shape that was asked for."""
    if issubclass(shape, ModelIterable):
        return _reader_of_models(compiler)
    if issubclass(shape, FlatValuesListIterable):
        return itemgetter(0)
    if issubclass(shape, ValuesListIterable):
        return tuple
    raise TypeError(f"{shape.__name__} is no shape that is prepared here.")


def _reader_of_models(compiler: SQLCompiler) -> Callable[[Sequence[Any]], Any]:
    """The model's row with those it points to, as Django's ModelIterable makes it."""
    about: dict[str, Any] = compiler.klass_info
    first, last = about["select_fields"][0], about["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:last]]
    related = get_related_populators(about, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # stubs of 6.1
    annotated = compiler.annotation_col_map.items()

    def read(row: Sequence[Any]) -> Any:
        made = about["model"].from_db(DEFAULT_DB_ALIAS, names, row[first:last])
        for each in related:
            each.populate(row, made)
        for name, column in annotated:
            setattr(made, name, row[column])
        return made

    return read


def _for_database(field: Any, value: Any, here: Any) -> Any:
    """As the database wants it. It wants a text in a text column, and nothing at all, as they are."""
    if value is None or (type(value) is str and isinstance(field, TEXTS)):
        return value
    return field.get_db_prep_save(value, here)


def _filled(params: tuple[Any, ...], values: dict[str, Any], here: Any) -> tuple[Any, ...]:
    return tuple(each.filled(values, here) if isinstance(each, Slot) else each for each in params)


def _twin(original: Any, **changes: Any) -> Any:
    """A shallow copy, for this thread and these values."""
    twin = object.__new__(type(original))
    twin.__dict__.update(original.__dict__, **changes)
    return twin
