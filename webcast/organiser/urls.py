"""The desk's pages of one session's webcast, and those that read the rows of every floor."""

from django.urls import URLPattern, URLResolver, include, path

from webcast.organiser import ahead, holding, missing, pages, streams
from webcast.organiser.person import urls as person
from webcast.organiser.questions import urls as questions

WEBCAST = "sessions/<uuid:uuid>/webcast"
STREAM = f"{WEBCAST}/streams/<uuid:stream>"

_doors: list[URLPattern | URLResolver] = [
    path("events/<slug:slug>/online/", holding.event_online, name="desk_event_online"),
    path("sessions/<uuid:uuid>/online/", holding.session_online, name="desk_session_online"),
    path("tours/<slug:slug>/missing/", missing.desk_tour_missing, name="desk_tour_missing"),
    path("events/<slug:slug>/ahead/", ahead.desk_ahead, name="desk_ahead"),
    path("events/<slug:slug>/missing/", missing.desk_missing, name="desk_missing"),
    *person.doors,
    *questions.doors,
    path(f"{WEBCAST}/", pages.overview, name="desk_webcast"),
    path(f"{WEBCAST}/do/", pages.do, name="desk_webcast_do"),
    path(f"{WEBCAST}/trouble/", pages.trouble, name="desk_webcast_trouble"),
    path(f"{WEBCAST}/details/", pages.details, name="desk_webcast_details"),
    path(f"{WEBCAST}/streams/", streams.add, name="desk_webcast_add"),
    path(f"{STREAM}/", streams.change, name="desk_webcast_stream"),
    path(f"{STREAM}/remove/", streams.remove, name="desk_webcast_remove"),
    path(f"{STREAM}/open/", streams.try_out, name="desk_webcast_open"),
]

fixed: list[URLPattern | URLResolver] = [path("organiser/", include(_doors))]
