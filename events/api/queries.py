"""What the public lists can be asked for."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from events.api.fields import LineField, MomentField
from events.api.paging import Query
from venues.models import Region


class Searched(Query):
    """A list that can be searched, in whatever language."""

    q = LineField(required=False, max_length=100, help_text="Words to search for.")

    def filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        found = super().filtered(rows)
        words = self.validated_data.get("q")
        return found.search(words) if words else found  # type: ignore[attr-defined]  # rows of ours can be searched


class Tours(Query):
    organiser = serializers.SlugField(required=False)

    LOOKUPS = {"organiser": "organiser__slug"}


class Events(Searched):
    tour = serializers.SlugField(required=False)
    organiser = serializers.SlugField(required=False)
    region = serializers.SlugField(required=False, help_text="A region that the event serves.")
    date_from = serializers.DateField(required=False)
    date_to = serializers.DateField(required=False)

    LOOKUPS = {
        "tour": "tour__slug",
        "organiser": "organiser__slug",
        "region": "regions__slug",
        "date_from": "date__gte",
        "date_to": "date__lte",
    }


class Sessions(Query):
    event = serializers.SlugField(required=False)
    tour = serializers.SlugField(required=False)
    starts_from = MomentField(required=False)
    starts_to = MomentField(required=False)

    LOOKUPS = {
        "event": "event__slug",
        "tour": "event__tour__slug",
        "starts_from": "starts_at__gte",
        "starts_to": "starts_at__lte",
    }


class Venues(Searched):
    municipality = serializers.SlugField(required=False, help_text="The municipality's code.")

    LOOKUPS = {"municipality": "municipality__code"}


class Regions(Query):
    kind = serializers.ChoiceField(Region.Kind.choices, required=False)

    LOOKUPS = {"kind": "kind"}
