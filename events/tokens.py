"""Tokens: made again from a key and a row, looked up by digest only. The database alone opens nothing.

token = base32(HMAC-SHA256(TOKEN_KEY, purpose ‖ row uuid ‖ version))[:26], that is 130 bits; beside each version
stands the first 16 bytes of SHA-256(token). Raising the version revokes.
"""

import base64
import hashlib
import hmac
import re
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import models

from events.prepared import Prepared

LENGTH = 26
_SHAPE = re.compile(rf"[A-Z2-7]{{{LENGTH}}}")

M = TypeVar("M", bound=models.Model)


class Purpose(StrEnum):
    """What a token opens. One never opens another's door."""

    MANAGE = "manage"
    TICKET = "ticket"
    FEED = "feed"
    INVITATION = "invitation"
    CLAIM = "claim"
    DEVICE = "device"
    API = "api"
    JOIN = "join"


def make(purpose: Purpose, row: UUID, version: int) -> str:
    """The token of this row, the same each time."""
    message = b"\x00".join((purpose.encode(), row.bytes, str(version).encode()))
    mac = hmac.new(settings.TOKEN_KEY.encode(), message, hashlib.sha256).digest()
    return base64.b32encode(mac).decode()[:LENGTH]


def token_of(purpose: Purpose, row: Any) -> str:
    """The row's current token: `row.uuid` and `row.<purpose>_version` make it."""
    return make(purpose, row.uuid, getattr(row, f"{purpose}_version"))


def digest(token: str) -> bytes:
    """What the database keeps of a token: 16 bytes."""
    return hashlib.sha256(token.encode()).digest()[:16]


def read(text: str) -> str | None:
    """The last thing in the text that has a token's shape, in either case: scanners garble what stands before it."""
    found = _SHAPE.findall(text.upper())
    return found[-1] if found else None


def find(rows: models.QuerySet[M] | Prepared[M], purpose: Purpose, text: str) -> M | None:
    """The row that this token opens, or None. Prepared rows have a slot `digest`."""
    token = text.upper()
    if not _SHAPE.fullmatch(token):
        return None
    if isinstance(rows, Prepared):
        return rows.first(digest=digest(token))
    return rows.filter(**{f"{purpose}_digest": digest(token)}).first()


class TokenDigestField(models.BinaryField):  # type: ignore[type-arg]  # not generic at run time
    """The digest beside `<purpose>_version`, computed in the same INSERT or UPDATE as the version."""

    def __init__(self, *, purpose: str, **kwargs: Any) -> None:
        self.purpose = Purpose(purpose)
        super().__init__(**{"max_length": 16, "unique": True, "editable": False} | kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"purpose": self.purpose.value}

    def pre_save(self, row: models.Model, add: bool) -> bytes:
        value = digest(token_of(self.purpose, row))
        setattr(row, self.attname, value)
        return value
