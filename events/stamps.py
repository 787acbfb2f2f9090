"""What an editor was looking at, so that two who edit the same row lose nothing.

What only one of them has changed is put together part by part; where both have changed the same part, neither wins
unseen: Changed names it, and whoever saves last chooses. A part is a column, or one language of a text.
"""

import datetime
import difflib
import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from i18nfield.strings import LazyI18nString

from events.refusals import Changed

SHORT = 10
"""Hexadecimal digits that stand for a part in a form."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood in which row, as the editor's page had it: a short digest of each part.

    `mine`: parts of which the editor's version was chosen, with the digest of the other version that they saw beside it;
    `theirs`: those of which the other was.
    """

    row: str
    parts: Mapping[str, str]
    mine: Mapping[str, str]
    theirs: frozenset[str]

    def knows(self, row: models.Model) -> bool:
        return self.row == str(row.pk)


def values_of(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """The row's columns and its many-to-many relations, those as lists of rows."""
    return {name: _value(row, name) for name in names}


def seen_in(row: models.Model, names: Iterable[str]) -> str:
    """The row and its parts with their digests, for a form to bring back: '12 title.fi=1f… languages=0a…'."""
    parts = parts_of(values_of(row, names))
    return " ".join([str(row.pk), *(f"{part}={short(value)}" for part, value in parts.items())])


def read(text: str, mine: Mapping[str, str], theirs: Iterable[str]) -> Seen:
    """What `seen_in` wrote; of anything else nothing is known, and every difference is asked about."""
    row, *parts = text.split() or [""]
    known = dict(part.split("=", 1) for part in parts if "=" in part)
    return Seen(row, known, dict(mine), frozenset(theirs))


def parts_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values by part: a text in several languages is one for each of ours."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        found |= _languages(name, value) if isinstance(value, LazyI18nString) else {name: value}
    return found


def short(value: Any) -> str:
    return of_values([value])[:SHORT]


def of_values(values: Mapping[str, Any] | list[Any]) -> str:
    """The digest of values by name, or of a list of such; a text not given is an empty text."""
    return hashlib.sha256(json.dumps(_plain(values), sort_keys=True).encode()).hexdigest()[:32]


def differing(row: models.Model, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the facts that are not so in the row."""
    stored = values_of(row, facts)
    return {name: value for name, value in facts.items() if short(value) != short(stored[name])}


def together(row: models.Model, facts: Mapping[str, Any], seen: Seen | None) -> dict[str, Any]:
    """The facts with what somebody else has changed in a locked row since it was `seen`; None does not ask.

    Raises Changed with the parts that both have changed.
    """
    if seen is None:
        return dict(facts)
    stored = parts_of(values_of(row, facts))
    wanted = parts_of(facts)
    if both := [part for part in wanted if _collide(seen, row, part, stored.get(part, ""), wanted[part])]:
        raise Changed(parts=both)
    kept = [part for part in wanted if keeps(seen, part, stored.get(part, ""), wanted[part])]
    return {name: _with(name, value, kept, stored) for name, value in facts.items()}


def keeps(seen: Seen, part: str, stored: Any, wanted: Any) -> bool:
    """Whether what is stored stays: it was chosen, or somebody else has changed it and the editor has not."""
    if part in seen.theirs:
        return True
    was = seen.parts.get(part)
    return part not in seen.mine and short(stored) != was == short(wanted)


def merged(before: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[str] | None:
    """A list that two have changed, by digests of its rows; None where both have changed the same rows.

    Rows that both have added at one place follow each other, those stored first; the same row is there once.
    """
    found: list[str] = []
    for was, stored, written in _pieces(before, theirs, mine):
        if was == stored or stored == written:
            found += written
        elif (added := _added(was, written)) is not None:
            found += [*stored, *(row for row in added if row not in stored)]
        elif (added := _added(was, stored)) is not None:
            found += [*written, *(row for row in added if row not in written)]
        else:
            return None
    return found


def _added(before: Sequence[str], after: Sequence[str]) -> list[str] | None:
    """The rows that are new, if those that were there are all there still, in their order."""
    rest, added = list(before), []
    for row in after:
        if rest[:1] == [row]:
            rest.pop(0)
        else:
            added.append(row)
    return None if rest else added


def _pieces(
    before: Sequence[str], theirs: Sequence[str], mine: Sequence[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The three lists cut where all three agree: what was, what is stored, what was written."""
    stored, written = _places(before, theirs), _places(before, mine)
    row = there = here = 0
    for place in [*(i for i in range(len(before)) if i in stored and i in written), len(before)]:
        to, at = stored.get(place, len(theirs)), written.get(place, len(mine))
        yield list(before[row:place]), list(theirs[there:to]), list(mine[here:at])
        if place < len(before):
            yield [before[place]], [before[place]], [before[place]]
        row, there, here = place + 1, to + 1, at + 1


def _places(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Where each row that stayed stands now."""
    matching = difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in matching for n in range(block.size)}


def _collide(seen: Seen, row: models.Model, part: str, stored: Any, wanted: Any) -> bool:
    now, mine, was = short(stored), short(wanted), seen.parts.get(part)
    if part in seen.theirs or now in (mine, seen.mine.get(part)):
        return False
    return mine != was and (now != was or not seen.knows(row))


def _with(name: str, value: Any, kept: Iterable[str], stored: Mapping[str, Any]) -> Any:
    """The value with the parts that stay as they are stored."""
    if not isinstance(value, LazyI18nString):
        return stored[name] if name in kept else value
    own = {part for part in kept if part.startswith(f"{name}.")}
    texts = _languages(name, value) | {part: stored[part] for part in own}
    return LazyI18nString({part.partition(".")[2]: text for part, text in texts.items() if text})


def _languages(name: str, text: LazyI18nString) -> dict[str, str]:
    data = text.data if isinstance(text.data, dict) else {settings.LANGUAGE_CODE: text.data or ""}
    return {f"{name}.{code}": data.get(code) or "" for code, _name in settings.LANGUAGES}


def _value(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    return list(value.order_by("pk")) if isinstance(value, models.Manager) else value


def _plain(value: Any) -> Any:
    value = getattr(value, "data", value)
    if isinstance(value, dict):
        return {name: plain for name, each in value.items() if (plain := _plain(each)) is not None} or None
    if isinstance(value, list):
        return [_plain(each) for each in value] or None
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.time | uuid.UUID):
        return str(value)
    return None if value == "" else value
