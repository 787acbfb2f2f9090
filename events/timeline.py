"""What will happen to an event by itself, and what has: moments with their sentences, made anew from the rows each time.

Each floor has its own (`timeline.py`); the page of all stands on the highest (webcast/organiser/ahead.py).
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Document, Event, Session, Tour
from venues.fields import in_language

MIDNIGHT = datetime.time.min


@dataclass(frozen=True, slots=True)
class Step:
    """`at`: aware, or None for what waits for the publication; `nightly`, that only the day is certain."""

    at: datetime.datetime | None
    sentence: str
    nightly: bool = False


def of(event: Event) -> Iterator[Step]:
    """Publication, registration, rehearsal, papers. The event's sessions and documents are at hand."""
    tour = event.tour
    if tour and tour.status == Tour.Status.DRAFT and tour.publish_at:
        yield Step(tour.publish_at, _("The tour is published."))
    for session in event.sessions.all():
        if not session.is_cancelled:
            yield from _registration(session)
    if event.rehearsing:
        sentence = _("The rehearsal ends, and what was recorded in it vanishes.")
        yield Step(event.at(MIDNIGHT), sentence)
    if any(paper.phase == Document.Phase.AFTER for paper in event.documents.all()):
        yield Step(days_after(event, 1), _("The documents for afterwards are shown."))


def _registration(session: Session) -> Iterator[Step]:
    if not session.is_open_to_all:
        return
    about = {"session": name_of(session)}
    yield Step(session.opens_at, _("Registration for “%(session)s” opens.") % about)
    if closes := session.registration_closes or session.starts_at:
        yield Step(closes, _("Registration for “%(session)s” closes.") % about)


def days_after(event: Event, days: int) -> datetime.datetime:
    """The first moment of the day so many days after the event's, on its clock."""
    date = event.date + datetime.timedelta(days=days)
    return datetime.datetime.combine(date, MIDNIGHT, tzinfo=event.zone)


def name_of(session: Session) -> str:
    return in_language(session.short_title, get_language() or "fi")[0]
