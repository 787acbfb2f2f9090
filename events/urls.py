"""The doors of this floor."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path, register_converter
from django.urls.converters import StringConverter

from events.api import urls as api
from events.organiser import urls as organiser
from events.public import feeds, joining, notices, pages


class LanguageConverter(StringConverter):
    """One of ours: Django would keep a catalogue for ever of each other that somebody makes up."""

    regex = "|".join(code for code, _name in settings.LANGUAGES)


register_converter(LanguageConverter, "language")

fixed: list[URLPattern | URLResolver] = [
    path("calendar/<language:language>/all.ics", feeds.every, name="feed_all"),
    path("calendar/<language:language>/tours/<slug:slug>.ics", feeds.tour, name="feed_tour"),
    path("calendar/<language:language>/regions/<slug:slug>.ics", feeds.region, name="feed_region"),
    path("calendar/<language:language>/organisers/<slug:slug>.ics", feeds.organiser, name="feed_organiser"),
    path("calendar/<language:language>/sessions/<uuid:uuid>.ics", feeds.session, name="feed_session"),
    *api.fixed,
    *organiser.fixed,
]

localised: list[URLPattern | URLResolver] = [
    path("", pages.front, name="front"),
    path("tours/<slug:slug>/", pages.tour, name="tour"),
    path("events/<slug:slug>/", pages.event, name="event"),
    path("join/<str:token>/", joining.join, name="join"),
    path("organisers/<slug:slug>/privacy/", notices.privacy_notice, name="privacy_notice"),
]
