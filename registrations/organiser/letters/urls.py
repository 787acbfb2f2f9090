"""The letters of one event."""

from django.urls import URLPattern, URLResolver, path

from registrations.organiser.letters import listing, message, one

LETTERS = "events/<slug:slug>/letters"

doors: list[URLPattern | URLResolver] = [
    path(f"{LETTERS}/", listing.letters, name="desk_letters"),
    path(f"{LETTERS}/new/", message.write, name="desk_message"),
    path(f"{LETTERS}/<uuid:uuid>/", one.letter, name="desk_letter"),
    path(f"{LETTERS}/<uuid:uuid>/send/", one.send_letter, name="desk_letter_send"),
]
