"""The addresses of questions from the audience."""

from django.urls import URLPattern, URLResolver, path

from webcast.organiser.questions import feedback, moderating

QUESTIONS = "sessions/<uuid:uuid>/webcast/questions"

doors: list[URLPattern | URLResolver] = [
    path(f"{QUESTIONS}/", moderating.moderate, name="desk_audience"),
    path(f"{QUESTIONS}/now/", moderating.piece, name="desk_audience_now"),
    path(f"{QUESTIONS}/<uuid:question>/", moderating.move, name="desk_audience_move"),
    path("events/<slug:slug>/audience/", feedback.event_questions, name="desk_event_audience"),
    path("events/<slug:slug>/audience.csv", feedback.event_csv, name="desk_event_audience_csv"),
    path("tours/<slug:slug>/audience/", feedback.tour_questions, name="desk_tour_audience"),
    path("tours/<slug:slug>/audience.csv", feedback.tour_csv, name="desk_tour_audience_csv"),
]
