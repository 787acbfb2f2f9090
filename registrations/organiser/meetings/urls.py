"""The doors to a chain of meetings."""

from django.urls import URLPattern, URLResolver, path

from registrations.organiser.meetings import pages

EVENT = "events/<slug:slug>"

doors: list[URLPattern | URLResolver] = [
    path(f"{EVENT}/next/", pages.desk_next_meeting, name="desk_next_meeting"),
    path(f"{EVENT}/absent/", pages.desk_absent, name="desk_absent"),
]
