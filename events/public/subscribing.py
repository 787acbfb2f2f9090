"""How to put a feed into one's calendar, whichever it is."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse

OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb?"
OFFICE = "https://outlook.office.com/calendar/0/addfromweb?"
GOOGLE = "https://calendar.google.com/calendar/r?cid="


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed's name and full address."""

    name: str
    url: str

    @property
    def webcal(self) -> str:
        """For phones and desktop calendars."""
        return "webcal:" + self.url.split(":", 1)[1]

    @property
    def google(self) -> str:
        return GOOGLE + quote(self.webcal, safe="")

    @property
    def outlook(self) -> str:
        return OUTLOOK + self._named()

    @property
    def office(self) -> str:
        return OFFICE + self._named()

    def _named(self) -> str:
        return urlencode({"url": self.url, "name": self.name})


def to(route: str, language: str, *args: str, name: str) -> Subscription:
    """The subscription of a feed's route."""
    return Subscription(name, settings.SITE_URL + reverse(route, args=[language, *args]))
