"""The numbers of the desk, asked for in one place: grouped in SQL, never counted row by row.

Who takes part and who waits stands in the counters that every place moves (registrations/places.py). Who came and
when somebody registered is counted along an index of its own. A cancelled part is in no counter, and what happens in a
rehearsal is a scan only, so neither is ever in a number.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any

from django.db.models import Count, Func, IntegerField, Q, QuerySet, Value
from django.utils import timezone

from events.models import Event, Session
from events.models.session import Mode
from registrations.checkin import hours
from registrations.models import Invitation, Participation, Registration

State = Invitation.State
SILENT = (State.SENT, State.FAILED)
AT_A_DOOR = (Participation.AttendedBy.SCAN, Participation.AttendedBy.DOOR)
NUMBER = Count("*")
HOUR, FIVE_MINUTES = 3600, 300


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of one session, or of several together: somebody who is in two of them is counted in both.

    `waiting` holds also those who follow online until the room has a place. Whoever came counts, even if they
    cancelled afterwards, as on the attendance list; but, as in `room`, not who needed no seat. `free` are places in
    the room, online where there is none; None is no limit.
    """

    yes: int = 0
    no: int = 0
    silent: int = 0
    room: int = 0
    web: int = 0
    waiting: int = 0
    came: int = 0
    watched: int = 0
    free: int | None = 0

    @property
    def invited(self) -> int:
        return self.yes + self.no + self.silent

    def __add__(self, other: "Figures") -> "Figures":
        pairs = zip(astuple(self), astuple(other), strict=True)
        sums: list[Any] = [None if None in pair else sum(pair) for pair in pairs]
        return Figures(*sums)


def of(sessions: Iterable[Session]) -> dict[int, Figures]:
    """The numbers by session id, in two statements however many sessions and people there are."""
    known = {session.pk: session for session in sessions}
    invitations = Invitation.objects.filter(sessions__in=known)
    answers = _table(_numbers(invitations, "sessions", "state"))
    seen = _table(_seen(known))
    return {pk: _figures(session, answers[pk], seen[pk]) for pk, session in known.items()}


def _seen(sessions: Iterable[int]) -> QuerySet[Any, Any]:
    """Who came by how they were seen, less those of them without a seat: each along an index of its own."""
    attended = Participation.objects.filter(session__in=list(sessions), attended_at__isnull=False)
    unseated = attended.filter(seated=False).exclude(attended_by=Participation.AttendedBy.WEBCAST)
    less = _numbers(unseated, "session", Value("unseated"), number=-1 * NUMBER)
    return _numbers(attended, "session", "attended_by").union(less, all=True)


def _numbers(rows: QuerySet[Any], *columns: Any, number: Any = NUMBER) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(*columns).annotate(number=number)


def _table(numbers: Iterable[tuple[int, str, int]]) -> defaultdict[int, Counter[str]]:
    """How many there are by the first column and, within it, by the second."""
    table: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for one, other, number in numbers:
        table[one][other] = number
    return table


def _figures(session: Session, answers: Counter[str], seen: Counter[str]) -> Figures:
    main = Mode.IN_PERSON if Mode.IN_PERSON in session.modes else Mode.ONLINE
    watched = seen[Participation.AttendedBy.WEBCAST]
    return Figures(
        yes=answers[State.ACCEPTED],
        no=answers[State.DECLINED],
        silent=sum(answers[state] for state in SILENT),
        room=session.in_person_taken,
        web=session.online_taken,
        waiting=session.in_person_waiting + session.online_waiting,
        came=seen.total() - watched,
        watched=watched,
        free=session.places_left(main),
    )


def registered_by_day(events: Iterable[Event]) -> Counter[datetime.date]:
    """On how many live registrations each day began, on the clock of the installation. One statement."""
    rows = Registration.objects.filter(event__in=[event.pk for event in events], cancelled_at=None)
    zone = timezone.get_default_timezone()
    days = Counter[datetime.date]()
    for moment, number in _by_slot(rows, "created_at", HOUR):
        days[moment.astimezone(zone).date()] += number
    return days


def arrivals(event: Event) -> dict[datetime.datetime, int]:
    """How many were let in at the doors in each five minutes of the day that had any. One statement."""
    rows = Participation.objects.filter(
        session__in=[session.pk for session in event.sessions.all()],
        attended_by__in=AT_A_DOOR,
        attended_at__gte=hours.opens_at(event),
        attended_at__lt=hours.closes_at(event),
    )
    return dict(_by_slot(rows, "attended_at", FIVE_MINUTES))


def arrivals_at(events: Iterable[Event]) -> dict[int, dict[datetime.datetime, int]]:
    """The same for several events, by their ids. One statement."""
    known = list(events)
    slots: dict[int, dict[datetime.datetime, int]] = {event.pk: {} for event in known}
    on_the_day = Q(pk__in=[])
    for event in known:
        day = {"attended_at__gte": hours.opens_at(event), "attended_at__lt": hours.closes_at(event)}
        on_the_day |= Q(session__in=[session.pk for session in event.sessions.all()], **day)
    rows = Participation.objects.filter(on_the_day, attended_by__in=AT_A_DOOR).order_by()
    slot = _Slot("attended_at", seconds=FIVE_MINUTES)
    for event, at, number in rows.values_list("session__event", slot).annotate(number=Count("*")):
        slots[event][datetime.datetime.fromtimestamp(at * FIVE_MINUTES, datetime.UTC)] = number
    return slots


def _by_slot(rows: QuerySet[Any], column: str, seconds: int) -> list[tuple[datetime.datetime, int]]:
    slots = rows.order_by().values_list(_Slot(column, seconds=seconds)).annotate(number=Count("*"))
    return sorted(
        (datetime.datetime.fromtimestamp(slot * seconds, datetime.UTC), number) for slot, number in slots
    )


class _Slot(Func):
    """How many whole spans of so many seconds lie before a moment.

    Django's own truncation calls Python for each row on SQLite.
    """

    output_field = IntegerField()
    template = "(FLOOR(DATE_PART('epoch', %(expressions)s) / %(seconds)s)::bigint)"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="(unixepoch(%(expressions)s) / %(seconds)s)")
