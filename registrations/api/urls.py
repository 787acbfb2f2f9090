"""The API's doors for an organiser's own programs."""

from django.urls import URLPattern, URLResolver, include, path

from events.declared import for_machine, for_own_machine, posted_by_machine
from registrations.api import checkins, invitations, people

REGISTRATION = "registrations/<uuid:uuid>"
PARTICIPATION = "participations/<uuid:uuid>"
INVITATION = "invitations/<uuid:uuid>"
cancel_registration = posted_by_machine(people.CancelRegistration.as_view())
cancel_participation = posted_by_machine(people.CancelParticipation.as_view())
send_invitation = posted_by_machine(invitations.SendInvitation.as_view())

_doors: list[URLPattern | URLResolver] = [
    path("check-ins/", posted_by_machine(checkins.CheckIns.as_view()), name="api_checkins"),
    path("registrations/", for_machine(people.Registrations.as_view()), name="api_registrations"),
    path(f"{REGISTRATION}/", for_own_machine(people.OneRegistration.as_view()), name="api_registration"),
    path(f"{REGISTRATION}/cancel/", cancel_registration, name="api_registration_cancel"),
    path("participations/", for_machine(people.Participations.as_view()), name="api_participations"),
    path(f"{PARTICIPATION}/", for_own_machine(people.OneParticipation.as_view()), name="api_participation"),
    path(f"{PARTICIPATION}/cancel/", cancel_participation, name="api_participation_cancel"),
    path("invitations/", for_machine(invitations.Invitations.as_view()), name="api_invitations"),
    path(f"{INVITATION}/", for_own_machine(invitations.OneInvitation.as_view()), name="api_invitation"),
    path(f"{INVITATION}/send/", send_invitation, name="api_invitation_send"),
]

fixed: list[URLPattern | URLResolver] = [path("api/v1/", include(_doors))]
