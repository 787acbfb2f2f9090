"""Places: regions, municipalities, venues, rooms."""

from venues.models.region import Municipality, Region
from venues.models.venue import Room, Venue

__all__ = ["Municipality", "Region", "Room", "Venue"]
