"""The doors of this floor."""

from django.urls import URLPattern, URLResolver, path

from events.public import feeds, notices, pages

fixed: list[URLPattern | URLResolver] = [
    path("calendar/<str:language>/all.ics", feeds.every, name="feed_all"),
    path("calendar/<str:language>/tours/<slug:slug>.ics", feeds.tour, name="feed_tour"),
    path("calendar/<str:language>/regions/<slug:slug>.ics", feeds.region, name="feed_region"),
    path("calendar/<str:language>/organisers/<slug:slug>.ics", feeds.organiser, name="feed_organiser"),
    path("calendar/<str:language>/sessions/<uuid:uuid>.ics", feeds.session, name="feed_session"),
]

localised: list[URLPattern | URLResolver] = [
    path("", pages.front, name="front"),
    path("tours/<slug:slug>/", pages.tour, name="tour"),
    path("events/<slug:slug>/", pages.event, name="event"),
    path("organisers/<slug:slug>/privacy/", notices.privacy_notice, name="privacy_notice"),
]
