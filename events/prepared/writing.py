"""New rows, by a statement that is kept."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import BooleanField, CharField, Field, ForeignKey, IntegerField, Model, TextField
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery
from django.db.transaction import mark_for_rollback_on_error

from events.prepared.cursors import cursor_of

AS_THEY_ARE = (CharField, TextField, IntegerField, BooleanField, ForeignKey)
PLAIN = (str, int, bool, type(None))


def insert(rows: Sequence[Model], *, unless_there: bool = False) -> None:
    """Write new rows as bulk_create does. A single one, as on the hot paths, by a statement that is kept."""
    if len(rows) == 1:
        _Insert.of(type(rows[0]), unless_there)(rows[0])
    elif rows:
        type(rows[0])._base_manager.bulk_create(rows, ignore_conflicts=unless_there)


def insert_unless_there(row: Model) -> bool:
    """Write a new row; False where one like it, by a unique constraint, stands already."""
    return _Insert.of(type(row), unless_there=True)(row)


class _Insert:
    """The statement that writes one row of a model."""

    def __init__(self, model: type[Model], unless_there: bool) -> None:
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        query = InsertQuery(model, on_conflict=OnConflict.IGNORE if unless_there else None)
        query.insert_values(fields, [model()])
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = [model._meta.pk]
        ((self._sql, _values),) = compiler.as_sql()
        self._columns = [
            (field, field.attname, isinstance(field, AS_THEY_ARE), type(field).pre_save is not Field.pre_save)
            for field in fields
        ]

    @staticmethod
    @cache
    def of(model: type[Model], unless_there: bool) -> "_Insert":
        return _Insert(model, unless_there)

    def __call__(self, row: Any) -> bool:
        row._prepare_related_fields_for_save(operation_name="insert")
        here = connections[DEFAULT_DB_ALIAS]
        values = []
        for field, name, as_it_is, makes_it in self._columns:
            value = field.pre_save(row, add=True) if makes_it else getattr(row, name)
            values.append(_for_database(field, value, here, as_it_is=as_it_is))
        cursor = cursor_of(here)
        with mark_for_rollback_on_error(DEFAULT_DB_ALIAS):
            cursor.execute(self._sql, values)
            written = cursor.fetchall()
        if not written:
            return False
        ((row.pk,),) = written
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        return True


def _for_database(field: "Field[Any, Any]", value: Any, here: Any, *, as_it_is: bool) -> Any:
    """As the database wants it: texts, numbers, yes and no as they are where a column holds them; and nothing at all."""
    if value is None or (as_it_is and type(value) in PLAIN):
        return value
    return field.get_db_prep_save(value, here)
