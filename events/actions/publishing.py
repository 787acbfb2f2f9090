"""Publishing: what must be there is there (events/readiness.py); from then on the slug stays."""

import datetime

from django.utils import timezone
from django.utils.text import format_lazy

from events import log, readiness
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Tour
from events.refusals import Unready
from events.transactions import in_transaction


@in_transaction
def publish_tour(actor: Actor, tour: Tour, *, at: datetime.datetime | None = None) -> Tour:
    """Show the tour; its stops are published one by one. `at` tells of a publication in the past.

    Raises NotAllowed, and Unready with all that is missing. Published already: nothing happens.
    """
    editor_only(actor, tour)
    tour.refresh_from_db(from_queryset=Tour.objects.select_for_update(no_key=True))
    if tour.status != Tour.Status.DRAFT:
        return tour
    refuse_if(readiness.blocking(readiness.of_tour(tour)))
    tour.status, tour.published_at = Tour.Status.PUBLISHED, at or timezone.now()
    tour.save(by_verb=True, update_fields=["status", "published_at"])
    log.write(actor, "publish", tour, tour.organiser_id)
    return tour


@in_transaction
def publish_with_stops(actor: Actor, tour: Tour) -> Tour:
    """Show the tour and all its stops, or nothing. Raises NotAllowed, and Unready that names the stop."""
    publish_tour(actor, tour)
    for stop in tour.stops.filter(status=Event.Status.DRAFT).select_related("organiser", "tour"):
        try:
            publish_event(actor, stop)
        except Unready as unready:
            raise Unready(format_lazy("{}: {}", str(stop.title), unready.sentence)) from unready
    return tour


@in_transaction
def publish_event(actor: Actor, event: Event, *, at: datetime.datetime | None = None) -> Event:
    """Show the event, once its tour is published; registration opens with it unless a time is set.

    Raises NotAllowed, and Unready with all that is missing. Published already: nothing happens.
    """
    editor_only(actor, event)
    row = Event.objects.select_for_update(no_key=True, of=("self",))
    event.refresh_from_db(from_queryset=row.select_related("organiser", "tour", "venue__municipality"))
    if event.status != Event.Status.DRAFT:
        return event
    refuse_if(readiness.blocking(readiness.of_texts(event, list(event.sessions.all()))))
    event.status, event.published_at = Event.Status.PUBLISHED, at or timezone.now()
    event.save(by_verb=True, update_fields=["status", "published_at"])
    log.write(actor, "publish", event, event.organiser_id)
    return event


def refuse_if(missing: list[str]) -> None:
    """Raise Unready with these sentences, if there are any."""
    if missing:
        raise Unready(format_lazy("{} {}", Unready.sentence, " ".join(missing)))
