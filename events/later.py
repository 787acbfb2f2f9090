"""Libraries that take long to read and that few requests need."""

from importlib import import_module
from typing import Any


class Later:
    """A library that is read when something of it is first asked for, and not each time the product starts."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, wanted: str) -> Any:
        return getattr(import_module(self._name), wanted)
