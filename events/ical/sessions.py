"""A session's row as an entry. What is shown here is what Session.make_digest covers, and nothing more."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from events.ical.entry import Entry
from events.models import Session
from events.models.session import Mode
from venues.fields import in_language


def entry_of(session: Session, language: str) -> Entry:
    """The entry in one language, of a session loaded with `whole()`. No secrets: calendars are shared."""
    event, venue = session.event, session.event.venue
    with translation.override(language):
        return Entry(
            uid=f"{session.uuid}@{settings.ICAL_UID_DOMAIN}",
            sequence=session.sequence,
            modified=session.changed_at,
            created=session.created_at,
            language=language,
            summary=summary(session, language),
            description=in_language(session.description, language)[0],
            day=event.date,
            starts=session.starts_at,
            ends=session.ends_at,
            timezone=session.zone.key,
            status="CANCELLED" if session.is_cancelled else "CONFIRMED",
            location=location(session, language),
            geo=(venue.latitude, venue.longitude) if venue and venue.latitude and venue.longitude else None,
            url=absolute("event", event.slug),
            conference=absolute("watch", session.uuid) if Mode.ONLINE in session.modes else "",
            categories=(in_language(event.tour.short_title, language)[0],) if event.tour else (),
        )


def summary(session: Session, language: str) -> str:
    """'LAPE Kuopio: Iltapäivä': the event first, as a phone shows only the beginning."""
    event, part = (in_language(text, language)[0] for text in (session.event.title, session.short_title))
    return part if event == part or not event else f"{event}: {part}"


def location(session: Session, language: str) -> str:
    """'Auditorio, Kuopion Musiikkikeskus, Kuopionlahdenkatu 23, Kuopio'; or that there is none yet."""
    event = session.event
    if Mode.IN_PERSON not in session.modes:
        return _("Webcast")
    if event.venue is None:
        return _("Place to be confirmed")
    parts = [
        in_language(text, language)[0] for text in (session.room and session.room.name, event.venue.name)
    ]
    parts.append(event.venue.address)
    city = in_language(event.city, language)[0]
    if city and city not in event.venue.address:
        parts.append(city)
    return ", ".join(part for part in parts if part)


def absolute(route: str, *args: object) -> str:
    """The public page's full address in the active language; empty while no floor offers such a page."""
    try:
        return urljoin(settings.SITE_URL, reverse(route, args=args))
    except NoReverseMatch:
        return ""
