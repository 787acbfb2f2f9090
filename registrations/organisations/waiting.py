"""What waits to be tidied: the texts that mean no body yet, one group for each folded text, and what they resemble."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from events.actors import SYSTEM, Actor
from events.models import Event
from registrations.models import Organisation, OrganisationAlias, Registration
from registrations.models.organisation import alias_key
from registrations.organisations.matching import spellings
from registrations.reach.people import NOT_REACHED

ALIKE, NEXT = 0.75, 0.1
"""How alike is worth a word; and how much less alike the second may be than the first."""
BEGINNING, WORD_TOO_MANY = 3, 0.08
MOST_SUGGESTED = 2


@dataclass(slots=True)
class Group:
    """Texts that are one when folded: the most usual spelling, the others, on how many registrations all together."""

    key: str
    text: str
    others: list[str] = field(default_factory=list)
    number: int = 0
    suggested: list[Organisation] = field(default_factory=list)


def groups_of(events: Sequence[Event], organiser: int) -> list[Group]:
    """The groups that wait at these events, alphabetically, so that what looks alike stands together. Two statements."""
    rows = (
        Registration.objects.live()
        .filter(event__in=[event.pk for event in events], organisation=None)
        .exclude(organisation_text="")
        .exclude(role__in=NOT_REACHED)
    )
    found: dict[str, Group] = {}
    for text, number in sorted(spellings(rows).items(), key=lambda each: (-each[1], each[0])):
        key = alias_key(text)
        group = found.setdefault(key, Group(key, text))
        group.number += number
        if text != group.text:
            group.others.append(text)
    aside = OrganisationAlias.objects.filter(organiser=organiser, organisation=None).values_list(
        "key", flat=True
    )
    for key in {"", *aside}:
        found.pop(key, None)
    return sorted(found.values(), key=lambda group: group.key)


def decisions_of(actor: Actor, organiser: int) -> QuerySet[OrganisationAlias]:
    """What was decided, as far as the actor may see it and take it back.

    That is all for who may begin something for the organiser; for others the texts that stand at events which they
    may change, and nowhere else.
    """
    decided = OrganisationAlias.objects.filter(organiser=organiser)
    if actor.kind == SYSTEM.kind or organiser in actor.begins_for:
        return decided
    written = Registration.objects.filter(event__organiser=organiser).exclude(organisation_text="")
    own = written.filter(actor.editor_rows("event__organiser", tour="event__tour", event="event"))
    here = {alias_key(text) for text in spellings(own)}
    here -= {alias_key(text) for text in spellings(written.exclude(pk__in=own.values("pk")))}
    return decided.filter(pk__in=[row.pk for row in decided if row.key in here])


def suggest(
    groups: Iterable[Group], bodies: Iterable[Organisation], decided: dict[str, Organisation]
) -> None:
    """Beside each group the bodies whose names, or texts decided before, are alike; only such as share a beginning."""
    names = [(key, body) for body in bodies for key in body.keys] + list(decided.items())
    beginnings: dict[str, list[tuple[str, Organisation]]] = defaultdict(list)
    for key, body in names:
        for word in key.split():
            beginnings[word[:BEGINNING]].append((key, body))
    for group in groups:
        near = [each for word in group.key.split() for each in beginnings[word[:BEGINNING]]]
        scored = {body: _likeness(group.key, key) for key, body in sorted(near, key=lambda each: each[0])}
        for key, body in near:
            scored[body] = max(scored[body], _likeness(group.key, key))
        best = sorted((-score, str(body), body.pk, body) for body, score in scored.items() if score >= ALIKE)
        group.suggested = [
            body for score, *_order, body in best[:MOST_SUGGESTED] if score <= best[0][0] + NEXT
        ]


def _likeness(one: str, other: str) -> float:
    """From 0 to 1: as good as the worst word of the shorter; so a word that many share makes nothing alike."""
    short, long = sorted((one.split(), other.split()), key=len)
    worst = min(max(_alike(word, each) for each in long) for word in short)
    return worst - WORD_TOO_MANY * (len(long) - len(short))


def _alike(one: str, other: str) -> float:
    """A word that was cut short ('förs.' for 'församling') is as good as the whole."""
    if min(len(one), len(other)) >= BEGINNING and (one.startswith(other) or other.startswith(one)):
        return 1.0
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
