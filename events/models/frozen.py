"""What is published changes only through the verbs of events/actions (DESIGN §4, 8)."""

from collections.abc import Iterable

from django.db import models


class SilentChange(RuntimeError):
    """Somebody saves what the public relies on without the verb that logs it and tells people."""


def changed(row: models.Model, names: Iterable[str]) -> list[str]:
    """Which of these columns differ from what is stored; none for a new row. One query."""
    attnames = [row._meta.get_field(name).attname for name in names]  # type: ignore[union-attr]  # columns, not relations
    stored = type(row)._base_manager.filter(pk=row.pk).values(*attnames).first() if row.pk else None
    return [name for name in attnames if stored and _plain(stored[name]) != _plain(getattr(row, name))]


def refuse(row: models.Model, names: list[str]) -> None:
    if names:
        raise SilentChange(
            f"{row._meta.label} {row.pk}: {', '.join(names)} may change only through events.actions."
        )


def _plain(value: object) -> object:
    """Texts in several languages compare by their contents."""
    return getattr(value, "data", value)
