"""The doors of this floor."""

from django.urls import URLPattern, URLResolver, path

from webcast import public

fixed: list[URLPattern | URLResolver] = [
    path("watch/<uuid:session_uuid>/state", public.state, name="watch_state"),
]

localised: list[URLPattern | URLResolver] = [
    path("watch/<uuid:session_uuid>/", public.watch, name="watch"),
    path("watch/<uuid:session_uuid>/join", public.join, name="watch_join"),
]
