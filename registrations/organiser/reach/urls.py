"""The addresses of a tour's reach."""

from django.urls import URLPattern, URLResolver, path

from registrations.organiser.reach import files, pages, tidying

TOUR = "tours/<slug:slug>"

doors: list[URLPattern | URLResolver] = [
    path(f"{TOUR}/reach/", pages.reach, name="desk_tour_reach"),
    path(f"{TOUR}/reach/file/", files.take, name="desk_tour_reach_file"),
    path(f"{TOUR}/organisations/", tidying.tidy, name="desk_tour_organisations"),
]
