"""One day's programme as it is printed: '9.30–11.30 Möte för beslutsfattare (för inbjudna gäster)'."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from events.memo import cells
from events.memo.mistakes import Mistake, Unreadable, shown
from events.memo.words import (
    ALSO,
    BESIDES,
    BRACKETS,
    INVITED,
    LAST_BRACKETS,
    MEETS_ONLINE,
    ON_SITE,
    ONLY,
    OPEN,
    PROGRAMME_HEADINGS,
    WEB,
)
from events.models import Session
from venues.text import fold

MOST_PARTS = 40
MOST_CHARACTERS = 100_000
LONGEST_LINE = 1000
Admission = Session.Admission
Attendance = Session.Attendance

_HALF = r"(?: ?(?P<{0}half>[ap])\.?m\b\.?)?"
_CLOCK = r"(?P<{0}hour>\d{{1,2}})(?:[.:](?P<{0}minute>\d{{2}}))?" + _HALF
_BULLET = r"^(?:[-–—•·*◦▪●][ \t]+)?"
_SPAN = re.compile(
    _BULLET
    + r"(?:klo|kl\.?|at|from)?[ \t]*"
    + _CLOCK.format("from_")
    + r"[ \t]*(?:[–—−-]|\bto\b|\btill\b)[ \t]*(?:klo|kl\.?)?[ \t]*"
    + _CLOCK.format("to_")
    + r"(?![\d.:]*\d)",
    re.IGNORECASE,
)
_START = re.compile(
    _BULLET
    + r"(?:(?:(?:klo|kl\.?|at)[ \t]*)(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?|(?P<hour2>\d{1,2})[.:](?P<minute2>\d{2}))"
    + r"(?=[\s:,;–—-]|$)",
    re.IGNORECASE,
)
_BEFORE_TITLE = " \t\u00a0.:,;|–—-"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day: clock times on the wall (the end may be unknown), its title, its door and its ways."""

    row: int
    starts: datetime.time
    ends: datetime.time | None
    title: str
    admission: str = Admission.OPEN
    attendance: str = Attendance.IN_PERSON
    description: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """The parts of a day in the order of their lines, and what could not be read."""

    parts: tuple[Part, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


def read(text: str) -> Programme:
    """The day as pasted. A line without a time belongs to the part above it. Never raises for what is written."""
    if len(text) > MOST_CHARACTERS:
        return Programme(mistakes=(Mistake(_("This is far more than the programme of a day.")),))
    parts: list[Part] = []
    mistakes: list[Mistake] = []
    for row, line in _lines(text):
        try:
            _add(parts, row, line)
        except Unreadable as unreadable:
            mistakes.append(unreadable.at(row))
    if len(parts) > MOST_PARTS:
        mistakes.append(Mistake(_("A day has at most %(most)d parts.") % {"most": MOST_PARTS}))
    return Programme(tuple(parts), tuple(mistakes))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    lines = re.split(r"\r\n|\r|\n", text.translate(cells.INVISIBLE))
    written = [(row, line.strip()) for row, line in enumerate(lines, 1) if line.strip()]
    if written and fold(written[0][1]).strip(" :.") in PROGRAMME_HEADINGS:
        written = written[1:]
    return iter(written)


def _add(parts: list[Part], row: int, line: str) -> None:
    cells.refuse_long(line, LONGEST_LINE)
    times = _times(line)
    if times is not None:
        starts, ends, rest = times
        parts.append(_part(row, starts, ends, rest))
    elif parts:
        parts[-1] = _continued(parts[-1], line)
    else:
        sentence = _("There is no time at the beginning: “%(text)s”. Write for example: 9.30–11.30 Meeting")
        raise Unreadable(sentence % {"text": shown(line)})


def _times(line: str) -> tuple[datetime.time, datetime.time | None, str] | None:
    """Start, end and the rest of a line that begins with times. Raises Unreadable for impossible ones."""
    if found := _SPAN.match(line):
        half = found["to_half"]
        starts = _clock(found["from_hour"], found["from_minute"], found["from_half"] or half)
        ends = _clock(found["to_hour"], found["to_minute"], half)
        if starts >= ends and half and not found["from_half"]:
            starts = _clock(found["from_hour"], found["from_minute"], "a")
        if starts >= ends:
            raise Unreadable(_("The end must be after the start."))
        return starts, ends, line[found.end() :]
    if found := _START.match(line):
        starts = _clock(found["hour"] or found["hour2"], found["minute"] or found["minute2"], None)
        return starts, None, line[found.end() :]
    return None


def _clock(hour: str, minute: str | None, half: str | None) -> datetime.time:
    """'9', '30' → 9.30; with half 'p' (p.m.) 21.30. Raises Unreadable."""
    number = int(hour)
    if half:
        number = number % 12 + (12 if half.lower() == "p" else 0)
    try:
        return datetime.time(number, int(minute or 0))
    except ValueError as error:
        sentence = _("No clock shows %(time)s.") % {"time": f"{hour}.{minute or '00'}"}
        raise Unreadable(sentence) from error


def _part(row: int, starts: datetime.time, ends: datetime.time | None, rest: str) -> Part:
    title, said = _without_remarks(rest.strip(_BEFORE_TITLE))
    title = cells.checked(title)
    if not title:
        raise Unreadable(_("The title is missing."))
    folded = fold(title)
    part = Part(row, starts, ends, title)
    if INVITED.search(folded):
        part = replace(part, admission=Admission.INVITATION)
    if MEETS_ONLINE.search(folded):
        part = replace(part, attendance=_attendance(folded))
    return _remarked(part, said)


def _continued(part: Part, line: str) -> Part:
    """A line below a part: a remark about its door or its ways, else one more line of its description."""
    bare = line.strip(" \t()-–—•.*")
    if _is_remark(bare):
        return _remarked(part, [bare])
    text = cells.checked(bare)
    return replace(part, description=f"{part.description}\n{text}".strip())


def _without_remarks(text: str) -> tuple[str, list[str]]:
    """The title, and the remarks behind it: in brackets, or after the last comma."""
    said: list[str] = []
    while (found := LAST_BRACKETS.search(text)) and _is_remark(found[1]):
        said.append(found[1])
        text = text[: found.start()]
    text = BRACKETS.sub(lambda found: _put_aside(found, said), text)
    before, comma, last = text.rpartition(",")
    if not said and comma and _is_remark(last) and len(last) < 60:
        return before, [last]
    return text.rstrip(" ,;"), said


def _put_aside(found: re.Match[str], said: list[str]) -> str:
    """What stays of brackets within a title: nothing of a remark, which is added to what is said."""
    if not _is_remark(found[1]):
        return found[0]
    said.append(found[1])
    return ""


def _is_remark(text: str) -> bool:
    folded = fold(text)
    return any(words.search(folded) for words in (INVITED, OPEN, WEB, ON_SITE))


def _remarked(part: Part, said: list[str]) -> Part:
    for remark in map(fold, said):
        if INVITED.search(remark):
            part = replace(part, admission=Admission.INVITATION)
        if WEB.search(remark):
            part = replace(part, attendance=_attendance(remark))
    return part


def _attendance(folded: str) -> str:
    """'also as a webcast' and 'is streamed' are both ways, 'as a webcast' and 'can be seen online only' the web alone."""
    besides = BESIDES.search(folded) and not ONLY.search(folded)
    both = ALSO.search(folded) or ON_SITE.search(folded) or besides
    return Attendance.MIXED if both else Attendance.ONLINE
