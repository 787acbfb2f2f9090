"""Publishing: what must be there is there, in every required language; from then on the slug stays."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from events import log
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
    if tour.status != Tour.Status.DRAFT:
        return tour
    refuse_if(missing_from_tour(tour))
    tour.status, tour.published_at = Tour.Status.PUBLISHED, at or timezone.now()
    tour.save(by_verb=True)
    log.write(actor, "publish", tour, tour.organiser_id)
    return tour


@in_transaction
def publish_event(actor: Actor, event: Event, *, at: datetime.datetime | None = None) -> Event:
    """Show the event, once its tour is published; registration opens with it unless a time is set.

    Raises NotAllowed, and Unready with all that is missing. Published already: nothing happens.
    """
    editor_only(actor, event)
    if event.status != Event.Status.DRAFT:
        return event
    refuse_if(missing_from_event(event))
    event.status, event.published_at = Event.Status.PUBLISHED, at or timezone.now()
    event.save(by_verb=True)
    log.write(actor, "publish", event, event.organiser_id)
    return event


def missing_from_tour(tour: Tour) -> list[str]:
    """What keeps the tour from being published, one sentence each."""
    required = tour.organiser.required_languages
    texts = [(_("The tour's title"), tour.title), (_("The tour's short title"), tour.short_title)]
    missing = list(missing_languages(texts, required))
    if not tour.stops.exists():
        missing.append(_("The tour has no stop yet."))
    return missing


def missing_from_event(event: Event) -> list[str]:
    """What keeps the event from being published, one sentence each."""
    required = required_languages(event)
    texts = [(_("The event's title"), event.title)]
    sessions = list(event.sessions.all())
    for session in sessions:
        texts.append((_("The title of “%(session)s”") % {"session": session.short_title}, session.title))
        texts.append(
            (_("The short title of “%(session)s”") % {"session": session.short_title}, session.short_title)
        )
    missing = list(missing_languages(texts, required))
    if not sessions:
        missing.append(_("The event has no session yet."))
    return missing


def required_languages(event: Event) -> list[str]:
    """A stop must speak the languages of its municipality, an event without one those of its organiser."""
    municipality = event.venue.municipality if event.venue else None
    languages: list[str] = municipality.languages if municipality else event.organiser.required_languages
    return languages


def missing_languages(texts: list[tuple[str, Any]], required: list[str]) -> Iterator[str]:
    """One sentence for each (name, text) and required language that the text does not speak."""
    names = dict(settings.LANGUAGES)
    for name, text in texts:
        data = getattr(text, "data", text)
        for language in required:
            if not (isinstance(data, dict) and data.get(language)):
                yield _("%(text)s is missing in %(language)s.") % {
                    "text": name,
                    "language": names.get(language, language),
                }


def refuse_if(missing: list[str]) -> None:
    """Raise Unready with these sentences, if there are any."""
    if missing:
        raise Unready(format_lazy("{} {}", Unready.sentence, " ".join(missing)))
