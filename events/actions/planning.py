"""A tour made of a plan: the draft, then stop by stop with its sessions. Nobody is written to."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from events import log
from events.actions.beginning import new_stop, new_tour, proposed
from events.actions.programme import begin_programme, fill
from events.actors import Actor
from events.cities import stop_title
from events.memo.places import HOME, Place
from events.memo.plan import Plan, PlannedStop
from events.models import Event, Organiser, Session, Tour
from events.refusals import Refused
from venues.models import Venue
from venues.text import fold

Venues = dict[tuple[str, str], Venue]


def begin_planned(
    actor: Actor,
    organiser: Organiser,
    *,
    title: Mapping[str, str],
    short_title: Mapping[str, str],
    plan: Plan,
) -> Tour:
    """A draft with the day as its programme, without its stops, in the caller's transaction.

    Its slug is `<short title>-<year>`. Raises NotAllowed, ImpossibleTime, Refused for a plan with mistakes or without stops.
    """
    refuse_unfinished(plan)
    slug = f"{proposed(short_title)}-{in_order(plan)[0].date.year}"
    tour = new_tour(actor, organiser, title=dict(title), short_title=dict(short_title), slug=slug)
    if plan.parts:
        begin_programme(actor, tour, plan.parts)
    return tour


def add_planned(actor: Actor, tour: Tour, stop: PlannedStop, plan: Plan, venues: Venues) -> Event:
    """One stop with the parts of its day, on its own wall clock, in the caller's transaction.

    Its slug is the tour's and the city. A venue that the register does not know is added to it, once for all stops
    that name it: `venues` holds those of the others. Raises NotAllowed, ImpossibleTime.
    """
    venue = _venue(actor, tour.organiser, stop.place, plan.language, venues)
    event = _add_stop(actor, tour, stop, venue)
    fill(actor, event, **({"attendance": Session.Attendance.ONLINE} if stop.place.online else {}))
    return event


def in_order(plan: Plan) -> list[PlannedStop]:
    """The stops as they are held; those of one day as they are written."""
    return sorted(plan.stops, key=lambda stop: (stop.date, stop.row))


def refuse_unfinished(plan: Plan) -> None:
    """Raise Refused for a plan with mistakes or without stops."""
    if plan.mistakes:
        raise Refused(str(plan.mistakes[0]))
    if not plan.stops:
        raise Refused(_("The tour has no stop yet."))


def _venue(actor: Actor, organiser: Organiser, place: Place, language: str, made: Venues) -> Venue | None:
    """The register's venue, or a new one; None on the web, and where none is named and the clock is Helsinki's."""
    if place.venue or place.online:
        return place.venue
    city = place.city_in(language)
    written = place.written or (city if place.timezone != HOME else "")
    if not written:
        return None
    key = (fold(city), fold(written))
    if key not in made:
        made[key] = Venue.objects.create(
            name={language: written},
            address="" if place.municipality else city,
            municipality=place.municipality,
            timezone=place.timezone,
        )
        log.write(actor, "add", made[key], organiser)
    return made[key]


def _add_stop(actor: Actor, tour: Tour, stop: PlannedStop, venue: Venue | None) -> Event:
    place = stop.place
    event = new_stop(
        actor,
        tour,
        title=stop_title(tour.short_title.data, place.city),
        date=stop.date,
        venue=venue,
        slug=f"{tour.slug}-{proposed(place.city)}",
        languages=list(stop.languages),
    )
    if place.municipality and venue is None:  # else the venue has told it
        event.regions.add(place.municipality.region)
    return event
