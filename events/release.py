"""A tour as the text of a release, in one language: summary, days and places, the day's programme, contacts, links.

The two lists can be pasted back: events/memo reads them as they stand here.
"""

import datetime
from collections.abc import Iterator, Sequence

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.cities import city_of
from events.ical.sessions import absolute
from events.memo.cells import is_nowhere
from events.memo.words import ON_THE_WEB
from events.models import Document, Event, Session, Tour
from events.when import clock
from venues.fields import in_language

BOTH = {"fi", "sv"}


def text(tour: Tour, language: str) -> str:
    """The whole release as plain text. What is hidden from the public is not in it."""
    stops = _stops(tour)
    with translation.override(language):
        parts = [in_language(tour.title, language)[0], in_language(tour.summary, language)[0]]
        parts.append(_section(_("Days and places"), _places(stops, language)))
        parts += _programmes(stops, language)
        parts.append(_section(_("More information"), list(_contacts(tour, language))))
        parts.append(_section(pgettext("of a release", "Links"), list(_links(tour, stops, language))))
    return "\n\n".join(part for part in parts if part) + "\n"


def places(tour: Tour, language: str) -> list[str]:
    """'16.6. Vasa, Vasa universitet (tvåspråkigt)' for each stop; with the year where they lie in several."""
    with translation.override(language):
        return _places(_stops(tour), language)


def programme(stop: Event, language: str) -> list[str]:
    """'9.30–11.30 Möte med regionala beslutsfattare (för inbjudna gäster)' for each part of the stop's day."""
    with translation.override(language):
        return [_part(session, language) for session in _shown(stop)]


def _stops(tour: Tour) -> list[Event]:
    stops = (
        tour.stops.select_related("venue__municipality").prefetch_related("sessions").order_by("date", "pk")
    )
    return list(stops)


def _shown(stop: Event) -> list[Session]:
    """The parts that the public may know of, in their order; each knows its event without asking."""
    sessions = [each for each in stop.sessions.all() if each.listing == Session.Listing.OUTLINE]
    for session in sessions:
        session.event = stop
    return sorted(sessions, key=lambda each: (each.starts_at is None, each.starts_at, each.pk))


def _places(stops: list[Event], language: str) -> list[str]:
    years = len({stop.date.year for stop in stops}) > 1
    return [_place(stop, language, years=years) for stop in stops]


def _place(stop: Event, language: str, *, years: bool) -> str:
    city = city_of(stop, language)
    venue = in_language(stop.venue.name, language)[0] if stop.venue else ""
    line = f"{_day(stop.date, years=years)} {city}"
    if stop.venue is None and _is_online(stop):
        venue = "" if is_nowhere(city) else ON_THE_WEB[language]
    if venue and venue != city:
        line += f", {venue}"
    if set(stop.languages) >= BOTH:
        line += f" ({pgettext('of a stop', 'bilingual')})"
    if stop.status == Event.Status.CANCELLED:
        line += f" ({pgettext('of a stop', 'cancelled')})"
    return line


def _is_online(stop: Event) -> bool:
    """Whether all that is shown of the day is on the web alone."""
    shown = _shown(stop)
    return bool(shown) and all(each.attendance == Session.Attendance.ONLINE for each in shown)


def _day(date: datetime.date, *, years: bool) -> str:
    """'2.6.', '2.6.2027'; '2 June', '2 June 2027' in English."""
    year = date.year if years else ""
    if translation.get_language() == "en":
        return f"{date.day} {date_format(date, 'F')} {year}".strip()
    return f"{date.day}.{date.month}.{year}"


def _part(session: Session, language: str) -> str:
    line = f"{_times(session)} {in_language(session.title, language)[0]}"
    return line + "".join(f" ({remark})" for remark in _remarks(session))


def _remarks(session: Session) -> Iterator[str]:
    if not session.is_open_to_all:
        yield pgettext("of a part of the day", "for invited guests")
    if session.attendance == Session.Attendance.MIXED:
        yield pgettext("of a part of the day", "can also be followed as a webcast")
    elif session.attendance == Session.Attendance.ONLINE:
        yield pgettext("of a part of the day", "as a webcast")
    if session.is_cancelled:
        yield pgettext("of a part of the day", "cancelled")


def _times(session: Session) -> str:
    """'9.30–11.30', '13.00–16.00', in English '09:30–11:30'; an unknown time is said to be unknown."""
    moments = [moment for moment in (session.starts_at, session.ends_at) if moment]
    return "–".join(clock(moment, session.zone, full=True) for moment in moments) or f"({_('time not set')})"


def _programmes(stops: list[Event], language: str) -> Iterator[str]:
    """The day once if all stops have the same, else once for each kind of day with the cities that it is for."""
    cities: dict[tuple[str, ...], list[str]] = {}
    for stop in stops:
        if lines := programme(stop, language):
            cities.setdefault(tuple(lines), []).append(city_of(stop, language))
    for day, where in cities.items():
        heading = _("Programme of the day")
        if len(cities) > 1:
            heading = f"{heading}: {', '.join(where)}"
        yield _section(heading, day)


def _contacts(tour: Tour, language: str) -> Iterator[str]:
    for contact in tour.contacts.all():
        facts = (contact.name, in_language(contact.role, language)[0], contact.phone, contact.email)
        yield ", ".join(fact for fact in facts if fact)


def _links(tour: Tour, stops: list[Event], language: str) -> Iterator[str]:
    sessions = [session for stop in stops for session in _shown(stop)]
    if any(session.is_open_to_all for session in sessions):
        yield _("Register: %(address)s") % {"address": absolute("tour_register", tour.slug)}
    yield _("The tour: %(address)s") % {"address": absolute("tour", tour.slug)}
    for document in tour.documents.filter(audience=Document.Audience.PUBLIC, phase=Document.Phase.BEFORE):
        yield ": ".join(part for part in (in_language(document.title, language)[0], document.url) if part)


def _section(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([heading, *lines]) if lines else ""
