"""New rows, by a statement that is kept."""

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    Field,
    ForeignKey,
    IntegerField,
    Model,
    TextField,
)
from django.db.models.constants import OnConflict
from django.db.models.expressions import Expression
from django.db.models.sql import InsertQuery
from django.db.transaction import mark_for_rollback_on_error

from events.prepared.cursors import cursor_of
from events.prepared.statements import plain

AS_THEY_ARE = (CharField, TextField, IntegerField, BooleanField, ForeignKey)
PLAIN = (str, int, bool, type(None))
Links = tuple[tuple[str, int], ...]
"""Which foreign keys of a new row point to another that is new: their names, and its place among the rows."""


def insert(rows: Sequence[Model], *, unless_there: bool = False) -> None:
    """Write new rows as bulk_create does. A single one, as on the hot paths, by a statement that is kept."""
    if len(rows) == 1:
        _Insert.of(type(rows[0]), unless_there)(rows[0])
    elif rows:
        type(rows[0])._base_manager.bulk_create(rows, ignore_conflicts=unless_there)


def insert_unless_there(row: Model) -> bool:
    """Write a new row; False where one like it, by a unique constraint, stands already."""
    return _Insert.of(type(row), unless_there=True)(row)


def insert_together(rows: Sequence[Model]) -> None:
    """Write new rows of several models, each of which points to those before it at most.

    One of each model goes to PostgreSQL in one statement; else each model's rows go together.
    """
    models = tuple(type(row) for row in rows)
    if connection.vendor == "postgresql" and 1 < len(rows) == len(set(models)):
        links = tuple(_links(row, rows[:place]) for place, row in enumerate(rows))
        _Together.of(models, links)(rows)
        return
    for _model, alike in groupby(rows, type):
        insert(list(alike))


def _links(row: Model, before: Sequence[Model]) -> Links:
    """Of a row that points to some of those before it, which are new as well."""
    found = []
    for field in _foreign_keys(type(row)):
        other = field.get_cached_value(row, default=None)
        found += [(field.name, place) for place, new in enumerate(before) if new is other]
    return tuple(found)


@cache
def _foreign_keys(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.is_relation]


class _Insert:
    """The statement that writes one row of a model; what is `linked` points to other rows of the same statement."""

    def __init__(self, model: type[Model], unless_there: bool = False, linked: Links = ()) -> None:
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        links: dict[Any, int] = {model._meta.get_field(name): place for name, place in linked}
        query = InsertQuery(model, on_conflict=OnConflict.IGNORE if unless_there else None)
        sample: Any = model()
        for field, place in links.items():
            setattr(sample, field.attname, _KeyOf(place))
        query.insert_values(fields, [sample])
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = [model._meta.pk]
        ((self.sql, _values),) = compiler.as_sql()
        self._fields = {field for field in fields if field not in links}
        self._columns = [
            (field, field.attname, isinstance(field, AS_THEY_ARE), type(field).pre_save is not Field.pre_save)
            for field in fields
            if field in self._fields
        ]

    @staticmethod
    @cache
    def of(model: type[Model], unless_there: bool) -> "_Insert":
        return _Insert(model, unless_there)

    def __call__(self, row: Any) -> bool:
        here = connections[DEFAULT_DB_ALIAS]
        written = _written(self.sql, self.values(row, here), here)
        if not written:
            return False
        ((row.pk,),) = written
        _is_there(row)
        return True

    def values(self, row: Any, here: Any) -> list[Any]:
        """What the statement is executed with."""
        row._prepare_related_fields_for_save(operation_name="insert", fields=self._fields)
        return [
            _for_database(
                field,
                field.pre_save(row, add=True) if makes_it else getattr(row, name),
                here,
                as_it_is=as_it_is,
            )
            for field, name, as_it_is, makes_it in self._columns
        ]


class _KeyOf(Expression):
    """The key of the new row at this place, which the same statement writes."""

    def __init__(self, place: int) -> None:
        super().__init__(output_field=BigIntegerField())
        self.sql = f'(TABLE "new{place}")'

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.sql, ()


class _Together:
    """The statement that writes a row of each of several models, and gives their keys."""

    def __init__(self, models: tuple[type[Model], ...], links: tuple[Links, ...]) -> None:
        self._links = links
        self._inserts = [_Insert(model, linked=linked) for model, linked in zip(models, links, strict=True)]
        written = ", ".join(f'"new{place}" AS ({insert.sql})' for place, insert in enumerate(self._inserts))
        keys = ", ".join(_KeyOf(place).sql for place in range(len(models)))
        self._sql = f"WITH {written} SELECT {keys}"

    @staticmethod
    @cache
    def of(models: tuple[type[Model], ...], links: tuple[Links, ...]) -> "_Together":
        return _Together(models, links)

    def __call__(self, rows: Sequence[Any]) -> None:
        here = connections[DEFAULT_DB_ALIAS]
        values = [
            value
            for insert, row in zip(self._inserts, rows, strict=True)
            for value in insert.values(row, here)
        ]
        (keys,) = _written(self._sql, values, here)
        for row, key, linked in zip(rows, keys, self._links, strict=True):
            row.pk = key
            for name, place in linked:
                setattr(row, name, rows[place])
            _is_there(row)


def _written(sql: str, values: Sequence[Any], here: Any) -> list[Any]:
    """The keys that the database has given to new rows."""
    cursor = cursor_of(here)
    with mark_for_rollback_on_error(DEFAULT_DB_ALIAS):
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _is_there(row: Model) -> None:
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _for_database(field: "Field[Any, Any]", value: Any, here: Any, *, as_it_is: bool) -> Any:
    """As the database wants it: texts, numbers, yes and no as they are where a column holds them; and nothing at all."""
    if value is None or (as_it_is and type(value) in PLAIN):
        return value
    return plain(field.get_db_prep_save(value, here))
