"""Without TOKEN_KEY no printed code and no mailed link works; it is in no database, so it is kept apart."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

from events import tokens
from events.tokens import TokenDigestField


def write(file: Path) -> None:
    """SECRET_KEY and TOKEN_KEY as var/keys.env has them, mode 600."""
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as descriptor:
        descriptor.write(f"SECRET_KEY={settings.SECRET_KEY}\nTOKEN_KEY={settings.TOKEN_KEY}\n")


def fit() -> bool:
    """Whether our TOKEN_KEY is the one that the database's digests were made with, as its first rows tell."""
    return all(
        tokens.digest(tokens.token_of(field.purpose, row)) == bytes(getattr(row, field.attname))
        for field, row in _first_rows()
    )


def _first_rows() -> Iterator[tuple[TokenDigestField, Any]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, TokenDigestField) and (row := model._default_manager.order_by("pk").first()):
                yield field, row
