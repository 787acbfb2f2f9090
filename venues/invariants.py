"""What must never be false of places: nothing that the database does not hold by itself."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

INVARIANTS: dict[str, Callable[[], QuerySet[Any]]] = {}
