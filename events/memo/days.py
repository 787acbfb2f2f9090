"""Days as they are written: '2.6.', '2.6.2027', '2027-06-02', 'to 2.6.', '2. kesäkuuta', '2 juni', 'June 2, 2027'."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.memo.mistakes import Unreadable, shown
from events.memo.words import MONTHS, WEEKDAYS
from venues.text import fold

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_BEFORE = rf"(?:(?P<weekday>{_WEEKDAY})\b\.?,? *)?(?:den |the )?"
_END = r"(?!\w)(?! *[–—−/-] *\d)"
_NUMBER = r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})(?:\. ?(?P<year>\d{4})(?!\.?\d)|\.(?P<short>\d{2})(?!\.?\d)|\.?(?!\.?\d))"
_NAMED = (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|:e)?(?: of |\. ?| )(?P<month>{_MONTH})\b\.?(?:,? (?P<year>\d{{4}}))?"
)
_AMERICAN = rf"(?P<month>{_MONTH})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?"
_ISO = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[t ]00:00(?::00)?)?"
_FORMS = [re.compile(_BEFORE + form + _END) for form in (_ISO, _NUMBER, _NAMED, _AMERICAN)]

_DAYS = rf"(?:(?:{_WEEKDAY})\b\.?,? *)?(?:den |the )?"
_AND = r"(?: *[–—−/-] *| *\.\.+ *| (?:ja|och|and|to|till|asti) )"
_FIRST = rf"\d{{1,2}}\.?(?: ?\d{{1,2}}\.?(?: ?\d{{4}})?| (?:{_MONTH})\b\.?(?: \d{{4}})?)?"
_LAST = rf"\d{{1,2}}(?:\. ?(?:0?[1-9]|1[0-2])(?!\d)|\.? (?:{_MONTH})\b)"
_RANGES = [
    re.compile(_DAYS + _FIRST + _AND + _DAYS + _LAST),
    re.compile(rf"{_DAYS}(?:{_MONTH})\b\.? \d{{1,2}}{_AND}(?:(?:{_MONTH})\b\.? )?\d{{1,2}}\b"),
    re.compile(rf"\d{{4}}-\d{{1,2}}-\d{{1,2}}{_AND}\d{{4}}-\d{{1,2}}"),
]
_SLASHES = re.compile(rf"{_DAYS}\d{{1,4}}/\d{{1,2}}(?:/\d{{1,4}})?\b")
_LONGEST = 80
"""Characters in which a day, or two, are told."""
_HALF_A_YEAR = 183
_YEARS = range(2000, 2100)
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Written:
    """A day as written; `year` and `weekday` (Monday is 0) only if they were."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None

    def __str__(self) -> str:
        return f"{self.day}.{self.month}.{self.year or ''}"

    def in_year(self, year: int) -> datetime.date | None:
        """The day in this year, None when the calendar has none."""
        try:
            return datetime.date(year, self.month, self.day)
        except ValueError:
            return None


def split(text: str) -> tuple[Written, str] | None:
    """A day at the beginning of a line, and the rest of the line; None when no day stands there.

    Raises Unreadable for several days, and for days written so that day and month could be mixed up.
    """
    folded = _alike(text[:_LONGEST])
    if any(form.match(folded) for form in _RANGES):
        raise Unreadable(
            _("“%(text)s” is several days. Give each day a row of its own.") % {"text": shown(text)}
        )
    for form in _FORMS:
        if found := form.match(folded):
            return _written(found), text[found.end() :]
    if _SLASHES.match(folded):
        sentence = _("“%(text)s” could be read in two ways. Write the day as 2.6.2027 or 2027-06-02.")
        raise Unreadable(sentence % {"text": shown(text)})
    return None


def read(text: str) -> Written:
    """A day that stands alone in a cell. Raises Unreadable."""
    found = split(text.strip())
    if found is None or found[1].strip(" .,"):
        sentence = _("“%(text)s” is not a day. Write it as 2.6.2027 or 2027-06-02.")
        raise Unreadable(sentence % {"text": shown(text)})
    return found[0]


def is_day(text: str) -> bool:
    """Whether a cell holds a day, be it one that we refuse."""
    try:
        found = split(text.strip())
    except Unreadable:
        return True
    return found is not None and not found[1].strip(" .,")


def dated(
    days: list[Written], *, today: datetime.date, year: int | None = None
) -> Iterator[datetime.date | str]:
    """The days with their years, each a date or the sentence why there is none.

    The first day stands in its own year, else in `year`, else it is the first coming one. The others stand in their
    own years, else they are as near to the first as can be: a tour may go on over New Year.
    """
    anchor: datetime.date | None = None
    for day in days:
        found = _placed(day, anchor, today=today, year=year)
        if isinstance(found, datetime.date) and anchor is None:
            anchor = found
        yield found


def _placed(
    day: Written, anchor: datetime.date | None, *, today: datetime.date, year: int | None
) -> datetime.date | str:
    which = day.year or _nearest(day, anchor) or year or _coming(day, today)
    if day.in_year(_LEAP_YEAR) is None:
        return _("The calendar has no day %(day)s") % {"day": f"{day.day}.{day.month}."}
    found = day.in_year(which)
    if which not in _YEARS:
        return _("The year %(year)d is too far away.") % {"year": which}
    if found is None:
        return _("There is no %(day)s in %(year)d.") % {"day": f"{day.day}.{day.month}.", "year": which}
    if day.weekday is not None and day.weekday != found.weekday():
        sentence = _("%(day)s is not that day of the week. Check the day and the year.")
        return sentence % {"day": f"{found.day}.{found.month}.{found.year}"}
    return found


def _nearest(day: Written, anchor: datetime.date | None) -> int | None:
    if anchor is None:
        return None
    dates = [day.in_year(anchor.year + step) for step in (0, 1, -1)]
    near = [date for date in dates if date and abs((date - anchor).days) <= _HALF_A_YEAR]
    return near[0].year if near else anchor.year


def _coming(day: Written, today: datetime.date) -> int:
    return today.year + ((day.month, day.day) < (today.month, today.day))


def _written(found: re.Match[str]) -> Written:
    groups = found.groupdict()
    month = groups["month"]
    year = groups.get("year") or (f"20{groups['short']}" if groups.get("short") else None)
    weekday = groups.get("weekday")
    return Written(
        day=int(groups["day"]),
        month=int(month) if month.isdigit() else MONTHS[month],
        year=int(year) if year else None,
        weekday=WEEKDAYS[weekday] if weekday else None,
    )


def _alike(text: str) -> str:
    """Folded, letter by letter, so that places in it are places in the text."""
    folded = (fold(character) for character in text.replace("\u00a0", " "))
    return "".join(part if len(part) == 1 else "\ufffd" for part in folded)
