"""Meetings in a chain: a new one after this one, and who was absent last time."""
