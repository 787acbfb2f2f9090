"""Publishing refuses what is not ready, and says all that is missing."""

import datetime
from typing import Any

import pytest
from django.db import OperationalError
from i18nfield.strings import LazyI18nString

from events import log
from events.actions.publishing import publish_event, publish_tour, publish_with_stops
from events.actors import ANYONE, Actor
from events.models import Event, LogEntry, Tour
from events.refusals import NotAllowed, Unready
from tests import world

pytestmark = pytest.mark.django_db
DAY = datetime.date(2031, 5, 6)


def test_a_tour_needs_a_stop_and_the_organisers_languages() -> None:
    tour = world.draft_tour("empty-2031", DAY, cities=())
    tour.title = LazyI18nString({"fi": "Kiertue"})
    tour.save()
    with pytest.raises(Unready) as refusal:
        publish_tour(world.editor(), tour)
    assert "title is missing in Swedish" in str(refusal.value)
    assert "no stop yet" in str(refusal.value)
    assert Tour.objects.get(pk=tour.pk).status == Tour.Status.DRAFT


def test_vaasa_waits_for_its_swedish_and_oulu_does_not() -> None:
    tour = world.draft_tour("half-2031", DAY)
    for city in ("vaasa", "oulu"):
        session = world.afternoon_of(tour, city)
        session.title = LazyI18nString({"fi": "Vain suomeksi"})
        session.save()
    with pytest.raises(Unready, match="Swedish"):
        publish_event(world.editor(), world.stop_of(tour, "vaasa"))
    assert publish_event(world.editor(), world.stop_of(tour, "oulu")).status == Event.Status.PUBLISHED


def test_an_event_needs_a_session() -> None:
    with pytest.raises(Unready, match="no session yet"):
        publish_event(world.editor(), world.event("bare", DAY, city="oulu"))


def test_publishing_is_done_once_and_logged() -> None:
    stop = world.stop_of(world.draft_tour("new-2031", DAY), "oulu")
    first = publish_event(world.editor(), stop).published_at
    assert publish_event(world.editor(), Event.objects.get(pk=stop.pk)).published_at == first
    assert LogEntry.objects.filter(target_uuid=stop.uuid, verb="publish").count() == 1


def test_a_stranger_publishes_nothing() -> None:
    tour = world.draft_tour("mine-2031", DAY)
    with pytest.raises(NotAllowed):
        publish_tour(ANYONE, tour)
    with pytest.raises(NotAllowed):
        publish_event(world.editor(world.organiser("vm")), world.stop_of(tour, "oulu"))


def test_publishing_a_tour_with_its_stops_once_more_after_a_deadlock_publishes_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first attempt is taken back; what it left in the caller's object is not believed."""
    tour, write, failures = world.draft_tour("again-2031", DAY, cities=("oulu",)), log.write, iter([True])

    def fails_once(actor: Actor, verb: str, row: Any, *rest: Any, **details: Any) -> LogEntry | None:
        if isinstance(row, Event) and next(failures, False):
            raise OperationalError("database is locked") from Deadlock()
        return write(actor, verb, row, *rest, **details)

    monkeypatch.setattr(log, "write", fails_once)
    publish_with_stops(world.editor(), tour)
    assert Tour.objects.get(pk=tour.pk).status == Tour.Status.PUBLISHED
    assert set(tour.stops.values_list("status", flat=True)) == {Event.Status.PUBLISHED}


class Deadlock(Exception):
    sqlstate = "40P01"
