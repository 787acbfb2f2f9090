"""What cannot be at the same time, or so soon after: rooms, people of the team, the way from stop to stop.

The way is a plain rule, no route planner: the straight line between two venues at 80 km/h, and one hour to spare.
Where a venue's place on the map is not known, two cities on one day are too much.
"""

import datetime
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.actors import Actor
from events.cities import city_of
from events.lacks import Lack, Lacks, warns
from events.models import Event, Session, TeamMember
from events.models.session import Mode
from events.overlaps import clashing, overlap, span, takes_place
from venues.fields import in_language
from venues.models import Venue

KILOMETRES_AN_HOUR = 80
TO_SPARE = datetime.timedelta(hours=1)
_EARTH = 6371.0  # its radius in km
Found = Iterator[tuple[Event, Lack]]


def of(actor: Actor, events: Sequence[Event]) -> Lacks:
    """Warnings by event, in as many statements for one as for many; sessions, tours and venues are at hand.

    What the actor may not see is not told, even where it clashes.
    """
    coming = [event for event in events if takes_place(event)]
    found: Lacks = defaultdict(list)
    for event, lack in (*_rooms(actor, coming), *_team(actor, coming), *_ways(coming)):
        found[event.pk].append(lack)
    return found


def kilometres(one: Venue | None, other: Venue | None) -> float | None:
    """Along the straight line; None where a place on the map is not known."""
    places = [place for venue in (one, other) if venue for place in (venue.latitude, venue.longitude)]
    known = [math.radians(place) for place in places if place is not None]
    if len(known) != 4:
        return None
    a, b, c, d = known
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(half))


def _rooms(actor: Actor, events: Sequence[Event]) -> Found:
    """The same room twice, whoever is in it; the same house, where nobody has said which rooms."""
    mine = [
        session
        for event in events
        for session in event.sessions.all()
        if span(session) and (session.room_id or _house(session))
    ]
    others: dict[int | None, list[Session]] = defaultdict(list)
    for other in _in_these_houses(actor, mine):
        others[other.event.venue_id].append(other)
    for session in mine:
        for other in others[session.event.venue_id]:
            if other.pk != session.pk and overlap(session, other) and (sentence := _clash(session, other)):
                facts = {
                    "session": _said(session.short_title),
                    "other": _said(other.short_title),
                    "event": _said(other.event.title),
                }
                yield session.event, warns("room twice", sentence % facts, "desk_move", str(session.uuid))


def _clash(session: Session, other: Session) -> str:
    """What is said of two at the same time; nothing where they have rooms of their own, or are parts of one event."""
    if session.room_id and other.room_id:
        same = session.room_id == other.room_id
        return (
            _("The room of “%(session)s” is taken at the same time by “%(other)s”, %(event)s.")
            if same
            else ""
        )
    if other.event_id == session.event_id or _house(session) is None or _house(session) != _house(other):
        return ""
    return _(
        "“%(session)s” is in the same place at the same time as “%(other)s”, %(event)s. Say in which room."
    )


def _house(session: Session) -> int | None:
    """The venue where people of this session meet."""
    return session.event.venue_id if Mode.IN_PERSON in session.modes else None


def _in_these_houses(actor: Actor, sessions: Sequence[Session]) -> list[Session]:
    starts = [session.starts_at for session in sessions if session.starts_at]
    if not starts:
        return []
    day = datetime.timedelta(days=1)
    rows = Session.objects.visible_to(actor).filter(
        Q(room__in={session.room_id for session in sessions if session.room_id})
        | Q(event__venue__in={session.event.venue_id for session in sessions if session.event.venue_id}),
        starts_at__range=(min(starts) - day, max(starts) + day),
    )
    return list(rows.exclude(event__status=Event.Status.CANCELLED).select_related("event"))


def _team(actor: Actor, events: Sequence[Event]) -> Found:
    """Somebody chosen for two events at the same time; who works elsewhere is for those to know who work there."""
    here = {event.pk for event in events}
    chosen = TeamMember.objects.filter(events__in=here).select_related("user").distinct()
    mine = Event.objects.filter(actor.team_rows("organiser", tour="tour", event="pk"))
    with_sessions = mine.select_related("venue").prefetch_related("sessions")
    for member in chosen.prefetch_related(Prefetch("events", with_sessions)):
        for one, other in clashing(filter(takes_place, member.events.all())):
            for event, beside in ((one, other), (other, one)):
                if event.pk in here:
                    yield event, _twice(event, beside, member.user.name)


def _twice(event: Event, beside: Event, name: str) -> Lack:
    sentence = _("%(name)s of the team is at “%(event)s” at the same time.")
    facts = {"name": name, "event": _said(beside.title)}
    return warns("person twice", sentence % facts, "desk_change_date", event.slug)


def _ways(events: Iterable[Event]) -> Found:
    """Consecutive stops of a tour with too little time between them, said at both."""
    tours: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.tour_id and event.venue and _meets(event):
            tours[event.tour_id].append(event)
    for stops in tours.values():
        for one, other in pairwise(sorted(stops, key=lambda stop: (stop.date, _begins(stop) or _LATE))):
            if sentence := _too_soon(one, other):
                for stop in (one, other):
                    yield stop, warns("way", sentence, "desk_change_date", stop.slug)


_LATE = datetime.datetime.max.replace(tzinfo=datetime.UTC)


def _too_soon(one: Event, other: Event) -> str:
    """Why there is too little time from the one to the other, or nothing."""
    far, ends, begins = kilometres(one.venue, other.venue), _ends(one), _begins(other)
    cities = {"one": city_of(one, _language()), "other": city_of(other, _language())}
    if far is None or ends is None or begins is None:
        same_day = one.date == other.date and cities["one"] != cities["other"]
        return _("%(one)s and %(other)s are on the same day.") % cities if same_day else ""
    left, needed = begins - ends, datetime.timedelta(hours=far / KILOMETRES_AN_HOUR) + TO_SPARE
    if one.venue_id == other.venue_id or left >= needed:
        return ""
    facts = {"far": round(far), "left": _hours(left), "needed": _hours(needed)}
    return _(
        "From %(one)s to %(other)s it is about %(far)d km: with an hour to spare that takes %(needed)s, "
        "and there is %(left)s."
    ) % (cities | facts)


def _meets(event: Event) -> list[Session]:
    sessions = event.sessions.all()
    return [one for one in sessions if Mode.IN_PERSON in one.modes and not one.is_cancelled]


def _begins(event: Event) -> datetime.datetime | None:
    return min((known[0] for one in _meets(event) if (known := span(one))), default=None)


def _ends(event: Event) -> datetime.datetime | None:
    return max((known[1] for one in _meets(event) if (known := span(one))), default=None)


def _hours(time: datetime.timedelta) -> str:
    """'2 h 30 min', '0 min' for what is less than nothing."""
    minutes = max(round(time.total_seconds() / 60), 0)
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def _language() -> str:
    return get_language() or "fi"


def _said(text: Any) -> str:
    return in_language(text, _language())[0]
