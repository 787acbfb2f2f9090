"""What is missing before publication: one list, for the desk's page and for the refusal of the action.

What blocks must be mended first; the rest is said, and lets through: an unknown time or place is a legal value.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Event, Session, Tour
from events.models.session import Mode
from venues.fields import in_language

Texts = Iterable[tuple[str, Any]]
"""Each with the name by which an editor knows it."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing. What `blocks` keeps from publishing; `route` and `key` name the page that mends it."""

    name: str
    blocks: bool
    sentence: str
    route: str
    key: str

    @property
    def mend(self) -> str:
        return reverse(self.route, args=[self.key])


def of_tour(tour: Tour) -> list[Lack]:
    """What the tour lacks, the blocking first."""
    titles = [(_("The tour's title"), tour.title), (_("The tour's short title"), tour.short_title)]
    required = tour.organiser.required_languages
    found = list(_unspoken(titles, [(_("The summary"), tour.summary)], required, "desk_tour_edit", tour.slug))
    if not tour.stops.exists():
        found.append(_blocks("stops", _("The tour has no stop yet."), "desk_stop_new", tour.slug))
    if not tour.contacts.exists():
        found.append(_warns("contacts", _("Nobody is named as a contact."), "desk_tour_contacts", tour.slug))
    return _in_order(found)


def of_event(event: Event) -> list[Lack]:
    """What the event and its sessions lack, the blocking first."""
    required = required_languages(event)
    found = list(_unspoken([(_("The event's title"), event.title)], [], required, "desk_edit", event.slug))
    sessions = list(event.sessions.select_related("room"))
    if not sessions:
        sentence = _("The event has no session yet.")
        found.append(_blocks("sessions", sentence, "desk_session_new", event.slug))
    for session in sessions:
        session.event = event
        found += _of_session(session, required)
    found += _of_place(event, sessions)
    tour = event.tour
    if tour and tour.status == Tour.Status.DRAFT:
        sentence = _("The tour is not published yet. The stop is shown when the tour is.")
        found.append(_warns("tour", sentence, "desk_tour_publish", tour.slug))
    return _in_order(found)


def blocking(lacks: Iterable[Lack]) -> list[str]:
    """The sentences of those that keep from publishing."""
    return [lack.sentence for lack in lacks if lack.blocks]


def required_languages(event: Event) -> list[str]:
    """A stop must speak the languages of its municipality, an event without one those of its organiser."""
    municipality = event.venue.municipality if event.venue else None
    languages: list[str] = municipality.languages if municipality else event.organiser.required_languages
    return languages


def missing_languages(texts: Texts, required: Iterable[str]) -> Iterator[str]:
    """One sentence for each text and required language that the text does not speak."""
    names = dict(settings.LANGUAGES)
    for name, text in texts:
        for language in required:
            if not _speaks(text, language):
                yield _("%(text)s is missing in %(language)s.") % {
                    "text": name,
                    "language": names.get(language, language),
                }


def _of_session(session: Session, required: list[str]) -> Iterator[Lack]:
    about = {"session": in_language(session.short_title, get_language() or "fi")[0]}
    titles = [
        (_("The title of “%(session)s”") % about, session.title),
        (_("The short title of “%(session)s”") % about, session.short_title),
    ]
    prose = [
        (_("The description of “%(session)s”") % about, session.description),
        (_("The audience of “%(session)s”") % about, session.audience),
        (_("The interpretation of “%(session)s”") % about, session.interpretation),
        (_("The captions of “%(session)s”") % about, session.captions),
    ]
    key = str(session.uuid)
    yield from _unspoken(titles, prose, required, "desk_session_edit", key)
    if session.starts_at is None:
        yield _warns("times", _("“%(session)s” has no time yet.") % about, "desk_reschedule", key)
    room = session.room.capacity if session.room else None
    places = session.capacity(Mode.IN_PERSON)
    if room and Mode.IN_PERSON in session.modes and (places is None or places > room):
        sentence = _("“%(session)s” offers more places than its room holds, which is %(room)d.")
        yield _warns("room", sentence % (about | {"room": room}), "desk_session_edit", key)


def _of_place(event: Event, sessions: list[Session]) -> Iterator[Lack]:
    meets = any(Mode.IN_PERSON in session.modes for session in sessions)
    if meets and event.venue is None:
        yield _warns("venue", _("The place is not known yet."), "desk_move", str(sessions[0].uuid))
    if event.venue and not event.venue.accessibility:
        sentence = _("The accessibility of the place is not described.")
        yield _warns("accessibility", sentence, "desk_venue_edit", event.slug)
    if not event.organiser.accessibility_contact:
        sentence = _("The organiser names nobody to ask about accessibility. Add them to the contacts.")
        yield _warns("accessibility contact", sentence, "desk_contacts", event.slug)


def _unspoken(
    titles: list[tuple[str, Any]], prose: Texts, required: list[str], route: str, key: str
) -> Iterator[Lack]:
    """Titles must speak each required language, and so must a text that is there at all; English is a wish."""
    texts = [*titles, *((name, text) for name, text in prose if in_language(text, "fi")[0])]
    for sentence in missing_languages(texts, required):
        yield _blocks("languages", sentence, route, key)
    silent = [name for name, text in texts if not _speaks(text, "en")]
    if silent and "en" not in required:
        sentence = _("Not in English: %(texts)s.") % {"texts": ", ".join(silent)}
        yield _warns("English", sentence, route, key)


def _speaks(text: Any, language: str) -> bool:
    data = getattr(text, "data", text)
    return isinstance(data, dict) and bool(data.get(language))


def _blocks(name: str, sentence: str, route: str, key: str) -> Lack:
    return Lack(name, True, sentence, route, key)


def _warns(name: str, sentence: str, route: str, key: str) -> Lack:
    return Lack(name, False, sentence, route, key)


def _in_order(lacks: Iterable[Lack]) -> list[Lack]:
    return sorted(lacks, key=lambda lack: not lack.blocks)
