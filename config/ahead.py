"""What is read before a process has children, so that none of them reads it again."""

from django.urls import get_resolver


def read_pages() -> None:
    """Import the code of every page: Django would at the first request, or the first link in a letter."""
    _ = get_resolver().url_patterns
