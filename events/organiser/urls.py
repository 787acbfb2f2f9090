"""The desk's pages about what is organised. Those about people follow in registrations/organiser/urls.py."""

from django.urls import URLPattern, URLResolver, include, path

from events.organiser import (
    beginning,
    beside,
    changing,
    plan,
    planning,
    programme,
    publishing,
    releasing,
    tokens,
    working,
)
from events.organiser.colleagues import urls as colleagues

TOUR = "tours/<slug:slug>"
EVENT = "events/<slug:slug>"

_doors: list[URLPattern | URLResolver] = [
    path("tokens/", tokens.desk_tokens, name="desk_tokens"),
    path("tokens/<uuid:uuid>/revoke/", tokens.desk_token_revoke, name="desk_token_revoke"),
    path("new/plan/", planning.desk_plan, name="desk_plan"),
    *colleagues.doors,
    path("new/tour/", beginning.desk_tour_new, name="desk_tour_new"),
    path("new/meeting/", beginning.desk_meeting_new, name="desk_meeting_new"),
    path(f"{TOUR}/edit/", changing.desk_tour_edit, name="desk_tour_edit"),
    path(f"{TOUR}/contacts/", beside.tour_contacts, name="desk_tour_contacts"),
    path(f"{TOUR}/documents/", beside.tour_documents, name="desk_tour_documents"),
    path(f"{TOUR}/checklist/", beside.tour_checklist, name="desk_tour_checklist"),
    path(f"{TOUR}/stop/", beginning.desk_stop_new, name="desk_stop_new"),
    path(f"{TOUR}/publish/", publishing.desk_tour_publish, name="desk_tour_publish"),
    path(f"{TOUR}/preview/", publishing.desk_tour_preview, name="desk_tour_preview"),
    path(f"{TOUR}/release/", releasing.desk_tour_release, name="desk_tour_release"),
    path("work/<uuid:uuid>/", working.desk_job, name="desk_job"),
    path("work/<uuid:uuid>/state/", working.desk_job_state, name="desk_job_state"),
    path("work/<uuid:uuid>/cancel/", working.desk_job_cancel, name="desk_job_cancel"),
    path(f"{TOUR}/programme/", programme.desk_programme, name="desk_programme"),
    path(f"{TOUR}/programme/begin/", programme.desk_programme_begin, name="desk_programme_begin"),
    path(f"{EVENT}/edit/", changing.desk_edit, name="desk_edit"),
    path(f"{EVENT}/place/", changing.desk_venue_edit, name="desk_venue_edit"),
    path(f"{EVENT}/contacts/", beside.contacts, name="desk_contacts"),
    path(f"{EVENT}/documents/", beside.documents, name="desk_documents"),
    path(f"{EVENT}/checklist/", plan.desk_checklist, name="desk_checklist"),
    path(f"{EVENT}/checklist/mark/", plan.desk_checklist_mark, name="desk_checklist_mark"),
    path(f"{EVENT}/checklist/edit/", beside.checklist, name="desk_checklist_edit"),
    path(f"{EVENT}/notes/", plan.desk_notes, name="desk_notes"),
    path(f"{EVENT}/notes/<uuid:uuid>/remove/", plan.desk_note_remove, name="desk_note_remove"),
    path(f"{EVENT}/session/", beginning.desk_session_new, name="desk_session_new"),
    path(f"{EVENT}/publish/", publishing.desk_publish, name="desk_publish"),
    path(f"{EVENT}/preview/", publishing.desk_preview, name="desk_preview"),
    path("sessions/<uuid:uuid>/programme/", beside.programme, name="desk_session_programme"),
    path(
        "sessions/<uuid:uuid>/remove/",
        beginning.desk_session_remove,
        name="desk_session_remove",
    ),
]

fixed: list[URLPattern | URLResolver] = [path("organiser/", include(_doors))]
