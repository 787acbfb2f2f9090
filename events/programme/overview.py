"""The tour's day as it is at each stop: what is from the tour, what is a stop's own, and what a stop does not have."""

from dataclasses import dataclass

from events.models import Event, Session, SessionTemplate, Tour
from events.programme import before, words
from events.programme.resolving import LINES, agrees, resolved


@dataclass(frozen=True, slots=True)
class AtStop:
    """A part at one stop; `own` names the lines in which it is not as the tour has it."""

    stop: Event
    session: Session | None
    own: list[str]
    opens: str
    closes: str
    reminds: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day, told by the clock and by the day, and how it is at each stop."""

    row: SessionTemplate
    times: str
    opens: str
    closes: str
    reminds: str
    stops: list[AtStop]

    @property
    def differing(self) -> int:
        return sum(bool(each.own) or each.session is None for each in self.stops)


def stops_of(tour: Tour) -> list[Event]:
    """The tour's stops with their sessions; three statements."""
    stops = tour.stops.select_related("tour", "organiser", "venue__municipality")
    return list(stops.prefetch_related("sessions"))


def parts_of(tour: Tour, stops: list[Event]) -> list[Part]:
    """Each part of the tour's programme; one statement."""
    rows = SessionTemplate.objects.filter(programme__tour=tour)
    return [_part(row, stops) for row in rows]


def _part(row: SessionTemplate, stops: list[Event]) -> Part:
    return Part(
        row=row,
        times=words.row_times(row),
        opens=words.told(before.opens(row), words.moment("opens", None)),
        closes=words.told(before.closes(row), words.moment("closes", None)),
        reminds=words.told(before.reminds(row), words.moment("reminds", None)),
        stops=[_at(stop, row) for stop in stops],
    )


def _at(stop: Event, row: SessionTemplate) -> AtStop:
    session = next((each for each in stop.sessions.all() if each.template_row_id == row.pk), None)
    if session is None:
        return AtStop(stop, None, [], "", "", "")
    session.event = stop
    values = resolved(row, stop)
    return AtStop(
        stop=stop,
        session=session,
        own=[str(words.NAMES[line]) for line in LINES if not agrees(session, values, line)],
        opens=words.moment("opens", session.registration_opens, stop),
        closes=words.moment("closes", session.registration_closes, stop),
        reminds=words.moment("reminds", session.reminder_at, stop),
    )
