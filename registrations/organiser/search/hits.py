"""What a search finds, as the page shows it: at most ten of a kind, and whether there are more."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from venues.text import fold

MOST = 10
LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A page, by its name: a text, perhaps in several languages. `number`: how many stand there, if it is a list."""

    name: Any
    url: str
    number: str = ""
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """`about`: texts, perhaps in several languages, that tell it from others; `tag`: words and colour."""

    name: Any
    url: str = ""
    day: datetime.date | None = None
    about: Sequence[Any] = ()
    tag: tuple[Any, str] | None = None
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Some of a kind under their heading; `everybody` are the lists that hold all of them."""

    heading: Any
    hits: list[Hit]
    more: bool = False
    everybody: list[Link] = field(default_factory=list)


def some(heading: Any, rows: Iterable[Any], hit: Callable[[Any], Hit]) -> Found:
    """Of rows of which one more is asked for than is shown."""
    found = list(rows)
    return Found(heading, [hit(row) for row in found[:MOST]], more=len(found) > MOST)


def words_of(text: str) -> list[str]:
    """The folded words of a query; none if together they have too few letters to search with."""
    words = fold(text).split()
    return words if sum(c.isalnum() for word in words for c in word) >= LEAST_LETTERS else []
