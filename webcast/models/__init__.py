"""Streams, what holds for all of them, and who followed."""

from webcast.models.presence import Presence
from webcast.models.stream import Stream
from webcast.models.webcast import Webcast, webcast_of

__all__ = ["Presence", "Stream", "Webcast", "webcast_of"]
