"""The parts of a row understood one by one, so that all that is wrong with it is said at once."""

import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from events.memo import cells, days
from events.memo.entries import Entry
from events.memo.mistakes import Mistake, Unreadable, shown


@dataclass(frozen=True, slots=True)
class Parts:
    """What a row says; a part that could not be read is empty, and among the mistakes."""

    entry: Entry
    day: days.Written | None
    city: str
    venue: str
    languages: tuple[str, ...]
    timezone: str
    mistakes: list[Mistake]


def understood(entry: Entry) -> Parts:
    """All parts of a row, with a mistake for each that says nothing that we understand."""
    values: dict[str, Any] = {}
    mistakes = []
    for part, read in _READERS.items():
        try:
            values[part] = read(entry.text(part))
        except Unreadable as unreadable:
            mistakes.append(unreadable.at(entry.row, entry.column(part)))
    return Parts(
        entry=entry,
        day=values.get("date"),
        city=values.get("city", ""),
        venue=values.get("venue", ""),
        languages=values.get("languages", ()),
        timezone=values.get("timezone", ""),
        mistakes=mistakes,
    )


def _day(text: str) -> days.Written:
    if written := cells.checked(text):
        return days.read(written)
    raise Unreadable(_("The day is missing. In merged cells only the first row has it."))


def _timezone(text: str) -> str:
    name = cells.checked(text)
    if name and name not in zoneinfo.available_timezones():
        sentence = _("“%(text)s” is not a time zone. Write for example Europe/Stockholm.")
        raise Unreadable(sentence % {"text": shown(name)})
    return name


_READERS: dict[str, Callable[[str], Any]] = {
    "date": _day,
    "city": cells.city,
    "venue": cells.checked,
    "languages": cells.languages,
    "timezone": _timezone,
}
