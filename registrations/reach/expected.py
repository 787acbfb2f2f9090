"""How many are likely to come to a coming stop: those who attend × the share that came at the tour's earlier stops."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events.cities import city_of
from events.models import Event
from registrations.organiser.figures import Figures

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """`number` of those `attending` in the room; `earlier` are the stops that say so."""

    number: int
    attending: int
    earlier: list[str]

    @property
    def as_at(self) -> str:
        """'Vaasa and Oulu', '7 earlier stops'."""
        if len(self.earlier) > MOST_NAMED:
            return ngettext("%(number)d earlier stop", "%(number)d earlier stops", len(self.earlier)) % {
                "number": len(self.earlier)
            }
        *first, last = self.earlier
        return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def at_each(stops: Iterable[tuple[Event, Figures]]) -> list[tuple[Event, Expected]]:
    """The coming stops that have somebody in the room; none before an earlier stop has recorded who came.

    A room where nobody was recorded says nothing about who came, so such a stop does not count.
    """
    known = list(stops)
    counted = [(stop, of) for stop, of in known if stop.is_over and of.came and of.room]
    if not counted:
        return []
    share = min(sum(of.came for _stop, of in counted) / sum(of.room for _stop, of in counted), 1)
    earlier = [city_of(stop, get_language() or "fi") for stop, _of in counted]
    coming = [(stop, of) for stop, of in known if stop.status == Event.Status.PUBLISHED and not stop.is_over]
    return [(stop, Expected(round(of.room * share), of.room, earlier)) for stop, of in coming if of.room]
