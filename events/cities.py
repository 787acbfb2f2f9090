"""The city of a stop: its municipality's name; where we know none, what its title says after the tour's."""

from collections.abc import Mapping

from events.models import Event
from venues.fields import in_language


def stop_title(short_title: Mapping[str, str], city: Mapping[str, str]) -> dict[str, str]:
    """'LAPE: Oulu', in every language of the tour's short title."""
    return {language: f"{title}: {city[language]}" for language, title in short_title.items() if title}


def city_of(stop: Event, language: str) -> str:
    """The city's name for a reader; the title says it for a city that the register of places does not know."""
    if stop.city:
        return in_language(stop.city, language)[0]
    title = in_language(stop.title, language)[0]
    tours = in_language(stop.tour.short_title, language)[0] if stop.tour else ""
    return title.removeprefix(f"{tours}:").strip()
