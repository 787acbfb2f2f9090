"""The lines of a programme in words: their names, what they hold, and moments told by the day."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from events import when
from events.models import Event, Session, SessionTemplate
from events.programme.before import Before
from events.programme.resolving import LINES
from venues.fields import in_language

NAMES: Mapping[str, Any] = {
    "times": gettext_lazy("Time"),
    "doors": gettext_lazy("Doors open"),
    "title": gettext_lazy("Title"),
    "short_title": gettext_lazy("Short title"),
    "description": gettext_lazy("Description"),
    "audience": gettext_lazy("Audience"),
    "admission": gettext_lazy("Who may come"),
    "listing": gettext_lazy("Public page"),
    "attendance": gettext_lazy("Way of taking part"),
    "in_person_capacity": gettext_lazy("Places in the room"),
    "online_capacity": gettext_lazy("Places online"),
    "walk_ins_welcome": gettext_lazy("Welcome without registering"),
    "opens": gettext_lazy("Registration opens"),
    "closes": gettext_lazy("Registration closes"),
    "reminds": gettext_lazy("A reminder is sent"),
}
MOMENTS: Mapping[str, Any] = {
    "opens": gettext_lazy("with the publication"),
    "closes": gettext_lazy("when it begins"),
    "reminds": gettext_lazy("never"),
}
"""The lines that are told by the day, each with what it means that there is none."""
_CHOICES: Mapping[str, Any] = {
    "admission": Session.Admission,
    "listing": Session.Listing,
    "attendance": Session.Attendance,
}


def shown(line: str, values: Mapping[str, Any], event: Event) -> str:
    """What a session of this event has, or would have, in a line."""
    if line == "times":
        session = Session(event=event, starts_at=values["starts_at"], ends_at=values["ends_at"])
        return when.times(session)
    value = values[LINES[line][0]]
    if line == "doors":
        return clock_of_the_day(value, event)
    if line in MOMENTS:
        return moment(line, value, event)
    if line in _CHOICES:
        return str(_CHOICES[line](value).label)
    return _plain(value)


def clock_of_the_day(value: datetime.datetime | None, event: Event) -> str:
    """'klo 9.00'; with the day, when it is another than the event's."""
    if value is None:
        return _("not said")
    if value.astimezone(event.zone).date() != event.date:
        return when.moment(value, event.zone)
    return _at(when.clock(value, event.zone, full=True))


def moment(line: str, value: datetime.datetime | None, event: Event | None = None) -> str:
    """The opening, the closing or the reminder at an event: a day and a time, or what it means that there is none."""
    if value is not None and event is not None:
        return when.moment(value, event.zone)
    return str(MOMENTS[line])


def told(before: Before | None, otherwise: str) -> str:
    """'3 working days before at 16.00'; what it means that there is none is said by the caller."""
    if before is None:
        return otherwise
    if before.days == 0:
        words = _("the same day, %(at)s")
    elif before.working:
        words = ngettext(
            "%(days)d working day before, %(at)s", "%(days)d working days before, %(at)s", before.days
        )
    else:
        words = ngettext("%(days)d day before, %(at)s", "%(days)d days before, %(at)s", before.days)
    return words % {"days": before.days, "at": _at(clock(before.clock))}


def clock(time: datetime.time) -> str:
    """'16.00', in English '16:00'."""
    return f"{time:%H:%M}" if get_language() == "en" else f"{time.hour}.{time.minute:02d}"


def row_times(row: SessionTemplate) -> str:
    """The row's times as they are read on the wall."""
    if row.starts is None:
        return _("time not set")
    return _at(clock(row.starts) + (f"–{clock(row.ends)}" if row.ends else ""))


def _at(time: str) -> str:
    return pgettext("before a clock time; empty in English", "at %(time)s") % {"time": time}


def _plain(value: Any) -> str:
    """A text in the reader's language, a number of places, yes or no."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return _("no limit")
    if isinstance(value, int):
        return str(value)
    return in_language(value, get_language() or "fi")[0] or "–"
