"""A frozen list in words: when it was frozen, and what differs from the version before."""

import datetime
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import Session
from events.models.session import Mode
from events.when import moment
from registrations.attendance.frozen.differences import Change, Differences
from registrations.models import FrozenList, Participation, Registration

COLUMNS = {
    "name": gettext_lazy("Name"),
    "organisation": gettext_lazy("Organisation"),
    "private_person": gettext_lazy("Private person"),
    "municipality": gettext_lazy("Municipality"),
    "role": gettext_lazy("Role"),
    "mode": gettext_lazy("Takes part"),
    "status": gettext_lazy("State"),
    "in_line_for_the_room": gettext_lazy("In line for the room"),
    "arrived_at": gettext_lazy("Arrived"),
    "recorded_by": gettext_lazy("Recorded by"),
}
_CHOICES: dict[str, Any] = {
    "role": Registration.Role,
    "mode": Mode,
    "status": Participation.Status,
    "recorded_by": Participation.AttendedBy,
}


def stated(at: datetime.datetime, zone: ZoneInfo) -> str:
    """'27.11.2026 klo 14.05 (Europe/Helsinki, UTC+02:00)': the moment, with the clock that says it."""
    offset = f"{at.astimezone(zone):%z}"
    return f"{moment(at, zone)} ({zone.key}, UTC{offset[:3]}:{offset[3:]})"


def numbers(row: FrozenList) -> str:
    """'2 added, 1 removed, 3 changed'; nothing for a first version."""
    if row.added is None or row.removed is None or row.changed is None:
        return ""
    words = [
        ngettext("%(number)d added", "%(number)d added", row.added) % {"number": row.added},
        ngettext("%(number)d removed", "%(number)d removed", row.removed) % {"number": row.removed},
        ngettext("%(number)d changed", "%(number)d changed", row.changed) % {"number": row.changed},
    ]
    facts = [_("the facts of the session or the case have changed")] if row.facts_changed else []
    return ", ".join([*words, *facts])


def lines(found: Differences, session: Session) -> Iterator[tuple[str, str]]:
    """Each difference: what it is, and whose."""
    for row in found.added:
        yield _("Added"), _named(row)
    for row in found.removed:
        yield _("Removed"), _named(row)
    for change in found.changed:
        yield _("Changed"), _changed(change, session.zone)
    if found.facts:
        yield _("Changed"), _("The facts of the session or the case")


def _named(row: dict[str, Any]) -> str:
    if row.get("erased"):
        return _("somebody who has been erased")
    return ", ".join(filter(None, [row["name"], row["organisation"]]))


def _changed(change: Change, zone: ZoneInfo) -> str:
    told = [
        f"{COLUMNS.get(name, name)}: {_value(name, was, zone)} → {_value(name, now, zone)}"
        for name, (was, now) in change.columns.items()
    ]
    return f"{change.name} · {'; '.join(told)}"


def _value(column: str, value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not value:
        return "–"
    if column == "arrived_at":
        return moment(datetime.datetime.fromisoformat(value), zone)
    known = _CHOICES.get(column)
    return str(known(value).label) if known and value in known.values else str(value)
