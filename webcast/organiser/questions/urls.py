"""The addresses of questions from the audience."""

from django.urls import URLPattern, URLResolver, path

from webcast.organiser.questions import feedback, moderating

QUESTIONS = "sessions/<uuid:uuid>/webcast/questions"

doors: list[URLPattern | URLResolver] = [
    path(f"{QUESTIONS}/", moderating.moderate, name="desk_questions"),
    path(f"{QUESTIONS}/now/", moderating.piece, name="desk_questions_now"),
    path(f"{QUESTIONS}/<uuid:question>/", moderating.move, name="desk_questions_move"),
    path("events/<slug:slug>/questions/", feedback.event_questions, name="desk_event_questions"),
    path("events/<slug:slug>/questions.csv", feedback.event_csv, name="desk_event_questions_csv"),
    path("tours/<slug:slug>/questions/", feedback.tour_questions, name="desk_tour_questions"),
    path("tours/<slug:slug>/questions.csv", feedback.tour_csv, name="desk_tour_questions_csv"),
]
