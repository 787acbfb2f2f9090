"""Changing a session, a stop, a tour; and whom the letters about it did not reach."""

from django.urls import URLPattern, URLResolver, path

from registrations.organiser.changes import one, stop, tour, unreached

TOUR = "tours/<slug:slug>"
EVENT = "events/<slug:slug>"
SESSION = "sessions/<uuid:uuid>"

doors: list[URLPattern | URLResolver] = [
    path(f"{TOUR}/shift/", tour.reschedule, name="desk_tour_shift"),
    path(f"{TOUR}/move/", tour.move, name="desk_tour_move"),
    path(f"{TOUR}/cancel/", tour.cancel, name="desk_tour_cancel"),
    path(f"{TOUR}/reinstate/", tour.reinstate, name="desk_tour_reinstate"),
    path(f"{EVENT}/day/", stop.reschedule, name="desk_change_date"),
    path(f"{EVENT}/move/", stop.move, name="desk_event_move"),
    path(f"{EVENT}/cancel/", stop.cancel, name="desk_event_cancel"),
    path(f"{EVENT}/reinstate/", stop.reinstate, name="desk_event_reinstate"),
    path(f"{EVENT}/unreached/", unreached.unreached, name="desk_unreached"),
    path(f"{SESSION}/reschedule/", one.reschedule, name="desk_reschedule"),
    path(f"{SESSION}/move/", one.move, name="desk_move"),
    path(f"{SESSION}/cancel/", one.cancel, name="desk_cancel"),
    path(f"{SESSION}/reinstate/", one.reinstate, name="desk_reinstate"),
]
