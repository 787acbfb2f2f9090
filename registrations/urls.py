"""The doors of this floor: five files tell how a participant registers, and this is the first."""

from django.urls import URLPattern, URLResolver, path

from registrations.api import urls as api
from registrations.checkin import urls as checkin
from registrations.organiser import urls as organiser
from registrations.public import feed, invitation, manage, my, own_answers, register

fixed: list[URLPattern | URLResolver] = [
    *api.fixed,
    *checkin.fixed,
    *organiser.fixed,
    path("calendar/<language:language>/my/<str:token>.ics", feed.my_feed, name="my_feed"),
]

localised: list[URLPattern | URLResolver] = [
    path("events/<slug:slug>/register/", register.register_event, name="event_register"),
    path("tours/<slug:slug>/register/", register.register_tour, name="tour_register"),
    path("my/", my.my, name="my"),
    path("my/<str:token>/", manage.manage, name="manage"),
    path("my/<str:token>/parts/<uuid:session_uuid>/", manage.change_part, name="manage_part"),
    path("my/<str:token>/cancel/<uuid:session_uuid>/", manage.cancel, name="manage_cancel"),
    path("my/<str:token>/details/", manage.details, name="manage_details"),
    path("my/<str:token>/answers/", own_answers.answers, name="manage_answers"),
    path("my/<str:token>/another/", manage.another, name="manage_another"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
]
