"""What makes of a row in the database one of the shape that was asked for."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable
from django.db.models.sql.compiler import SQLCompiler

Columns = tuple[Any, ...]
Read = Callable[[Columns, Any], Any]
Converters = Sequence[tuple[int, Iterable[Any], Any]]
"""Of a column, by its place: what is called with its value one after the other, and the expression it came from."""

LOWER_FLOORS = ("events", "venues")
"""Where rows are kept between two requests, but of the team; people live higher, and are forgotten with the request."""
KEPT = 64
"""Rows of one model in one statement; a server has few tours that many ask for."""


def keeps(model: type[Model]) -> bool:
    """Not a user, and nothing that points to one: a member of a team, a token of the API, a note."""
    team = get_user_model()
    of_team = model is team or any(field.related_model is team for field in model._meta.fields)
    return model._meta.app_label in LOWER_FLOORS and not of_team


def reader(shape: type[Any], compiler: SQLCompiler) -> Read:
    """Called with a row and the connection it came by."""
    found = compiler.get_converters([column for column, *_words in compiler.select[: compiler.col_count]])
    converters = [(at, each, expression) for at, (each, expression) in found.items()]
    if issubclass(shape, ModelIterable):
        return _reader_of_models(compiler, converters)
    if issubclass(shape, FlatValuesListIterable):
        return lambda row, here: _converted(row, converters, here)[0]
    if issubclass(shape, ValuesListIterable):
        return lambda row, here: tuple(_converted(row, converters, here))
    raise TypeError(f"{shape.__name__} is no shape that is prepared here.")


def _reader_of_models(compiler: SQLCompiler, converters: Converters) -> Read:
    """The model's row with those it points to, as Django's ModelIterable makes it."""
    whole = _Part(compiler.klass_info, compiler.select, converters)
    annotated = compiler.annotation_col_map.items()
    wanted = {column for _name, column in annotated}
    beside = [each for each in converters if each[0] in wanted]

    def read(row: Columns, here: Any) -> Any:
        made = whole.read(row, here)
        values = _converted(row, beside, here) if beside else row
        for name, column in annotated:
            setattr(made, name, values[column])
        return made

    return read


class _Part:
    """One model's columns in a row, and those of the models it points to.

    A tour, an event, a place are the same from one request to the next. Where the database says of one the very same
    as before, its values are not read anew from their texts: they are shared, so nobody changes one in place.
    """

    def __init__(self, about: dict[str, Any], select: Sequence[Any], converters: Converters) -> None:
        first, last = about["select_fields"][0], about["select_fields"][-1] + 1
        self._model: type[Model] = about["model"]
        self._columns = slice(first, last)
        self._names = [column[0].target.attname for column in select[first:last]]
        self._key = first + self._names.index(self._model._meta.pk.attname)
        self._converters = [(at - first, steps, of) for at, steps, of in converters if first <= at < last]
        self._keeps = keeps(self._model)
        self._kept: dict[Columns, dict[str, Any]] = {}
        self._pointed_to = [
            (_Part(each, select, converters), each["local_setter"], each["remote_setter"])
            for each in about.get("related_klass_infos", ())
        ]

    def read(self, row: Columns, here: Any) -> Any:
        """None where an outer join found nobody."""
        if row[self._key] is None:
            return None
        made = self._kept_or_read(row[self._columns], here) if self._keeps else self._read(row, here)
        for part, set_here, set_there in self._pointed_to:
            other = part.read(row, here)
            set_here(made, other)
            if other is not None:
                set_there(other, made)
        return made

    def _read(self, row: Columns, here: Any) -> Any:
        values = _converted(row[self._columns], self._converters, here)
        return self._model.from_db(DEFAULT_DB_ALIAS, self._names, values)

    def _kept_or_read(self, columns: Columns, here: Any) -> Any:
        values = self._kept.get(columns)
        if values is None:
            read = _converted(columns, self._converters, here)
            values = dict(self._model.from_db(DEFAULT_DB_ALIAS, self._names, read).__dict__)
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[columns] = values
        made = object.__new__(self._model)
        made.__dict__.update(values)
        made._state = ModelState()
        made._state.adding, made._state.db = False, DEFAULT_DB_ALIAS
        return made


def _converted(values: Columns, converters: Converters, here: Any) -> list[Any]:
    read = list(values)
    for at, steps, expression in converters:
        value = read[at]
        for step in steps:
            value = step(value, expression, here)
        read[at] = value
    return read
