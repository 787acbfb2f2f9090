"""Streams."""

from webcast.models.stream import Stream

__all__ = ["Stream"]
