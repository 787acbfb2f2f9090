"""What everybody may see: tours, events, sessions, venues, regions. With a token also the organiser's own drafts."""

from django.db.models import Prefetch, QuerySet

from events.actors import Actor
from events.api import queries
from events.api import serializers as show
from events.api.doors import Row, Rows
from events.models import Event, Session, Tour
from venues.models import Region, Venue


def _tours(actor: Actor) -> QuerySet[Tour]:
    stops = Event.objects.visible_to(actor).select_related("venue__municipality")
    return (
        Tour.objects.visible_to(actor).select_related("organiser").prefetch_related(Prefetch("stops", stops))
    )


def _events(actor: Actor) -> QuerySet[Event]:
    rows = Event.objects.visible_to(actor).select_related("organiser", "tour", "venue__municipality__region")
    return rows.prefetch_related("regions")


def _sessions(actor: Actor) -> QuerySet[Session]:
    """Of those by invitation only the organiser's own: others see their outline, on the event."""
    return Session.objects.open_to(actor).select_related("event__venue", "room")


class Tours(Rows):
    """Published tours, with their stops."""

    output, query, key = show.TourSerializer, queries.Tours, "slug"

    def rows(self) -> QuerySet[Tour]:
        return _tours(self.actor)


class OneTour(Row):
    """One tour."""

    output = show.TourSerializer

    def rows(self) -> QuerySet[Tour]:
        return _tours(self.actor)


class Events(Rows):
    """Published events: the stops of tours, and meetings."""

    output, query, key, order = show.EventSerializer, queries.Events, "slug", ("date", "pk")

    def rows(self) -> QuerySet[Event]:
        return _events(self.actor)


class OneEvent(Row):
    """One event with its sessions; of those by invitation the outline."""

    output = show.WholeEventSerializer

    def rows(self) -> QuerySet[Event]:
        actor = self.actor
        whole = Session.objects.open_to(actor).select_related("room")
        outlined = Session.objects.visible_to(actor).exclude(
            pk__in=Session.objects.open_to(actor).values("pk")
        )
        return _events(actor).prefetch_related(
            Prefetch("sessions", whole, to_attr="whole"), Prefetch("sessions", outlined, to_attr="outlined")
        )


class Sessions(Rows):
    """Sessions that are open to everybody, with the places that are left."""

    output, query, order = show.SessionSerializer, queries.Sessions, ("event__date", "pk")

    def rows(self) -> QuerySet[Session]:
        return _sessions(self.actor)


class OneSession(Row):
    """One session, with the places that are left."""

    output = show.SessionSerializer

    def rows(self) -> QuerySet[Session]:
        return _sessions(self.actor)


class Venues(Rows):
    """The register of venues."""

    output, query = show.VenueSerializer, queries.Venues

    def rows(self) -> QuerySet[Venue]:
        return Venue.objects.select_related("municipality__region")


class OneVenue(Row):
    """One venue."""

    output = show.VenueSerializer

    def rows(self) -> QuerySet[Venue]:
        return Venue.objects.select_related("municipality__region")


class Regions(Rows):
    """Regions, with the codes that statistics use."""

    output, query, key, order = show.RegionSerializer, queries.Regions, "slug", ("sort_key", "pk")

    def rows(self) -> QuerySet[Region]:
        return Region.objects.all()


class OneRegion(Row):
    """One region."""

    output = show.RegionSerializer

    def rows(self) -> QuerySet[Region]:
        return Region.objects.all()
