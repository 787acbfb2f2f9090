"""What is missing before publication: one list, for the desk's page and for the refusal of the action.

What blocks must be mended first; the rest is said, and lets through: an unknown time or place is a legal value.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.lacks import Lack, blocks, in_order, warns
from events.models import Event, Session, Tour
from events.models.checklist import lines_of
from events.models.event import EventQuerySet
from events.models.session import Mode
from events.overlaps import takes_place
from events.when import day
from venues.fields import in_language

NEARLY_FULL = 0.9

Texts = Iterable[tuple[str, Any]]
"""Each with the name by which an editor knows it."""


def at_hand(events: EventQuerySet) -> EventQuerySet:
    """With all that the lists of this floor ask of each event, in a fixed number of statements."""
    return events.select_related("tour", "organiser", "venue__municipality").prefetch_related(
        Prefetch("sessions", Session.objects.select_related("room").prefetch_related("items")),
        "contacts",
        "tour__contacts",
        "checklist",
        "tour__checklist",
        "checklist_marks",
    )


def of_tour(tour: Tour) -> list[Lack]:
    """What the tour lacks, the blocking first."""
    titles = [(_("The tour's title"), tour.title), (_("The tour's short title"), tour.short_title)]
    required = tour.organiser.required_languages
    found = list(_unspoken(titles, [(_("The summary"), tour.summary)], required, "desk_tour_edit", tour.slug))
    if not tour.stops.exists():
        found.append(blocks("stops", _("The tour has no stop yet."), "desk_stop_new", tour.slug))
    if not tour.contacts.exists():
        found.append(warns("contacts", _("Nobody is named as a contact."), "desk_tour_contacts", tour.slug))
    return in_order(found)


def of_event(event: Event) -> list[Lack]:
    """What the event and its sessions lack as they stand in their rows, the blocking first."""
    return of_whole(at_hand(Event.objects.filter(pk=event.pk)).get())


def of_whole(event: Event) -> list[Lack]:
    """The same of an event with all of it `at_hand`; no statement."""
    sessions = list(event.sessions.all())
    found = list(of_texts(event, sessions))
    for session in sessions:
        session.event = event
        found += _of_session(session)
    found += _of_place(event, sessions)
    tour = event.tour
    if tour and tour.status == Tour.Status.DRAFT:
        sentence = _("The tour is not published yet. The stop is shown when the tour is.")
        found.append(warns("tour", sentence, "desk_tour_publish", tour.slug))
    return in_order([*found, *_of_the_day(event, sessions)])


def of_texts(event: Event, sessions: Sequence[Session]) -> Iterator[Lack]:
    """What the event and these, its sessions, do not say. Nothing else keeps an event from being published."""
    required = required_languages(event)
    yield from _unspoken([(_("The event's title"), event.title)], [], required, "desk_edit", event.slug)
    if not sessions:
        yield blocks("sessions", _("The event has no session yet."), "desk_session_new", event.slug)
    for session in sessions:
        yield from _texts_of(session, required)


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


def _texts_of(session: Session, required: list[str]) -> Iterator[Lack]:
    about = _about(session)
    titles = [
        (_("The title of “%(session)s”") % about, session.title),
        (_("The short title of “%(session)s”") % about, session.short_title),
    ]
    prose = [
        (_("The description of “%(session)s”") % about, session.description),
        (_("The audience of “%(session)s”") % about, session.audience),
        (_("The interpretation of “%(session)s”") % about, session.interpretation),
        (_("The captions of “%(session)s”") % about, session.captions),
        (_("The note about streaming of “%(session)s”") % about, session.filming_note),
    ]
    yield from _unspoken(titles, prose, required, "desk_session_edit", str(session.uuid))


def _about(session: Session) -> dict[str, str]:
    return {"session": in_language(session.short_title, get_language() or "fi")[0]}


def _of_session(session: Session) -> Iterator[Lack]:
    about, key = _about(session), str(session.uuid)
    if session.starts_at is None:
        yield warns("times", _("“%(session)s” has no time yet.") % about, "desk_reschedule", key)
    room = session.room.capacity if session.room else None
    places = session.capacity(Mode.IN_PERSON)
    if room and Mode.IN_PERSON in session.modes and (places is None or places > room):
        sentence = _("“%(session)s” offers more places than its room holds, which is %(room)d.")
        yield warns("room", sentence % (about | {"room": room}), "desk_session_edit", key)
    yield from _programme_of(session, about, key)


def _programme_of(session: Session, about: dict[str, str], key: str) -> Iterator[Lack]:
    """Lines of the programme that are outside the session's times."""
    if session.starts_at is None:
        return
    begins = session.starts_at.astimezone(session.zone).time()
    ends = session.ends_at.astimezone(session.zone).time() if session.ends_at else datetime.time.max
    for item in session.items.all():
        if item.starts and not begins <= item.starts < ends:
            facts = about | {"item": in_language(item.title, get_language() or "fi")[0]}
            sentence = _("In the programme, “%(item)s” is outside the times of “%(session)s”.") % facts
            yield warns("programme", sentence, "desk_session_programme", key)


