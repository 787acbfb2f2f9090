"""What a row of the tour's programme is on a stop's day, and whether a session there is so.

A field is *from the tour* when it is equal to that, however it came to be; else it is *own here*. Nothing is marked.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from events import stamps
from events.models import Event, Session, SessionTemplate
from events.programme import before

ALIKE = (
    "title",
    "short_title",
    "description",
    "audience",
    "admission",
    "listing",
    "attendance",
    "in_person_capacity",
    "online_capacity",
    "walk_ins_welcome",
)
"""Columns of the same name and meaning in a row and in a session."""

LINES: Mapping[str, tuple[str, ...]] = {
    "times": ("starts_at", "ends_at"),
    "doors": ("doors_open_at",),
    **{name: (name,) for name in ALIKE},
    "opens": ("registration_opens",),
    "closes": ("registration_closes",),
    "reminds": ("reminder_at",),
}
"""What is compared, and chosen, as one: its name and the columns of a session that it holds."""

COLUMNS = tuple(column for columns in LINES.values() for column in columns)


def resolved(row: SessionTemplate, event: Event) -> dict[str, Any]:
    """The columns of a session that the row gives on this event's day, on the clock of its place."""
    opens, closes, reminds = before.opens(row), before.closes(row), before.reminds(row)
    return {
        **{name: getattr(row, name) for name in ALIKE},
        "starts_at": _at(event, row.starts),
        "ends_at": _at(event, row.ends),
        "doors_open_at": _at(event, row.doors),
        "registration_opens": opens and opens.of(event),
        "registration_closes": closes and closes.of(event),
        "reminder_at": reminds and reminds.of(event),
    }


def is_from_tour(session: Session, line: str) -> bool | None:
    """Whether this line of a session is what its row says; None for a session without a row."""
    row = session.template_row
    return None if row is None else agrees(session, resolved(row, session.event), line)


def agrees(session: Session, values: Mapping[str, Any], line: str) -> bool:
    """Whether the session has these values in this line."""
    columns = LINES[line]
    stored = stamps.values_of(session, columns)
    return stamps.of_values(stored) == stamps.of_values({name: values[name] for name in columns})


def _at(event: Event, clock: datetime.time | None) -> datetime.datetime | None:
    return event.at(clock) if clock else None


def told_by_the_day(session: Session) -> list[str]:
    """The columns of opening, closing and reminder that are as the tour says: they follow when the day changes."""
    return [LINES[line][0] for line in ("opens", "closes", "reminds") if is_from_tour(session, line)]


def tell_anew(session: Session, columns: Iterable[str]) -> None:
    """Give these columns of an unsaved or locked session what its row says of the day that it has now."""
    if session.template_row:
        values = resolved(session.template_row, session.event)
        for name in columns:
            setattr(session, name, values[name])
