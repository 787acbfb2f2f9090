"""The invitations of one event."""

from django.urls import URLPattern, URLResolver, path

from registrations.organiser.invitations import answer_by, answering, drafts, importing, listing, one, silent

INVITATIONS = "events/<slug:slug>/invitations"

doors: list[URLPattern | URLResolver] = [
    path(f"{INVITATIONS}/", listing.invitations, name="desk_invitations"),
    path(f"{INVITATIONS}/answer-by/", answer_by.answer_by, name="desk_answer_by"),
    path("tours/<slug:slug>/answer-by/", answer_by.tour_answer_by, name="desk_tour_answer_by"),
    path(f"{INVITATIONS}/new/", one.new, name="desk_invitation_new"),
    path(f"{INVITATIONS}/import/", importing.import_invitations, name="desk_invitations_import"),
    path(f"{INVITATIONS}/send/", drafts.send_drafts, name="desk_invitations_send"),
    path(f"{INVITATIONS}/remind/", silent.remind, name="desk_invitations_remind"),
    path(f"{INVITATIONS}/<uuid:uuid>/", one.invitation, name="desk_invitation"),
    path(f"{INVITATIONS}/<uuid:uuid>/edit/", one.edit, name="desk_invitation_edit"),
    path(f"{INVITATIONS}/<uuid:uuid>/send/", one.send_one, name="desk_invitation_send"),
    path(f"{INVITATIONS}/<uuid:uuid>/answer/", answering.write_down, name="desk_invitation_answer"),
    path(f"{INVITATIONS}/<uuid:uuid>/withdraw/", one.withdraw, name="desk_invitation_withdraw"),
]
