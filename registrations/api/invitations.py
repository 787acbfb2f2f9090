"""Invitations: made here, sent here, answered by those invited."""

from uuid import UUID

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from events.api.bearer import Scope
from events.api.doors import Door, Row, Rows
from registrations.api import inputs as take
from registrations.api import queries, registering
from registrations.api.serializers import InvitationSerializer
from registrations.models import Invitation


class OfInvitations(Door):
    output = InvitationSerializer

    def rows(self) -> QuerySet[Invitation]:
        rows = Invitation.objects.visible_to(self.actor).filter(person__erased_at=None)
        return rows.whole().prefetch_related("sessions")


class Invitations(OfInvitations, Rows):
    """The organiser's invitations. POST invites somebody; who is invited already keeps what they have."""

    scopes = {"GET": Scope.READ, "POST": Scope.WRITE}
    inputs = {"POST": take.InviteSerializer}
    query = queries.Invitations
    created = True

    def post(self, request: Request) -> Response:
        sent = self.taken_in()
        return self.once(request, lambda: registering.invite_one(self.actor, sent))


class OneInvitation(OfInvitations, Row):
    """One invitation."""

    scopes = {"GET": Scope.READ}


class SendInvitation(OfInvitations):
    """Send the letter, or once more."""

    scopes = {"POST": Scope.WRITE}

    def post(self, request: Request, uuid: UUID) -> Response:
        invitation = self.row(uuid=uuid)
        return self.once(request, lambda: registering.send_one(self.actor, invitation))
