"""What a request meets when the database has just gone away."""

from typing import NoReturn

from django.contrib.sessions.backends.base import SessionBase
from django.db import OperationalError
from django.http import HttpRequest


def context(request: HttpRequest) -> NoReturn:
    """A context processor that would have asked for something."""
    raise OperationalError("gone")


class SessionStore(SessionBase):
    def load(self) -> dict[str, object]:
        return {}

    def save(self, must_create: bool = False) -> NoReturn:
        raise OperationalError("gone")
