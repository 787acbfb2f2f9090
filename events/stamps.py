"""What an editor was looking at: whoever saves over something that has changed since is asked to look once more."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from events.refusals import Changed


def values_of(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """The row's columns and its many-to-many relations, those as lists of rows."""
    return {name: _value(row, name) for name in names}


def of(row: models.Model, names: Iterable[str]) -> str:
    """A short digest of these columns as they are in the row."""
    return of_values(values_of(row, sorted(names)))


def of_values(values: Mapping[str, Any] | list[Any]) -> str:
    """The digest of values by name, or of a list of such; a text not given is an empty text."""
    return hashlib.sha256(json.dumps(_plain(values), sort_keys=True).encode()).hexdigest()[:32]


def differing(row: models.Model, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the facts that are not so in the row."""
    return {name: value for name, value in facts.items() if of_values({name: value}) != of(row, [name])}


def refuse_changed(row: models.Model, names: Iterable[str], seen: str | None) -> None:
    """Raise Changed when a locked row is no longer as it was `seen`; None does not ask."""
    if seen is not None and seen != of(row, names):
        raise Changed


def _value(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    return list(value.order_by("pk")) if isinstance(value, models.Manager) else value


def _plain(value: Any) -> Any:
    value = getattr(value, "data", value)
    if isinstance(value, dict):
        return {name: plain for name, each in value.items() if (plain := _plain(each)) is not None} or None
    if isinstance(value, list):
        return [_plain(each) for each in value] or None
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    return None if value == "" else value
