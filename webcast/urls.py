"""The doors of this floor."""

from django.urls import URLPattern, URLResolver, path

from webcast import public
from webcast.organiser import urls as desk

fixed: list[URLPattern | URLResolver] = [
    path("watch/<uuid:session_uuid>/state", public.state, name="watch_state"),
    *desk.fixed,
]

localised: list[URLPattern | URLResolver] = [
    path("watch/<uuid:session_uuid>/", public.watch, name="watch"),
    path("watch/<uuid:session_uuid>/join", public.join, name="watch_join"),
    path("watch/<uuid:session_uuid>/here", public.here, name="watch_here"),
    path("watch/<uuid:session_uuid>/ask", public.ask, name="watch_ask"),
    path("watch/<uuid:session_uuid>/asked", public.listed, name="watch_asked"),
    path("watch/<uuid:session_uuid>/heartbeat", public.heartbeat, name="watch_heartbeat"),
]
