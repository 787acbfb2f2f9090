"""The addresses of one person's data."""

from django.urls import URLPattern, URLResolver, path

from webcast.organiser.person import pages

PERSON = "people/<uuid:uuid>"

doors: list[URLPattern | URLResolver] = [
    path(f"{PERSON}/", pages.person, name="desk_person"),
    path(f"{PERSON}/copy.pdf", pages.copy, name="desk_person_copy"),
    path(f"{PERSON}/letters/", pages.letters, name="desk_person_letters"),
    path(f"{PERSON}/erase/", pages.erase, name="desk_person_erase"),
]
