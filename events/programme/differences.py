"""What a changed row would mean at each stop, line by line, before anything is saved."""

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from events import stamps
from events.models import Event, Session, SessionTemplate
from events.programme import words
from events.programme.resolving import ALIKE, COLUMNS, agrees, resolved
from events.programme.resolving import LINES as SESSION_LINES
from venues.fields import in_language

LINES: Mapping[str, tuple[str, ...]] = {
    "times": ("starts", "ends"),
    "doors": ("doors",),
    **{name: (name,) for name in ALIKE},
    "opens": ("opens_days", "opens_working", "opens_clock"),
    "closes": ("closes_days", "closes_working", "closes_clock"),
    "reminds": ("reminds_days", "reminds_working", "reminds_clock"),
}
"""The columns of a row that make each line of a session."""

ROW_COLUMNS = tuple(column for columns in LINES.values() for column in columns)
NEWS = frozenset({"times", "title", "short_title", "attendance"})
"""The lines that people are written to about."""
_TEXTS = frozenset({"title", "short_title", "description", "audience"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of one session. `own`: it was not as the tour has it, so it stays unless somebody says otherwise."""

    session: Session
    line: str
    old: str
    new: str
    own: bool

    @property
    def key(self) -> str:
        return f"{self.session.uuid}:{self.line}"

    @property
    def name(self) -> Any:
        return words.NAMES[self.line]

    @property
    def is_meant(self) -> bool:
        """Whether it is ticked at first: own things, what is over and what is called off are left alone."""
        session = self.session
        off = session.is_cancelled or session.event.status == Event.Status.CANCELLED
        return not (self.own or off or session.is_over)


def with_facts(row: SessionTemplate, facts: Mapping[str, Any]) -> SessionTemplate:
    """The same row with other columns, not saved."""
    changed = copy.copy(row)
    changed._state = copy.copy(row._state)
    for name, value in facts.items():
        setattr(changed, name, value)
    return changed


def changed_lines(row: SessionTemplate, facts: Mapping[str, Any]) -> list[str]:
    """The lines in which these columns differ from the row's."""
    changed = stamps.differing(row, facts)
    return [line for line, columns in LINES.items() if set(columns) & changed.keys()]


def between(
    old: SessionTemplate, new: SessionTemplate, sessions: Iterable[Session], lines: Sequence[str]
) -> list[Difference]:
    """What would become otherwise at each session. One that is so already is left out."""
    return [
        difference
        for session in sessions
        for line in lines
        if (difference := _difference(old, new, session, line))
    ]


def stamp(row: SessionTemplate, sessions: Sequence[Session]) -> str:
    """Of all that a list of differences was made of."""
    rows = [
        stamps.values_of(session, (*COLUMNS, "status"))
        | {"event": session.event.status, "date": str(session.event.date), "zone": session.zone.key}
        for session in sorted(sessions, key=lambda each: each.pk)
    ]
    return stamps.of_values([stamps.values_of(row, ROW_COLUMNS), *rows])


def _difference(old: SessionTemplate, new: SessionTemplate, session: Session, line: str) -> Difference | None:
    values = resolved(new, session.event)
    if agrees(session, values, line):
        return None
    now = stamps.values_of(session, SESSION_LINES[line])
    before, after = (words.shown(line, each, session.event) for each in (now, values))
    if line in _TEXTS:
        before, after = _news(now[line], values[line])
    return Difference(session, line, before, after, not agrees(session, resolved(old, session.event), line))


def _news(old: Any, new: Any) -> tuple[str, str]:
    """Of two texts in several languages those versions that differ, each with its language when it is not one alone."""
    one, other = ({**(getattr(text, "data", text) or {})} for text in (old, new))
    codes = [code for code in {**one, **other} if (one.get(code) or "") != (other.get(code) or "")]
    return _versions(one, codes), _versions(other, codes)


def _versions(text: Mapping[str, str], codes: Sequence[str]) -> str:
    if len(codes) == 1:
        return text.get(codes[0]) or "–"
    return " · ".join(f"{code}: {in_language(text.get(code) or '–', code)[0]}" for code in codes)
