"""One thing that is missing or does not go together: a sentence, and the page that mends it.

Each floor has its own list of them (`readiness.py`); the page of all stands on the highest (webcast/organiser/missing.py).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Lack:
    """What `blocks` keeps from publishing; `route` and `key` name the page that mends it."""

    name: str
    blocks: bool
    sentence: str
    route: str
    key: str

    @property
    def mend(self) -> str:
        return reverse(self.route, args=[self.key])


Lacks = dict[int, list[Lack]]
"""By the event's primary key."""


def blocks(name: str, sentence: str, route: str, key: str) -> Lack:
    return Lack(name, True, sentence, route, key)


def warns(name: str, sentence: str, route: str, key: str) -> Lack:
    return Lack(name, False, sentence, route, key)


def in_order(lacks: Iterable[Lack]) -> list[Lack]:
    """The blocking first."""
    return sorted(lacks, key=lambda lack: not lack.blocks)


def together(*floors: Mapping[int, list[Lack]]) -> Lacks:
    """What several lists say of each event."""
    found: Lacks = defaultdict(list)
    for floor in floors:
        for event, lacks in floor.items():
            found[event] += lacks
    return found
