"""A new tour, a new stop or meeting, a new session in it: drafts, with a slug made of the title."""

import datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from events import log
from events.actions.admitting import refuse_open_but_hidden
from events.actions.clocks import refuse_impossible
from events.actions.permission import editor_only
from events.actions.publishing import refuse_if
from events.actors import Actor
from events.models import Event, Organiser, Session, Tour
from events.readiness import missing_languages, required_languages
from events.refusals import NotAllowed, Refused
from events.transactions import in_transaction
from venues.fields import in_language
from venues.models import Venue
from venues.text import fold

LONGEST = 76  # of the 80 that the column holds: a number may follow


@in_transaction
def new_tour(actor: Actor, organiser: Organiser, *, title: Any, short_title: Any, slug: str = "") -> Tour:
    """A draft without stops. Raises NotAllowed unless the actor may edit all that the organiser has."""
    if organiser.pk not in actor.begins_for:
        raise NotAllowed
    slug = free_slug(Tour, slug or proposed(short_title))
    languages = organiser.required_languages
    tour = Tour.objects.create(
        organiser=organiser, title=title, short_title=short_title, slug=slug, languages=languages
    )
    log.write(actor, "add", tour, organiser)
    return tour


@in_transaction
def new_stop(
    actor: Actor,
    tour: Tour,
    *,
    title: Any,
    date: datetime.date,
    venue: Venue | None,
    slug: str = "",
    languages: list[str] | None = None,
) -> Event:
    """A draft stop of the tour; it speaks the languages of its municipality unless told. Raises NotAllowed."""
    editor_only(actor, tour)
    slug = free_slug(Event, slug or f"{tour.slug}-{proposed(title)}")
    stop = Event(organiser=tour.organiser, tour=tour, title=title, slug=slug, date=date, venue=venue)
    return _begun(actor, stop, languages)


@in_transaction
def new_meeting(
    actor: Actor, organiser: Organiser, *, title: Any, date: datetime.date, venue: Venue | None
) -> Event:
    """A draft meeting that stands alone. Raises NotAllowed unless the actor may edit all of the organiser's."""
    if organiser.pk not in actor.begins_for:
        raise NotAllowed
    slug = free_slug(Event, f"{proposed(title)}-{date.year}")
    return _begun(actor, Event(organiser=organiser, title=title, slug=slug, date=date, venue=venue))


@in_transaction
def add_session(actor: Actor, event: Event, **facts: Any) -> Session:
    """One more part of the event. Raises NotAllowed, ImpossibleTime, Refused, and Unready in a published event."""
    editor_only(actor, event)
    refuse_impossible(facts.get("starts_at"), facts.get("ends_at"))
    refuse_open_but_hidden(facts.get("admission", Session.Admission.OPEN), facts.get("listing", ""))
    if event.status == Event.Status.CANCELLED:
        raise Refused(_("This event has been cancelled."))
    if event.status == Event.Status.PUBLISHED:
        texts = [(_("The title"), facts["title"]), (_("The short title"), facts["short_title"])]
        refuse_if(list(missing_languages(texts, required_languages(event))))
    session = Session.objects.create(event=event, **facts)
    log.write(actor, "add", session, event.organiser_id)
    return session


@in_transaction
def remove_session(actor: Actor, session: Session) -> None:
    """Delete a session that nobody has seen and nobody relies on. Raises NotAllowed, Refused."""
    editor_only(actor, session)
    row = Session.objects.whole().select_for_update(of=("self",)).get(pk=session.pk)
    if row.event.status != Event.Status.DRAFT:
        raise Refused(_("It stands in calendars already: cancel it instead, so that they hear of it."))
    log.write(actor, "remove", row, row.event.organiser_id)
    try:
        row.delete()
    except ProtectedError as relied:
        raise Refused(_("Somebody is invited or registered already: cancel the session instead.")) from relied


def proposed(title: Any) -> str:
    """A slug of plain letters from the title's Finnish version, or from the first there is."""
    return slugify(fold(in_language(title, "fi")[0]))[:LONGEST].strip("-") or "new"


def free_slug(model: type[Tour] | type[Event], slug: str) -> str:
    """The slug, or the slug with the first free number behind it."""
    slug = slug[:LONGEST].strip("-")
    taken = set(model.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    candidates = (slug if number == 1 else f"{slug}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


def _begun(actor: Actor, event: Event, languages: list[str] | None = None) -> Event:
    event.languages = languages or required_languages(event)
    event.save()
    if event.venue and event.venue.municipality:
        event.regions.add(event.venue.municipality.region)
    log.write(actor, "add", event, event.organiser_id)
    return event
