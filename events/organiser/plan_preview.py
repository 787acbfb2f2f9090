"""What was understood of a memo, for the eye: each row's reading, the day, and all that cannot be read."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events.memo.mistakes import Mistake
from events.memo.notes import Kind, Note
from events.memo.paper import Read
from events.memo.plan import PlannedStop
from events.memo.together import DayPart
from events.models import Event, Session
from events.models.event import EventQuerySet
from events.organiser.fields import NAMES
from events.organiser.plan_form import PlanForm
from venues.fields import in_language

DAYS = {Kind.SUNDAY, Kind.HOLIDAY, Kind.EVE, Kind.PAST}
NEW = {Kind.NEW_VENUE, Kind.NO_VENUE}


@dataclass(frozen=True, slots=True)
class Problem:
    """Sentences about what cannot be read, and the id of the box that they are about."""

    box: str
    name: str
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A stop as it was read, with its notes."""

    stop: PlannedStop
    notes: list[Note]

    @property
    def city(self) -> str:
        return self.stop.place.city_in(get_language() or "fi")

    @property
    def venue(self) -> str:
        """The place's name in the reader's language, if the register knows it, else as it is written."""
        place = self.stop.place
        return in_language(place.venue.name, get_language() or "fi")[0] if place.venue else place.written

    @property
    def of_day(self) -> list[Note]:
        return [note for note in self.notes if note.kind in DAYS]

    @property
    def of_place(self) -> list[Note]:
        return [note for note in self.notes if note.kind not in DAYS]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day with its title in each language that it has, the reader's first."""

    part: DayPart

    @property
    def times(self) -> str:
        ends = self.part.ends
        return _clock(self.part.starts) + (f"–{_clock(ends)}" if ends else "")

    @property
    def titles(self) -> list[tuple[str, str]]:
        mine = get_language()
        return sorted(self.part.title.items(), key=lambda each: each[0] != mine)

    @property
    def by_invitation(self) -> bool:
        return self.part.admission == Session.Admission.INVITATION

    @property
    def way(self) -> str:
        return str(Session.Attendance(self.part.attendance).label)


class Preview:
    """The reading of the boxes; the page's words, and `stamp`, which is another as soon as anything would be.

    `known`: the events that the reader may see.
    """

    def __init__(self, form: PlanForm, read: Read, known: EventQuerySet) -> None:
        self.form, self.read, self.plan, self.known = form, read, read.plan, known

    @cached_property
    def problems(self) -> list[Problem]:
        """By box; with one of them nothing can be made."""
        memo = [str(mistake) for mistake in self.read.memo.mistakes]
        found = [Problem("id_lines", _("Days and places"), memo)] if memo else []
        return [*found, *self._of_days(self.plan.mistakes[len(memo) :])]

    def _of_days(self, mistakes: Sequence[Mistake]) -> Iterator[Problem]:
        """Those of each language's own box, then what two boxes have unlike (events/memo/together.py)."""
        for code, programme in self.read.programmes.items():
            if own := [str(mistake) for mistake in programme.mistakes]:
                yield Problem(f"id_day_{code}", str(self.form.fields[f"day_{code}"].label), own)
        first = next(iter(self.read.programmes), get_language() or "fi")
        own_ones = sum(len(programme.mistakes) for programme in self.read.programmes.values())
        if unlike := [str(mistake) for mistake in mistakes[own_ones:]]:
            yield Problem(f"id_day_{first}", _("The day"), unlike)

    @cached_property
    def rows(self) -> list[Row]:
        notes = (*self.plan.notes, *self._taken())
        return [
            Row(stop, [note for note in notes if note.row == stop.row])
            for stop in sorted(self.plan.stops, key=lambda stop: stop.row)
        ]

    def _taken(self) -> Iterator[Note]:
        """What is held already at a stop's place on its day. One statement."""
        at = [(stop.row, stop.place.venue.pk, stop.date) for stop in self.plan.stops if stop.place.venue]
        held = self.known.exclude(status=Event.Status.CANCELLED).filter(
            venue__in={venue for _row, venue, _day in at}, date__in={day for _row, _venue, day in at}
        )
        for event in held.order_by("date", "pk"):
            title = in_language(event.title, get_language() or "fi")[0]
            for row, venue, day in at:
                if (venue, day) == (event.venue_id, event.date):
                    yield Note(
                        row, Kind.TAKEN, _("On the same day in the same place: %(event)s.") % {"event": title}
                    )

    @property
    def parts(self) -> list[Part]:
        return [Part(part) for part in self.plan.parts]

    @property
    def ignored(self) -> str:
        return ", ".join(self.read.memo.ignored)

    @property
    def stops(self) -> str:
        number = len(self.plan.stops)
        return ngettext("one stop", "%(number)d stops", number) % {"number": number}

    @property
    def button(self) -> str:
        """'Create the tour (7 stops, 14 sessions)'."""
        number = len(self.plan.stops) * len(self.plan.parts)
        sessions = ngettext("one session", "%(number)d sessions", number) % {"number": number}
        return _("Create the tour (%(stops)s, %(sessions)s)") % {"stops": self.stops, "sessions": sessions}

    @property
    def unspoken(self) -> Iterator[str]:
        """What will be missing for publication: a language of the day, and for which stops."""
        if not self.plan.parts:
            return
        spoken = set(self.plan.parts[0].title)
        for code in NAMES:
            cities = [row.city for row in self.rows if code in self._needed(row.stop)]
            if code not in spoken and cities:
                words = {"language": NAMES[code], "cities": _some(cities)}
                yield (
                    _("The day is not written in %(language)s, which is needed for publication: %(cities)s.")
                    % words
                )

    def _needed(self, stop: PlannedStop) -> list[str]:
        """As readiness.required_languages will ask for, once the stop is there."""
        place = stop.place
        municipality = (
            place.venue.municipality if place.venue else place.municipality if place.written else None
        )
        required: list[str] = self.form.cleaned_data["organiser"].required_languages
        return municipality.languages if municipality else required

    @property
    def stamp(self) -> str:
        names = self.form.names
        said = (
            self.form.cleaned_data["organiser"].pk,
            sorted(names.title.items()),
            sorted(names.short_title.items()),
        )
        return hashlib.sha256(repr((said, self.plan.stops, self.plan.parts)).encode()).hexdigest()


def _clock(time: datetime.time) -> str:
    if get_language() == "en":
        return f"{time:%H:%M}"
    return f"{time.hour}.{time.minute:02d}"


def _some(cities: Iterable[str], most: int = 6) -> str:
    """A few names, and how many there are besides."""
    names = list(dict.fromkeys(cities))
    more = len(names) - most
    return ", ".join(names[:most]) + (" " + _("and %(more)d more") % {"more": more} if more > 0 else "")
