"""Days on which few come: Sundays, public holidays and their eves, by the country of the place."""

import datetime
from functools import lru_cache

from events.later import Later
from events.memo.words import COUNTRIES

holidays = Later("holidays")
_SUNDAYS = {"Sunday", "Söndag", "Søndag", "sunnuntai"}


def holiday(date: datetime.date, timezone: str, language: str) -> str:
    """The name of the public holiday in the reader's language (else the country's own), or nothing.

    Midsummer Eve and Christmas Eve are eves, though the calendars of some countries list them among the holidays.
    """
    name = _name(date, timezone, language)
    return "" if name and _name(date, timezone, "en").endswith(" Eve") else name


def eve_of(date: datetime.date, timezone: str, language: str) -> str:
    """The name of the holiday that follows the next day, or nothing; a holiday is no eve."""
    if holiday(date, timezone, language):
        return ""
    return holiday(date + datetime.timedelta(days=1), timezone, language)


def is_working_day(date: datetime.date, timezone: str) -> bool:
    """Monday to Friday, unless the calendar of the country has a name for the day: eves are days off there too."""
    return date.isoweekday() < 6 and not _name(date, timezone, "en")


def _name(date: datetime.date, timezone: str, language: str) -> str:
    names = _of_year(COUNTRIES.get(timezone, ""), date.year, language).get(date, "")
    return "; ".join(name for name in names.split("; ") if name not in _SUNDAYS)


@lru_cache(maxsize=64)
def _of_year(country: str, year: int, language: str) -> dict[datetime.date, str]:
    if not country:
        return {}
    spoken = getattr(holidays, country).supported_languages
    matching = next((code for code in spoken if code.startswith(language)), None)
    return dict(holidays.country_holidays(country, years=year, language=matching))
