"""The list of differences as a page shows it: stop by stop, old and new, a tick for each, and who hears of it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event, Session
from events.programme.differences import NEWS, Difference
from registrations.organiser.programme.concerned import Languages, concerned_by


@dataclass(frozen=True, slots=True)
class Choice:
    """A difference, and whether it is ticked."""

    difference: Difference
    ticked: bool


@dataclass(frozen=True, slots=True)
class StopLines:
    """A stop's differences, and how many letters there in which languages if something that people hear of changes."""

    stop: Event
    session: Session
    choices: list[Choice]
    letters: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole list. `letters`: those of the stops that are ticked at first."""

    stops: list[StopLines]
    letters: str


def of(differences: Sequence[Difference], chosen: Collection[str] | None) -> Preview:
    """`chosen`: keys that somebody has ticked already; None ticks what is from the tour. Two statements."""
    sessions = {each.session.pk: each.session for each in differences}
    told = {each.session.pk for each in differences if each.line in NEWS}
    concerned = concerned_by(session for key, session in sessions.items() if key in told)
    lines = [_lines(session, differences, chosen, concerned) for session in sessions.values()]
    meant: Languages = Counter()
    for line in lines:
        if any(each.ticked and each.difference.line in NEWS for each in line.choices):
            meant.update(concerned.get(line.session.pk, Counter()))
    return Preview(lines, in_words(meant))


def in_words(letters: Languages) -> str:
    """'43 letters (Finnish 30, Swedish 13)', or nothing."""
    number = sum(letters.values())
    if not number:
        return ""
    names = dict(settings.LANGUAGES)
    each = [
        f"{_(str(names[code])) if code in names else _('Finnish and Swedish')} {count}"
        for code, count in sorted(letters.items(), key=lambda pair: -pair[1])
    ]
    words = ngettext("%(number)d letter (%(languages)s)", "%(number)d letters (%(languages)s)", number)
    return words % {"number": number, "languages": ", ".join(each)}


def _lines(
    session: Session,
    differences: Sequence[Difference],
    chosen: Collection[str] | None,
    concerned: dict[int, Languages],
) -> StopLines:
    choices = [
        Choice(each, each.is_meant if chosen is None else each.key in chosen)
        for each in differences
        if each.session.pk == session.pk
    ]
    return StopLines(session.event, session, choices, in_words(concerned.get(session.pk, Counter())))
