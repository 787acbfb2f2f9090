"""One session as one VEVENT."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Event
from icalendar.prop import vCategory, vGeo

from events.ical import zones
from events.ical.text import line, paragraphs, uri

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a calendar may know of a session, in one language: no secret, and nobody who takes part.

    `starts` and `ends` are aware, or None while unknown: without a start the entry is the whole `day`.
    `timezone` is the venue's IANA zone; `geo` is latitude and longitude in degrees (WGS 84);
    `url` is the public page, `conference` the public watch page, `image` a picture; all absolute.
    """

    uid: str
    sequence: int
    modified: datetime
    language: str
    summary: str
    day: date
    timezone: str
    starts: datetime | None = None
    ends: datetime | None = None
    created: datetime | None = None
    status: Status = "CONFIRMED"
    description: str = ""
    location: str = ""
    geo: tuple[float, float] | None = None
    url: str = ""
    conference: str = ""
    categories: tuple[str, ...] = ()
    image: str = ""

    def __post_init__(self) -> None:
        for moment in (self.modified, self.created, self.starts, self.ends):
            if moment and moment.utcoffset() is None:
                raise ValueError(f"{self.uid}: {moment} does not say in which zone it is.")

    @cached_property
    def in_utc(self) -> bool:
        """Whether times go in UTC, because a local one is ambiguous or no VTIMEZONE fits the zone."""
        return not zones.exact(self.timezone) or any(map(_ambiguous, self._in(ZoneInfo(self.timezone))))

    def times(self) -> list[datetime]:
        """The known ones of start and end, as they are to be written."""
        return self._in(UTC if self.in_utc else ZoneInfo(self.timezone))

    def _in(self, zone: tzinfo) -> list[datetime]:
        return [moment.astimezone(zone) for moment in (self.starts, self.starts and self.ends) if moment]


def vevent(entry: Entry, *, sequence: int | None = None, stamp: datetime | None = None) -> Event:
    """The VEVENT. A message passes its own sequence and moment of sending; else both are the entry's own."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence if sequence is None else sequence)
    event.add("dtstamp", stamp or entry.modified)
    event.add("last-modified", entry.modified)
    if entry.created:
        event.add("created", entry.created)
    _say_when(event, entry)
    with translation.override(entry.language):
        _say_what(event, entry)
    _say_where(event, entry)
    return event


def _ambiguous(moment: datetime) -> bool:
    """Whether the clock shows this time twice, as on the night when winter time begins."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def _say_when(event: Event, entry: Entry) -> None:
    if entry.starts is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
    for name, moment in zip(("dtstart", "dtend"), entry.times(), strict=False):
        event.add(name, moment)
    # A day of unknown hours, like a cancelled one, must not make anybody look busy.
    free = entry.starts is None or entry.status == "CANCELLED"
    event.add("transp", "TRANSPARENT" if free else "OPAQUE")
    event.add("status", entry.status)


def _say_what(event: Event, entry: Entry) -> None:
    title = entry.summary
    if entry.status == "CANCELLED":
        title = _("CANCELLED: %(title)s") % {"title": title}
    event.add("summary", line(title, entry.language))
    event.add("class", "PUBLIC")
    if description := _description(entry):
        event.add("description", paragraphs(description, entry.language))
    if entry.categories:
        categories = vCategory([])
        categories.cats = [line(category) for category in entry.categories]
        event.add("categories", categories)
    if entry.image:
        event.add("image", uri(entry.image, VALUE="URI", DISPLAY="BADGE"))
    if entry.conference:
        label = line(_("Follow the webcast"))
        event.add("conference", uri(entry.conference, VALUE="URI", FEATURE=["AUDIO", "VIDEO"], LABEL=label))


def _description(entry: Entry) -> str:
    """The text, then the links: most calendars show neither URL nor CONFERENCE."""
    links = [entry.url] if entry.url else []
    if entry.conference:
        links.append(_("Webcast: %(address)s") % {"address": entry.conference})
    return "\n\n".join(filter(None, (entry.description, "\n".join(links))))


def _say_where(event: Event, entry: Entry) -> None:
    if entry.location:
        event.add("location", line(entry.location, entry.language))
    if entry.url:
        event.add("url", uri(entry.url))
    if entry.geo:
        latitude, longitude = (round(degrees, 6) for degrees in entry.geo)
        event.add("geo", vGeo((latitude, longitude)))
        place = {"VALUE": "URI", "X-TITLE": line(entry.location or entry.summary), "X-APPLE-RADIUS": "100"}
        event.add("x-apple-structured-location", uri(f"geo:{latitude},{longitude}", **place))
