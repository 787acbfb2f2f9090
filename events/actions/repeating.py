"""Repeat a tour: the same cities, weekdays and clock times, another season. The copy is a draft."""

import datetime
import re
from typing import TypeVar
from uuid import uuid4

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from events import log
from events.actions.beginning import free_slug
from events.actions.moves import shift
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Session, Tour
from events.refusals import Refused
from events.transactions import in_transaction
from venues.text import fold

WEEK = 7
M = TypeVar("M", bound=models.Model)


@in_transaction
def repeat_tour(actor: Actor, tour: Tour, *, first_day: datetime.date, slug: str | None = None) -> Tour:
    """A draft of the same tour that begins in the seven days from `first_day`, each stop on its old weekday.

    Clock times stay as they are read on the wall. Nobody is registered, no number is carried over.
    Slugs are `<tour>-<year>` and `<tour>-<year>-<city>`.
    Raises NotAllowed, ImpossibleTime, Refused for a tour without stops.
    """
    editor_only(actor, tour)
    stops = list(tour.stops.select_related("venue__municipality"))
    if not stops:
        raise Refused(_("This tour has no stops to repeat."))
    days = _whole_weeks(stops[0].date, first_day)
    copy = _copied(tour, slug or f"{_base(tour.slug)}-{(stops[0].date + datetime.timedelta(days=days)).year}")
    for stop in stops:
        _copy_stop(stop, copy, days)
    log.write(actor, "repeat", copy, copy.organiser_id, repeats=str(tour.uuid))
    return copy


def _whole_weeks(old: datetime.date, first_day: datetime.date) -> int:
    """Days, a multiple of seven, to the first such weekday on or after `first_day`."""
    return (first_day - old).days + (old - first_day).days % WEEK


def _copied(tour: Tour, slug: str) -> Tour:
    copy = _again(tour)
    copy.slug = free_slug(Tour, slug)
    copy.status, copy.publish_at, copy.published_at = Tour.Status.DRAFT, None, None
    copy.case_number, copy.repeats = "", tour
    copy.save()
    copy.co_organisers.set(tour.co_organisers.all())
    _copy_beside(tour, tour=copy)
    return copy


def _copy_stop(stop: Event, tour: Tour, days: int) -> None:
    copy = _again(stop)
    copy.tour, copy.date = tour, stop.date + datetime.timedelta(days=days)
    copy.slug = free_slug(Event, f"{tour.slug}-{_city(stop)}")
    copy.status, copy.published_at = Event.Status.DRAFT, None
    copy.preceded_by, copy.rehearsing_since, copy.case_number = None, None, ""
    copy.save()
    copy.regions.set(stop.regions.all())
    copy.co_organisers.set(stop.co_organisers.all())
    _copy_beside(stop, event=copy)
    for session in stop.sessions.select_related("room").order_by("pk"):
        _copy_session(session, copy, days)


def _copy_session(session: Session, event: Event, days: int) -> None:
    copy = _again(session)
    copy.event, copy.status, copy.sequence = event, Session.Status.SCHEDULED, 0
    for mode in ("in_person", "online"):
        for count in ("overflow", "taken", "waiting"):
            setattr(copy, f"{mode}_{count}", 0)
    shift(copy, days)
    copy.save()
    for item in session.items.all():
        line = _again(item)
        line.session = copy
        line.save()


def _copy_beside(row: Tour | Event, **of: Tour | Event) -> None:
    """Its contacts, its documents and its checklist, for the copy; nothing of it is done yet."""
    for beside in (*row.contacts.all(), *row.documents.all(), *row.checklist.all()):
        copy = _again(beside)
        for name in ("tour", "event"):
            setattr(copy, name, of.get(name))
        copy.save()


def _again(row: M) -> M:
    """The same row, not yet saved."""
    copy = type(row)._base_manager.get(pk=row.pk)
    copy.pk, copy._state.adding = None, True
    if hasattr(copy, "uuid"):
        copy.uuid = uuid4()
    return copy


def _base(slug: str) -> str:
    return re.sub(r"-(19|20)\d\d(-\d+)?$", "", slug)


def _city(stop: Event) -> str:
    """The city's Finnish name in ASCII."""
    if stop.city is None:
        return "online"
    return slugify(fold(stop.city.localize("fi")))
