"""Streams, what holds for all of them, who followed, and what they asked."""

from webcast.models.presence import Presence
from webcast.models.question import AudienceQuestion
from webcast.models.stream import Stream
from webcast.models.webcast import Webcast, webcast_of

__all__ = ["AudienceQuestion", "Presence", "Stream", "Webcast", "webcast_of"]
