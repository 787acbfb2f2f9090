"""The API's public doors."""

from django.urls import URLPattern, URLResolver, include, path

from events.api import public as views
from events.declared import public

_doors: list[URLPattern | URLResolver] = [
    path("tours/", public(views.Tours.as_view()), name="api_tours"),
    path("tours/<slug:slug>/", public(views.OneTour.as_view()), name="api_tour"),
    path("events/", public(views.Events.as_view()), name="api_events"),
    path("events/<slug:slug>/", public(views.OneEvent.as_view()), name="api_event"),
    path("sessions/", public(views.Sessions.as_view()), name="api_sessions"),
    path("sessions/<uuid:uuid>/", public(views.OneSession.as_view()), name="api_session"),
    path("venues/", public(views.Venues.as_view()), name="api_venues"),
    path("venues/<uuid:uuid>/", public(views.OneVenue.as_view()), name="api_venue"),
    path("regions/", public(views.Regions.as_view()), name="api_regions"),
    path("regions/<slug:slug>/", public(views.OneRegion.as_view()), name="api_region"),
]

fixed: list[URLPattern | URLResolver] = [path("api/v1/", include(_doors))]
