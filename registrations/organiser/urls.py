"""The desk's table of contents. It has no language in its paths: the user's own language is used."""

from django.urls import URLPattern, URLResolver, include, path

from registrations.organiser import (
    attendance,
    badges,
    day,
    desk,
    doors,
    editing,
    frozen,
    party,
    repeating,
    sign,
    tour,
)
from registrations.organiser.changes import urls as changes
from registrations.organiser.invitations import urls as invitations
from registrations.organiser.letters import urls as letters
from registrations.organiser.lists import urls as lists
from registrations.organiser.log import page, whole
from registrations.organiser.meetings import urls as meetings
from registrations.organiser.participants import urls as participants
from registrations.organiser.programme import urls as programme
from registrations.organiser.questions import urls as questions
from registrations.organiser.reach import urls as reach
from registrations.organiser.search import page as search

TOUR = "tours/<slug:slug>"
EVENT = "events/<slug:slug>"
SESSION = "sessions/<uuid:uuid>"

_doors: list[URLPattern | URLResolver] = [
    path("", desk.desk_home, name="desk"),
    path("language/", desk.desk_language, name="desk_language"),
    path("search/", search.desk_search, name="desk_search"),
    path("log/", whole.organiser_log, name="desk_organiser_log"),
    path(f"{TOUR}/", tour.desk_tour, name="desk_tour"),
    path(f"{TOUR}/counts/", tour.desk_tour_counts, name="desk_tour_counts"),
    path(f"{TOUR}/repeat/", repeating.desk_tour_repeat, name="desk_tour_repeat"),
    path(f"{TOUR}/party/", party.desk_tour_party, name="desk_tour_party"),
    path(f"{EVENT}/", desk.desk_event, name="desk_event"),
    path(f"{EVENT}/counts/", desk.desk_event_counts, name="desk_event_counts"),
    path(f"{EVENT}/plan/", day.desk_day, name="desk_day"),
    path(f"{EVENT}/run-sheet/", day.desk_run_sheet, name="desk_run_sheet"),
    path(f"{EVENT}/badges.pdf", badges.badges_pdf, name="desk_badges"),
    path(f"{EVENT}/rehearsal/", doors.rehearsal, name="desk_rehearsal"),
    path(f"{EVENT}/doors/", doors.doors, name="desk_doors"),
    path(f"{EVENT}/doors/new/", doors.claim, name="desk_claim"),
    path(f"{EVENT}/doors/<uuid:uuid>/close/", doors.close_door, name="desk_door_close"),
    path(f"{EVENT}/log/", page.event_log, name="desk_log"),
    *changes.doors,
    *participants.doors,
    *invitations.doors,
    *letters.doors,
    *lists.doors,
    *reach.doors,
    *programme.doors,
    *meetings.doors,
    *questions.doors,
    path(f"{SESSION}/attendance/", attendance.attendance, name="desk_attendance"),
    path(f"{SESSION}/attendance.csv", attendance.attendance_csv, name="desk_attendance_csv"),
    path(f"{SESSION}/attendance.xlsx", attendance.attendance_xlsx, name="desk_attendance_xlsx"),
    path(f"{SESSION}/attendance.pdf", attendance.attendance_pdf, name="desk_attendance_pdf"),
    path(f"{SESSION}/attendance/frozen/", frozen.frozen, name="desk_frozen"),
    path(f"{SESSION}/attendance/frozen/<uuid:version>.pdf", frozen.frozen_pdf, name="desk_frozen_pdf"),
    path(f"{SESSION}/attendance/frozen/<uuid:version>.json", frozen.frozen_json, name="desk_frozen_json"),
    path(f"{SESSION}/sign.pdf", sign.sign_pdf, name="desk_sign"),
    path(f"{SESSION}/edit/", editing.desk_session_edit, name="desk_session_edit"),
]

fixed: list[URLPattern | URLResolver] = [path("organiser/", include(_doors))]
