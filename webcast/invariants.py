"""What must never be false of webcasts, recounted. Each names its offenders."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from events.models import Session
from webcast.models import Stream

ON_THE_WEB = Q(url__istartswith="https://") | Q(url__istartswith="http://")


def elsewhere() -> QuerySet[Stream]:
    """9: what the gate gives is an address of the web, and nothing that a browser would run."""
    return Stream.objects.exclude(ON_THE_WEB)


def open_to_the_uninvited() -> QuerySet[Stream]:
    """10: the stream of an invited session is for the invited."""
    rows = Stream.objects.filter(session__admission=Session.Admission.INVITATION)
    return rows.filter(access=Stream.Access.PUBLIC)


INVARIANTS: dict[str, Callable[[], QuerySet[Any]]] = {
    "9 a stream's address is one of the web": elsewhere,
    "10 the stream of an invited session is not public": open_to_the_uninvited,
}
