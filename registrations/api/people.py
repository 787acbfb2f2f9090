"""Registrations and what they take part in."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from events.api.bearer import Scope
from events.api.doors import Door, Row, Rows
from registrations.actions import manage
from registrations.actions.details import Way
from registrations.api import inputs as take
from registrations.api import queries, registering
from registrations.api import serializers as show
from registrations.models import Answer, Participation, Registration

_PARTS = Prefetch(
    "participations", Participation.objects.select_related("registration", "session").order_by("pk")
)

_ANSWERS = Prefetch("answers", Answer.objects.select_related("question").order_by("pk"))


class OfRegistrations(Door):
    output = show.RegistrationSerializer

    def rows(self) -> QuerySet[Registration]:
        rows = Registration.objects.visible_to(self.actor).filter(erased_at=None).whole()
        return rows.select_related("invitation", "region").prefetch_related(_PARTS, _ANSWERS)


class Registrations(OfRegistrations, Rows):
    """The organiser's registrations. POST registers somebody, as the form on the site does.

    It takes no answers to the organiser's own questions, also where the form requires them: the participant is not
    asked, and answers on their own page if they wish.
    """

    scopes = {"GET": Scope.READ, "POST": Scope.WRITE}
    inputs = {"POST": take.RegisterSerializer}
    query = queries.Registrations
    created = True

    def post(self, request: Request) -> Response:
        sent = self.taken_in()
        return self.once(request, lambda: registering.register_one(self.actor, sent))


class OneRegistration(OfRegistrations, Row):
    """One registration. PATCH changes the details that it names."""

    scopes = {"GET": Scope.READ, "PATCH": Scope.WRITE}
    inputs = {"PATCH": take.ChangeSerializer}

    def patch(self, request: Request, uuid: UUID) -> Response:
        registration, sent = self.row(uuid=uuid), self.taken_in()
        return self.once(request, lambda: registering.change(self.actor, registration, sent))


class CancelRegistration(OfRegistrations):
    """Cancel all that is still to come. The places go to those who wait; the participant is written to."""

    scopes = {"POST": Scope.WRITE}

    def post(self, request: Request, uuid: UUID) -> Response:
        registration = self.row(uuid=uuid)
        return self.once(request, lambda: registering.cancel(self.actor, registration))


class OfParticipations(Door):
    output = show.ParticipationSerializer

    def rows(self) -> QuerySet[Participation]:
        rows = Participation.objects.visible_to(self.actor).filter(registration__erased_at=None)
        return rows.whole()

    def switched(self, request: Request, registration: Registration, session: Any, way: str) -> Response:
        return self.once(
            request, lambda: manage.take_part(self.actor, registration, session=session, way=Way(way))
        )


class Participations(OfParticipations, Rows):
    """Who takes part in which session, and how. POST adds a session to a registration, or changes the way."""

    scopes = {"GET": Scope.READ, "POST": Scope.WRITE}
    inputs = {"POST": take.TakePartSerializer}
    query = queries.Participations
    created = True

    def post(self, request: Request) -> Response:
        sent = self.taken_in()
        return self.switched(request, sent["registration"], sent["session"], sent["way"])


class OneParticipation(OfParticipations, Row):
    """One person's part in one session. PATCH changes the way: room, web, or in line."""

    scopes = {"GET": Scope.READ, "PATCH": Scope.WRITE}
    inputs = {"PATCH": take.SwitchSerializer}

    def patch(self, request: Request, uuid: UUID) -> Response:
        part, sent = self.row(uuid=uuid), self.taken_in()
        return self.switched(request, part.registration, part.session, sent["way"])


class CancelParticipation(OfParticipations):
    """Cancel one part. The place goes to whoever waits; the participant is written to."""

    scopes = {"POST": Scope.WRITE}

    def post(self, request: Request, uuid: UUID) -> Response:
        part = self.row(uuid=uuid)

        def effect() -> Participation:
            manage.leave(self.actor, part.registration, session=part.session)
            return part

        return self.once(request, effect)
