"""What the lists of the public pages hold. Each costs the same number of statements, however long."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Max, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from events import availability, when
from events.actors import ANYONE
from events.availability import Availability
from events.models import Document, Event, Session, Tour
from events.models.event import EventQuerySet
from venues.fields import in_language

Reader = Document.Audience
MOST_PAST = 20
MOST_FOUND = 100

SESSIONS = Prefetch("sessions", Session.objects.visible_to(ANYONE).select_related("room"))
STOPS = Prefetch(
    "stops", Event.objects.visible_to(ANYONE).select_related("venue__municipality").prefetch_related(SESSIONS)
)


@dataclass(frozen=True)
class Stop:
    """An event in a list."""

    event: Event

    @cached_property
    def sessions(self) -> list[Session]:
        return list(self.event.sessions.all())

    @cached_property
    def availability(self) -> Availability | None:
        return availability.of_all(self.sessions)

    @property
    def online(self) -> bool:
        """Nobody meets anywhere."""
        return all(session.attendance == Session.Attendance.ONLINE for session in self.sessions)


@dataclass(frozen=True)
class Entry:
    """A tour or a meeting on the front page: the tour's visible stops, or the meeting alone."""

    tour: Tour | None
    stops: list[Stop]

    @property
    def first(self) -> Event:
        return self.stops[0].event

    @property
    def last(self) -> Event:
        return self.stops[-1].event

    @property
    def cities(self) -> str:
        """'Helsinki, Turku, Kuopio', each once, in the reader's language."""
        names = (in_language(stop.event.city, get_language() or "fi")[0] for stop in self.stops)
        return ", ".join(dict.fromkeys(name for name in names if name))

    @property
    def availability(self) -> Availability | None:
        return availability.of_all(session for stop in self.stops for session in stop.sessions)


def coming() -> list[Entry]:
    """Tours with a day still to come, and meetings, the soonest first."""
    today = timezone.localdate()
    entries = [*_tours(_visible_tours().filter(pk__in=_going())), *_meetings(Event.objects.upcoming())]
    return sorted(entries, key=lambda entry: next(s.event.date for s in entry.stops if s.event.date >= today))


def past() -> list[Entry]:
    """The latest of those that are over, the newest first."""
    tours = _visible_tours().exclude(pk__in=_going()).order_by("-last")[:MOST_PAST]
    entries = [*_tours(tours), *_meetings(Event.objects.past().order_by("-date"), MOST_PAST)]
    return sorted(entries, key=lambda entry: entry.last.date, reverse=True)[:MOST_PAST]


def found(words: str) -> list[Stop]:
    """Events that a search finds, in whatever language a city was named: the coming ones first."""
    today = timezone.localdate()
    events = Event.objects.visible_to(ANYONE).search(words).select_related("tour", "venue__municipality")
    events = events.prefetch_related(SESSIONS).order_by("-date")[:MOST_FOUND]
    return sorted(
        map(Stop, events), key=lambda stop: (stop.event.date < today, abs((stop.event.date - today).days))
    )


def stops_of(tour: Tour) -> list[Stop]:
    """The tour's visible stops, with their sessions."""
    events = tour.stops.visible_to(ANYONE).select_related("venue__municipality").prefetch_related(SESSIONS)
    for event in events:
        event.tour = tour
    return list(map(Stop, events))


def common_programme(stops: list[Stop]) -> list[Session]:
    """The sessions of the first stop if all have the same titles at the same times on the wall, else none."""
    programmes = {tuple(map(_on_the_wall, stop.sessions)) for stop in stops}
    return stops[0].sessions if len(programmes) == 1 else []


def other_seasons(tour: Tour) -> QuerySet[Any]:
    """Visible tours that repeat this one, and the one that it repeats; each with its `last` date."""
    return _visible_tours().filter(Q(repeats=tour) | Q(pk=tour.repeats_id))


def papers(of: Tour | Event, *, over: bool, readers: Iterable[str] = (Reader.PUBLIC,)) -> QuerySet[Document]:
    """The documents for these readers, by default for everybody; those for afterwards once it is `over`."""
    found = of.documents.filter(audience__in=readers)
    return found if over else found.filter(phase=Document.Phase.BEFORE)


def papers_of_the_day(event: Event, *, invited: bool) -> list[Document]:
    """For who is registered for the event, or `invited` to it: the event's own documents, then its tour's."""
    readers = (Reader.PUBLIC, Reader.REGISTERED, *((Reader.INVITED,) if invited else ()))
    found = list(papers(event, over=event.is_over, readers=readers))
    if event.tour:
        over = not event.tour.stops.visible_to(ANYONE).upcoming().exists()
        found += papers(event.tour, over=over, readers=readers)
    return found


def _on_the_wall(session: Session) -> tuple[str, str, str]:
    return when.times(session), in_language(session.short_title, "fi")[0], session.admission


def _visible_tours() -> QuerySet[Any]:
    return Tour.objects.visible_to(ANYONE).annotate(last=Max("stops__date"))


def _going() -> QuerySet[Event, int | None]:
    """The tours that still have a visible stop to come."""
    stops = Event.objects.visible_to(ANYONE).upcoming().filter(tour__isnull=False)
    return stops.values_list("tour", flat=True)


def _tours(tours: QuerySet[Tour]) -> list[Entry]:
    rows = tours.prefetch_related(STOPS)
    entries = (Entry(tour, [Stop(event) for event in tour.stops.all()]) for tour in rows)
    return [entry for entry in entries if entry.stops]


def _meetings(events: EventQuerySet, most: int | None = None) -> list[Entry]:
    alone = events.filter(tour=None).visible_to(ANYONE)
    rows = alone.select_related("venue__municipality").prefetch_related(SESSIONS)
    return [Entry(None, [Stop(event)]) for event in rows[:most]]
