"""The addresses of the organiser's questions and of their answers."""

from django.urls import URLPattern, URLResolver, path

from registrations.organiser.questions import answers, pages

TOUR = "tours/<slug:slug>"
EVENT = "events/<slug:slug>"
QUESTION = "questions/<uuid:uuid>"

doors: list[URLPattern | URLResolver] = [
    path(f"{EVENT}/questions/", pages.questions, name="desk_questions"),
    path(f"{EVENT}/questions/new/", pages.new, name="desk_question_new"),
    path(f"{TOUR}/questions/", pages.tour_questions, name="desk_tour_questions"),
    path(f"{TOUR}/questions/new/", pages.tour_new, name="desk_tour_question_new"),
    path(f"{QUESTION}/", pages.question, name="desk_question"),
    path(f"{QUESTION}/do/", pages.do, name="desk_question_do"),
    path(f"{EVENT}/answers/", answers.answers, name="desk_answers"),
    path(f"{EVENT}/answers.csv", answers.answers_csv, name="desk_answers_csv"),
    path(f"{TOUR}/answers/", answers.tour_answers, name="desk_tour_answers"),
    path(f"{TOUR}/answers.csv", answers.tour_answers_csv, name="desk_tour_answers_csv"),
]
