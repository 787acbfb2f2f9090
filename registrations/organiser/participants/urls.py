"""The addresses of a stop's people."""

from django.urls import URLPattern, URLResolver, path

from registrations.organiser.participants import bulk, export, pages, verbs

TABLE = "events/<slug:slug>/participants"
PERSON = "registrations/<uuid:uuid>"
PART = f"{PERSON}/parts/<uuid:session_uuid>"

doors: list[URLPattern | URLResolver] = [
    path(f"{TABLE}/", pages.participants, name="desk_participants"),
    path(f"{TABLE}/add/", verbs.add, name="desk_participant_add"),
    path(f"{TABLE}/act/", bulk.act, name="desk_participants_act"),
    path(f"{TABLE}/export/", export.export, name="desk_participants_export"),
    path(f"{PERSON}/", pages.participant, name="desk_participant"),
    path(f"{PERSON}/edit/", verbs.change, name="desk_participant_edit"),
    path(f"{PERSON}/answers/", verbs.answers, name="desk_participant_answers"),
    path(f"{PERSON}/address/", verbs.address, name="desk_participant_address"),
    path(f"{PART}/", verbs.put, name="desk_participant_put"),
    path(f"{PART}/cancel/", verbs.cancel, name="desk_participant_cancel"),
    path(f"{PART}/letter/", verbs.again, name="desk_participant_again"),
    path(f"{PART}/presence/", bulk.mark, name="desk_participant_presence"),
]
