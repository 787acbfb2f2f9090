"""The same day programme in several languages, put together by its times."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.memo.mistakes import Mistake
from events.memo.programme import Part, Programme
from events.memo.words import ORDER

LONGEST_SHORT = 40
NOON, EVENING = datetime.time(12), datetime.time(17)


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of the day with its texts by language; the end may be unknown."""

    starts: datetime.time
    ends: datetime.time | None
    title: dict[str, str]
    short_title: dict[str, str]
    description: dict[str, str]
    admission: str
    attendance: str


def put_together(programmes: Mapping[str, Programme]) -> tuple[tuple[DayPart, ...], tuple[Mistake, ...]]:
    """Language → programme, the first one leads. The others must have the same parts at the same times."""
    written = {language: programme for language, programme in programmes.items() if programme.parts}
    mistakes = [mistake for programme in programmes.values() for mistake in programme.mistakes]
    if not written:
        return (), tuple(mistakes)
    first, *others = written
    mistakes += [mistake for other in others for mistake in _unlike(written[first], written[other], other)]
    if mistakes:
        return (), tuple(mistakes)
    rows = zip(*(programme.parts for programme in written.values()), strict=True)
    return tuple(_part(dict(zip(written, row, strict=True))) for row in rows), ()


def _unlike(first: Programme, other: Programme, language: str) -> Iterator[Mistake]:
    name = {"language": dict(settings.LANGUAGES)[language]}
    if len(first.parts) != len(other.parts):
        yield Mistake(_("The programme in %(language)s has another number of parts.") % name)
        return
    for one, two in zip(first.parts, other.parts, strict=True):
        if (one.starts, one.ends) != (two.starts, two.ends):
            yield Mistake(_("The programme in %(language)s has another time here.") % name, two.row)
        elif (one.admission, one.attendance) != (two.admission, two.attendance):
            sentence = _("The programme in %(language)s says something else about who may come, and how.")
            yield Mistake(sentence % name, two.row)


def _part(versions: dict[str, Part]) -> DayPart:
    part = next(iter(versions.values()))
    return DayPart(
        starts=part.starts,
        ends=part.ends,
        title={language: version.title for language, version in versions.items()},
        short_title=_short({language: version.title for language, version in versions.items()}, part.starts),
        description={code: version.description for code, version in versions.items() if version.description},
        admission=part.admission,
        attendance=part.attendance,
    )


def _short(titles: dict[str, str], starts: datetime.time) -> dict[str, str]:
    """The titles themselves if they are short, else the time of day, which we can say in every language."""
    if all(len(title) <= LONGEST_SHORT for title in titles.values()):
        return titles
    found = {}
    for language in ORDER:
        with translation.override(language):
            found[language] = _time_of_day(starts)
    return found


def _time_of_day(starts: datetime.time) -> str:
    if starts < NOON:
        return pgettext("a part of the day", "Morning")
    if starts < EVENING:
        return pgettext("a part of the day", "Afternoon")
    return pgettext("a part of the day", "Evening")
