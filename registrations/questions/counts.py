"""How often what was answered: of each question a number by option and by event, and what was written, without names.

Cancelled registrations are in no number. Of people who were erased the options stay counted, and their words are gone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from events.models import Event
from registrations.models import Answer, Question, Registration

Numbers = dict[int, int]
"""By the event's key."""


@dataclass(frozen=True, slots=True)
class Option:
    """`share`: of those who answered, in whole per cent; whoever chooses several is counted at each."""

    key: str
    text: Any
    number: int
    share: int
    by_event: list[tuple[Event, int]]


@dataclass(frozen=True, slots=True)
class Tally:
    """One question at some events. `words`: what was written at each of them, in the order of the alphabet."""

    question: Question
    events: list[Event]
    asked: int
    answered: int
    options: list[Option]
    words: list[tuple[Event, list[str]]]


def tallies(questions: Iterable[Question], events: Sequence[Event]) -> list[Tally]:
    """In order, in four statements however many questions, events and answers there are."""
    rows = list(questions)
    live = Answer.objects.filter(
        question__in=[row.pk for row in rows],
        registration__event__in=[event.pk for event in events],
        registration__cancelled_at=None,
    ).order_by()
    registered = dict(_registered(events))
    people, chosen, words = _people(live), _chosen(live), _words(live)
    found = []
    for row in rows:
        here = [event for event in events if row.is_asked_at(event)]
        answered = sum(people[row.pk].values())
        options = [
            _option(key, text, chosen[row.pk, key], here, answered) for key, text in row.choices.items()
        ]
        said = [(event, texts) for event in here if (texts := words.get((row.pk, event.pk)))]
        asked = sum(registered.get(event.pk, 0) for event in here)
        found.append(Tally(row, here, asked, answered, options, said))
    return found


def lines(found: Iterable[Tally]) -> Iterator[tuple[Tally, Event, Any, int]]:
    """The same one by one: an option chosen at an event and how often, or words and that they are one."""
    for tally in found:
        for option in tally.options:
            yield from ((tally, event, option.text, number) for event, number in option.by_event)
        yield from ((tally, event, text, 1) for event, texts in tally.words for text in texts)


def _option(key: str, text: Any, numbers: Numbers, here: Sequence[Event], answered: int) -> Option:
    number = sum(numbers.values())
    share = round(100 * number / answered) if answered else 0
    return Option(key, text, number, share, [(event, numbers.get(event.pk, 0)) for event in here])


def _registered(events: Sequence[Event]) -> Any:
    rows = Registration.objects.filter(event__in=[event.pk for event in events], cancelled_at=None)
    return rows.order_by().values_list("event").annotate(Count("pk"))


def _people(live: Any) -> dict[int, Numbers]:
    found: dict[int, Numbers] = defaultdict(dict)
    counted = live.values_list("question", "registration__event").annotate(
        Count("registration", distinct=True)
    )
    for question, event, number in counted:
        found[question][event] = number
    return found


def _chosen(live: Any) -> dict[tuple[int, str], Numbers]:
    found: dict[tuple[int, str], Numbers] = defaultdict(dict)
    counted = live.exclude(choice="").values_list("question", "choice", "registration__event")
    for question, choice, event, number in counted.annotate(Count("pk")):
        found[question, choice][event] = number
    return found


def _words(live: Any) -> dict[tuple[int, int], list[str]]:
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    rows = live.exclude(text="").values_list("question", "registration__event", "text")
    for question, event, text in sorted(rows, key=lambda row: row[2].casefold()):
        found[question, event].append(text)
    return found
