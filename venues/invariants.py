"""What must never be false of places: nothing that the database does not hold by itself."""

from django.db.models import QuerySet

INVARIANTS: dict[str, QuerySet] = {}  # type: ignore[type-arg]  # of any model
