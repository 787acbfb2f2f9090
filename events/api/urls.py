"""The API's public doors."""

from django.urls import URLPattern, URLResolver, path

from events.api import public as views
from events.declared import public

fixed: list[URLPattern | URLResolver] = [
    path("api/v1/tours/", public(views.Tours.as_view()), name="api_tours"),
    path("api/v1/tours/<slug:slug>/", public(views.OneTour.as_view()), name="api_tour"),
    path("api/v1/events/", public(views.Events.as_view()), name="api_events"),
    path("api/v1/events/<slug:slug>/", public(views.OneEvent.as_view()), name="api_event"),
    path("api/v1/sessions/", public(views.Sessions.as_view()), name="api_sessions"),
    path("api/v1/sessions/<uuid:uuid>/", public(views.OneSession.as_view()), name="api_session"),
    path("api/v1/venues/", public(views.Venues.as_view()), name="api_venues"),
    path("api/v1/venues/<uuid:uuid>/", public(views.OneVenue.as_view()), name="api_venue"),
    path("api/v1/regions/", public(views.Regions.as_view()), name="api_regions"),
    path("api/v1/regions/<slug:slug>/", public(views.OneRegion.as_view()), name="api_region"),
]
