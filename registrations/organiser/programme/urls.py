"""The doors to a change of the tour's day."""

from django.urls import URLPattern, URLResolver, path

from registrations.organiser.programme import pages

PROGRAMME = "tours/<slug:slug>/programme"

doors: list[URLPattern | URLResolver] = [
    path(f"{PROGRAMME}/new/", pages.desk_programme_new, name="desk_programme_new"),
    path(f"{PROGRAMME}/<uuid:uuid>/", pages.desk_programme_row, name="desk_programme_row"),
    path(f"{PROGRAMME}/<uuid:uuid>/remove/", pages.desk_programme_remove, name="desk_programme_remove"),
]
