"""Sessions in a database that has just gone away."""

from typing import NoReturn

from django.contrib.sessions.backends.base import SessionBase
from django.db import OperationalError


class SessionStore(SessionBase):
    def load(self) -> dict[str, object]:
        return {}

    def save(self, must_create: bool = False) -> NoReturn:
        raise OperationalError("gone")
