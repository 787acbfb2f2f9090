"""Who follows a webcast, as far as it is counted. A GET counts nothing; a rehearsal counts nothing either.

Two facts, never merged: somebody opened the webcast (`opened`), and somebody had it open on our own page
(`watched`: the page says so once a minute while it is seen). Viewers are counted without names: the row holds a
key made of a random one that the browser keeps until it is closed. Where the organiser notes who followed, the
row stands for the participation instead, and that is marked as attended. The page says which of the two holds.
"""

import datetime
import hashlib
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from events.actors import ANYONE
from events.models import Session
from events.transactions import in_transaction
from registrations.actions.follow import follow_on_the_web
from registrations.models import Participation
from webcast.models import Presence, webcast_of
from webcast.models.presence import MOST_PEOPLE

LONGEST_STEP = 90
"""Seconds that one heartbeat may add: the page sends one a minute, and some are late."""
NOW = datetime.timedelta(seconds=2 * LONGEST_STEP)
KEYS_KEPT = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who follows: a browser's own random `key`, the part they have, and how many sit at the screen."""

    key: str
    part: Participation | None = None
    people: int = 1


def people(text: str) -> int:
    """How many are watching here: what was typed, as far as it is a number that can be."""
    return min(max(int(text), 1), MOST_PEOPLE) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def names(session: Session, watcher: Watcher) -> bool:
    """Whether this viewer is noted by name; any other only by the key of the browser."""
    return webcast_of(session).names_viewers and watcher.part is not None


@in_transaction
def opened(session: Session, watcher: Watcher, now: datetime.datetime) -> Presence:
    """The webcast was opened; where, and for how long, is not said. Once more changes nothing but the number of people."""
    row, made = Presence.objects.get_or_create(
        session=session,
        **_who(session, watcher),
        defaults={"joined_at": now, "people": watcher.people},
    )
    if not made and row.people != watcher.people:
        Presence.objects.filter(pk=row.pk).update(people=watcher.people)
    if row.participation_id and watcher.part and watcher.part.attended_at is None:
        follow_on_the_web(ANYONE, watcher.part)
    return row


@in_transaction
def watched(session: Session, watcher: Watcher, now: datetime.datetime) -> None:
    """The page is being looked at. Adds the time since the last such word, and at most 90 seconds.

    Of two that come at once (tabs, repeats) one counts: the row is changed only as it was read. A clock that
    goes back adds nothing until it has caught up, so the seconds never exceed the time between first and last.
    """
    row = opened(session, watcher, now)
    seconds = int((now - row.last_seen_at).total_seconds()) if row.last_seen_at else 0
    if row.last_seen_at and seconds < 1:
        return
    unchanged = Presence.objects.filter(pk=row.pk, last_seen_at=row.last_seen_at, joined_at__lte=now)
    unchanged.update(last_seen_at=now, seconds=F("seconds") + min(seconds, LONGEST_STEP))


def _who(session: Session, watcher: Watcher) -> dict[str, object]:
    if names(session, watcher):
        return {"participation": watcher.part}
    return {"key": hashlib.sha256(f"{session.uuid}\x00{watcher.key}".encode()).hexdigest()[:32]}


@dataclass(frozen=True, slots=True)
class Audience:
    """Numbers of one session: screens and the people before them, now and in all, and the minutes watched here."""

    screens: int
    people: int
    screens_now: int
    people_now: int
    minutes: int


def audience(session: Session, now: datetime.datetime) -> Audience:
    rows = Presence.objects.filter(session=session)
    current = rows.filter(last_seen_at__gt=now - NOW, last_seen_at__lte=now + NOW)
    return Audience(
        screens=rows.count(),
        people=_sum(rows, "people"),
        screens_now=current.count(),
        people_now=_sum(current, "people"),
        minutes=_sum(rows, "seconds") // 60,
    )


def _sum(rows: QuerySet[Presence], column: str) -> int:
    return int(rows.aggregate(sum=Sum(column))["sum"] or 0)


def outlived_keys(*, grace: datetime.timedelta = datetime.timedelta()) -> QuerySet[Presence]:
    """The keys of browsers whose event is over: nobody will come back with them."""
    last = timezone.localdate() - KEYS_KEPT - grace
    return Presence.objects.filter(~Q(key=""), session__event__date__lt=last)


def sweep() -> int:
    """The nightly sweep: keys go, the numbers stay. Returns how many."""
    return outlived_keys().update(key="")
