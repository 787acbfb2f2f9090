"""What the organiser's lists can be asked for."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from events.api.fields import MomentField
from events.api.paging import Query
from events.models.session import Mode
from registrations.models import Invitation, Participation


class Registrations(Query):
    event = serializers.SlugField(required=False)
    tour = serializers.SlugField(required=False)
    email = serializers.EmailField(required=False, max_length=254)
    created_from = MomentField(required=False)
    cancelled = serializers.BooleanField(required=False)

    LOOKUPS = {
        "event": "event__slug",
        "tour": "event__tour__slug",
        "email": "person__email__iexact",
        "created_from": "created_at__gte",
    }

    def filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        cancelled = self.validated_data.get("cancelled")
        rows = super().filtered(rows)
        return rows if cancelled is None else rows.filter(cancelled_at__isnull=not cancelled)


class Participations(Query):
    event = serializers.SlugField(required=False)
    session = serializers.UUIDField(required=False)
    registration = serializers.UUIDField(required=False)
    mode = serializers.ChoiceField([mode.value for mode in Mode], required=False)
    status = serializers.ChoiceField(Participation.Status.choices, required=False)
    attended = serializers.BooleanField(required=False)

    LOOKUPS = {
        "event": "session__event__slug",
        "session": "session__uuid",
        "registration": "registration__uuid",
        "mode": "mode",
        "status": "status",
    }

    def filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        attended = self.validated_data.get("attended")
        rows = super().filtered(rows)
        return rows if attended is None else rows.filter(attended_at__isnull=not attended)


class Invitations(Query):
    event = serializers.SlugField(required=False)
    session = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(Invitation.State.choices, required=False)

    LOOKUPS = {"event": "event__slug", "session": "sessions__uuid", "state": "state"}
