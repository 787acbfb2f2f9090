"""Finding what is organised: tours, their stops and meetings, sessions, and the places where they are."""

from collections import defaultdict
from typing import Any

from django.db.models import Case, DateField, F, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events import when
from events.actors import Actor
from events.models import Event, Session, Tour
from events.models.event import EventQuerySet
from events.models.tour import TourQuerySet
from events.organiser.team import own_events
from registrations.organiser.search.hits import MOST, Found, Hit, Link, some
from venues.models import Venue

CANCELLED = (_("Cancelled"), "no")
EVENTS_OF_A_PLACE = 3
TAGS = {"draft": (_("Draft"), "wait"), "cancelled": CANCELLED}


def organised(actor: Actor, text: str) -> list[Found]:
    """Of each kind what the actor's teams may see; one statement each, and one for the events at the places."""
    own = own_events(actor)
    team = actor.team_rows("event__organiser", tour="event__tour", event="event")
    sessions = Session.objects.whole().filter(team).search(text)
    return [
        some(_("Tours"), _tours(actor, own).search(text)[: MOST + 1], _tour),
        some(_("Stops and meetings"), own.search(text).order_by(*_soonest("date"))[: MOST + 1], _event),
        some(_("Sessions"), sessions.order_by(*_soonest("event__date"))[: MOST + 1], _session),
        _places(actor, own, text),
    ]


def _tours(actor: Actor, own: EventQuerySet) -> TourQuerySet:
    """Whoever is of one stop alone finds its tour too, as at the tour's desk; the latest first."""
    reachable = Q(pk__in=own.values("tour")) | actor.team_rows("organiser", tour="pk")
    return Tour.objects.filter(reachable).dated(own).order_by(F("last_day").desc(nulls_first=True), "pk")


def _soonest(path: str) -> list[Any]:
    """The order: those to come, the soonest first, and behind them the past, the latest first."""
    coming = Case(When(**{f"{path}__gte": timezone.localdate()}, then=F(path)), output_field=DateField())
    return [coming.asc(nulls_last=True), f"-{path}", "pk"]


def _tour(tour: Any) -> Hit:
    """Its days tell it from the same tour of another year."""
    about = [when.days(tour.first_day, tour.last_day)] if tour.first_day else []
    return Hit(tour.title, reverse("desk_tour", args=[tour.slug]), about=about, tag=TAGS.get(tour.status))


def _event(event: Event) -> Hit:
    place = event.venue.name if event.venue else gettext("Place to be confirmed")
    about = [event.tour.short_title, place] if event.tour else [place]
    url = reverse("desk_event", args=[event.slug])
    return Hit(event.title, url, event.date, about, TAGS.get(event.status))


def _session(session: Session) -> Hit:
    event = session.event
    tag = CANCELLED if session.is_cancelled else TAGS.get(event.status)
    about = [event.title, event.tour.short_title] if event.tour else [event.title]
    return Hit(session.short_title, reverse("desk_event", args=[event.slug]), event.date, about, tag)


def _places(actor: Actor, own: EventQuerySet, text: str) -> Found:
    """Places where the actor's events are; for whoever may begin something the whole register to choose from."""
    places = Venue.objects.search(text).select_related("municipality")
    if not actor.begins_for:
        places = places.filter(pk__in=own.exclude(venue=None).values("venue"))
    found = list(places[: MOST + 1])
    there = defaultdict(list)
    for event in own.filter(venue__in=[place.pk for place in found]).order_by("-date", "pk"):
        url = reverse("desk_event", args=[event.slug])
        there[event.venue_id].append(Link(event.title, url, day=event.date))
    return some(
        _("Places"),
        found,
        lambda place: Hit(
            place.name,
            about=[part for part in (place.address, place.municipality and place.municipality.name) if part],
            links=there[place.pk][:EVENTS_OF_A_PLACE],
        ),
    )
