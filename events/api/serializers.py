"""How the public things look in JSON. Each field is named; nothing is shown because a column exists."""

from typing import Any

from django.conf import settings
from django.utils import translation
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from events import availability
from events.api.fields import KeysField, MomentField, TextField
from events.ical.sessions import absolute
from events.models import Event, Session, Tour
from events.models.session import Mode
from venues.models import Region

Shown = serializers.Serializer[Any]


class RegionSerializer(Shown):
    slug = serializers.SlugField()
    code = serializers.CharField()
    iso_code = serializers.CharField()
    name = TextField()
    kind = serializers.ChoiceField(Region.Kind.choices)


class MunicipalitySerializer(Shown):
    code = serializers.CharField()
    name = TextField()
    region = serializers.SlugField(source="region.slug")


class VenueSerializer(Shown):
    id = serializers.UUIDField(source="uuid")
    name = TextField()
    address = serializers.CharField()
    municipality = MunicipalitySerializer(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    timezone = serializers.CharField()
    accessibility = TextField()
    directions = TextField()


class OrganiserSerializer(Shown):
    slug = serializers.SlugField()
    name = TextField()


class Paged(Shown):
    """What has a page of its own on the site."""

    pages = serializers.SerializerMethodField(help_text="The page for people, by language.")

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string", "format": "uri"}})
    def get_pages(self, row: Tour | Event) -> dict[str, str]:
        found = {}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                found[code] = absolute(type(row).__name__.lower(), row.slug)
        return found


class StopSerializer(Shown):
    slug = serializers.SlugField()
    date = serializers.DateField()
    title = TextField()
    city = TextField(allow_null=True)
    status = serializers.ChoiceField(Event.Status.choices)


class TourSerializer(Paged):
    slug = serializers.SlugField()
    organiser = OrganiserSerializer()
    title = TextField()
    short_title = TextField()
    summary = TextField()
    languages = serializers.ListField(child=serializers.CharField())
    status = serializers.ChoiceField(Tour.Status.choices)
    stops = StopSerializer(many=True, source="stops.all")


class EventSerializer(Paged):
    slug = serializers.SlugField()
    tour = serializers.SlugField(source="tour.slug", allow_null=True, default=None)
    organiser = OrganiserSerializer()
    title = TextField()
    date = serializers.DateField()
    status = serializers.ChoiceField(Event.Status.choices)
    languages = serializers.ListField(child=serializers.CharField())
    regions = KeysField("slug")
    venue = VenueSerializer(allow_null=True)


class PlacesSerializer(Shown):
    mode = serializers.ChoiceField([mode.value for mode in Mode])
    left = serializers.IntegerField(allow_null=True, help_text="Null: there is no limit.")
    waiting = serializers.IntegerField()


class OutlineSerializer(Shown):
    """All that is told of a session by invitation."""

    title = TextField()
    audience = TextField(help_text="The groups it is for, one on a line.")
    starts_at = MomentField(allow_null=True)
    ends_at = MomentField(allow_null=True)
    admission = serializers.ChoiceField(Session.Admission.choices)
    status = serializers.ChoiceField(Session.Status.choices)


class RoomSerializer(Shown):
    name = TextField()


class SessionSerializer(OutlineSerializer):
    id = serializers.UUIDField(source="uuid")
    event = serializers.SlugField(source="event.slug")
    short_title = TextField()
    description = TextField()
    doors_open_at = MomentField(allow_null=True)
    room = RoomSerializer(allow_null=True)
    attendance = serializers.ChoiceField(Session.Attendance.choices)
    registration_opens_at = MomentField(source="opens_at", allow_null=True)
    registration_closes_at = MomentField(source="registration_closes", allow_null=True)
    state = serializers.SerializerMethodField(help_text="Where registration stands.")
    places = serializers.SerializerMethodField()
    spoken_languages = serializers.ListField(child=serializers.CharField())
    interpretation = TextField()
    captions = TextField()
    recorded = serializers.BooleanField()
    filming_note = TextField(help_text="What participants are told of streaming and recording.")
    changed_at = MomentField()

    @extend_schema_field(serializers.ChoiceField([state.value for state in availability.State]))
    def get_state(self, session: Session) -> str:
        return availability.of(session).state

    @extend_schema_field(PlacesSerializer(many=True))
    def get_places(self, session: Session) -> Any:
        return PlacesSerializer(availability.of(session).places, many=True).data


class WholeEventSerializer(EventSerializer):
    sessions = SessionSerializer(many=True, source="whole")
    by_invitation = OutlineSerializer(many=True, source="outlined")