def _of_the_day(event: Event, sessions: list[Session]) -> Iterator[Lack]:
    """What time has brought: rooms nearly full, things to do that are late."""
    if not takes_place(event):
        return
    for session in sessions:
        places = session.in_person_capacity
        if places and not session.is_cancelled and session.in_person_taken >= places * NEARLY_FULL:
            facts = _about(session) | {"taken": str(session.in_person_taken), "places": str(places)}
            sentence = _(
                "The room of “%(session)s” is nearly full: %(taken)s of %(places)s places are taken."
            )
            yield warns("nearly full", sentence % facts, "desk_session_edit", str(session.uuid))
    done = {mark.item_id for mark in event.checklist_marks.all()}
    for item in lines_of(event):
        if item.pk not in done and item.due(event.date) < timezone.localdate():
            sentence = _("“%(item)s” should have been done by %(day)s.")
            facts = {"item": item.title, "day": day(item.due(event.date))}
            yield warns("late", sentence % facts, "desk_checklist", event.slug)


def _of_place(event: Event, sessions: list[Session]) -> Iterator[Lack]:
    meets = any(Mode.IN_PERSON in session.modes for session in sessions)
    if meets and event.venue is None:
        yield warns("venue", _("The place is not known yet."), "desk_move", str(sessions[0].uuid))
    if event.venue and not event.venue.accessibility:
        sentence = _("The accessibility of the place is not described.")
        yield warns("accessibility", sentence, "desk_venue_edit", event.slug)
    asked = [*event.contacts.all(), *(event.tour.contacts.all() if event.tour else ())]
    if not event.organiser.accessibility_contact and not any(contact.accessibility for contact in asked):
        sentence = _("Nobody is named whom to ask about accessibility. Mark one of the contacts.")
        yield warns("accessibility contact", sentence, "desk_contacts", event.slug)


def _unspoken(
    titles: list[tuple[str, Any]], prose: Texts, required: list[str], route: str, key: str
) -> Iterator[Lack]:
    """Titles must speak each required language, and so must a text that is there at all; English is a wish."""
    texts = [*titles, *((name, text) for name, text in prose if in_language(text, "fi")[0])]
    for sentence in missing_languages(texts, required):
        yield blocks("languages", sentence, route, key)
    silent = [name for name, text in texts if not _speaks(text, "en")]
    if silent and "en" not in required:
        sentence = _("Not in English: %(texts)s.") % {"texts": ", ".join(silent)}
        yield warns("English", sentence, route, key)


def _speaks(text: Any, language: str) -> bool:
    data = getattr(text, "data", text)
    return isinstance(data, dict) and bool(data.get(language))
