"""Lines as they are printed in a release: '16.6. Vasa, Vasa universitet (tvåspråkigt)'."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.memo import days
from events.memo.cells import is_nowhere, languages_in, refuse_long
from events.memo.entries import Entry, Line
from events.memo.mistakes import Mistake, Unreadable, shown
from events.memo.words import BRACKETS, LAST_BRACKETS

_BULLET = re.compile(r"^(?:[-–—•·*◦▪●o]|\d{1,2}\))[ \t\u00a0]+")
_LONGEST = 1000
_BETWEEN = " \t\u00a0,:;–—-|"
_CITY_ENDS = re.compile(r", ?|: |; ?|\t+| [–—|-] ")


def entries(lines: list[Line]) -> Iterator[Entry | Mistake]:
    """Each printed line as an entry, or as what is wrong with it."""
    for line in lines:
        try:
            yield _entry(line)
        except Unreadable as unreadable:
            yield unreadable.at(line.row)


def has_day(line: Line) -> bool:
    """Whether the line begins with a day."""
    try:
        return days.split(_BULLET.sub("", line.cells[0].strip())) is not None
    except Unreadable:
        return True


def _entry(line: Line) -> Entry:
    refuse_long(line.cells[0], _LONGEST)
    text = _BULLET.sub("", line.cells[0].strip())
    found = days.split(text)
    if found is None:
        sentence = _(
            "There is no day at the beginning: “%(text)s”. Write for example: 2.6. Oulu, City Library"
        )
        raise Unreadable(sentence % {"text": shown(text)})
    rest = found[1]
    place, languages = _without_languages(rest.strip(_BETWEEN))
    city, _comma, venue = _CITY_ENDS.sub("\0", place, count=1).partition("\0")
    if (brackets := LAST_BRACKETS.search(place)) and is_nowhere(brackets[1]):
        city, venue = city.removesuffix(brackets[0]), brackets[1]
    day = text[: len(text) - len(rest)]
    return Entry(line.row, {"date": day, "city": city, "venue": venue.strip(), "languages": languages})


def _without_languages(place: str) -> tuple[str, str]:
    """The place, and what is said of languages with it, in brackets or after the last comma."""
    for brackets in BRACKETS.finditer(place):
        if languages_in(brackets[1]):
            rest = place[brackets.end() :].rstrip(" .,;")
            return place[: brackets.start()] + rest, brackets[1]
    before, comma, last = place.rpartition(",")
    if comma and languages_in(last):
        return before, last.strip()
    return place.rstrip(" .;"), ""
