"""Days and times as Finnish, Swedish and English readers write them; an unknown time is said to be unknown."""

import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from events.models import Event, Session


def day(date: datetime.date, *, year: bool = True, short: bool = False) -> str:
    """'tiistai 16.6.2027', 'tisdag 16.6.2027', 'Tuesday 16 June 2027'; short: 'ti 16.6.', 'tis 16.6.', 'Tue 16 June'."""
    weekday = date_format(date, "D" if short else "l").lower()
    if get_language() == "en":
        name = date_format(date, "D" if short else "l")
        return f"{name} {date.day} {date_format(date, 'F')}" + (f" {date.year}" if year and not short else "")
    return f"{weekday} {date.day}.{date.month}." + (str(date.year) if year and not short else "")


def bare_day(date: datetime.date) -> str:
    """'16.6.2027', '16 June 2027': the day within a sentence, which a weekday would have to be inflected for."""
    if get_language() == "en":
        return f"{date.day} {date_format(date, 'F')} {date.year}"
    return f"{date.day}.{date.month}.{date.year}"


def clock(moment: datetime.datetime, zone: ZoneInfo, *, full: bool = False) -> str:
    """'9.30', '13' or with full '13.00' in Finnish and Swedish; '13:00' in English."""
    local = moment.astimezone(zone)
    if get_language() == "en":
        return f"{local:%H:%M}"
    return f"{local.hour}" if local.minute == 0 and not full else f"{local.hour}.{local.minute:02d}"


def wall_clock(time: datetime.time) -> str:
    """'9.30' in Finnish and Swedish; '09:30' in English."""
    return f"{time:%H:%M}" if get_language() == "en" else f"{time.hour}.{time.minute:02d}"


def times(session: Session) -> str:
    """'klo 9.30–11.30', 'kl. 13–16', '13:00–16:00'; 'time not set' when unknown."""
    if session.starts_at is None:
        return _("time not set")
    zone = session.zone
    full = any(m and m.astimezone(zone).minute for m in (session.starts_at, session.ends_at))
    span = clock(session.starts_at, zone, full=full)
    if session.ends_at:
        span += f"–{clock(session.ends_at, zone, full=full)}"
    return pgettext("before a clock time; empty in English", "at %(time)s") % {"time": span}


def when(session: Session) -> str:
    """Day and times of a session on one line."""
    date = session.starts_at.astimezone(session.zone).date() if session.starts_at else session.event.date
    return f"{day(date)} {times(session)}" if session.starts_at else f"{day(date)}, {times(session)}"


def moment(at: datetime.datetime, zone: ZoneInfo | None = None) -> str:
    """'18.5.2026 klo 11.25': a point in time on the wall clock of the zone (of Helsinki if none is given)."""
    local = at.astimezone(zone or timezone.get_default_timezone())
    clock_time = clock(local, local.tzinfo, full=True)  # type: ignore[arg-type]  # a ZoneInfo in fact
    at_time = pgettext("before a clock time; empty in English", "at %(time)s") % {"time": clock_time}
    if get_language() == "en":
        return f"{local.day} {date_format(local, 'F')} {local.year} {at_time}"
    return f"{local.day}.{local.month}.{local.year} {at_time}"


def span(first: Event, last: Event) -> str:
    """The days of a tour: '2.–16.6.2027', '30.5.–2.6.2027', '2–16 June 2027', '30 May – 2 June 2027'."""
    return days(first.date, last.date)


def days(a: datetime.date, b: datetime.date) -> str:
    """From the first of them to the last, as `span` writes it."""
    if a == b:
        return day(a)
    if get_language() == "en":
        end = f"{b.day} {date_format(b, 'F')} {b.year}"
        if (a.year, a.month) == (b.year, b.month):
            return f"{a.day}–{end}"
        return f"{a.day} {date_format(a, 'F')}{f' {a.year}' if a.year != b.year else ''} – {end}"
    start = f"{a.day}." if (a.year, a.month) == (b.year, b.month) else f"{a.day}.{a.month}."
    start += str(a.year) if a.year != b.year else ""
    return f"{start}–{b.day}.{b.month}.{b.year}"
