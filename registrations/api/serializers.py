"""How people and what they take part in look in JSON. No token, ticket code or join link is among it."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from events.api.fields import KeysField, MomentField, TextField
from events.models.session import Mode
from registrations.models import Invitation, Participation, Registration

Shown = serializers.Serializer[Any]


class PersonSerializer(Shown):
    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    email = serializers.CharField(allow_null=True)
    language = serializers.ChoiceField(settings.LANGUAGES, allow_blank=True)


class ParticipationSerializer(Shown):
    id = serializers.UUIDField(source="uuid")
    registration = serializers.UUIDField(source="registration.uuid")
    session = serializers.UUIDField(source="session.uuid")
    mode = serializers.ChoiceField([mode.value for mode in Mode])
    status = serializers.ChoiceField(Participation.Status.choices)
    waiting_since = MomentField(allow_null=True)
    attended_at = MomentField(allow_null=True)
    attended_by = serializers.ChoiceField(Participation.AttendedBy.choices, allow_blank=True)
    created_at = MomentField()


class AnswerSerializer(Shown):
    """One thing said to a question of the organiser: the key of what was chosen with its text, or words."""

    question = serializers.UUIDField(source="question.uuid")
    asked = TextField(source="question.text")
    choice = serializers.CharField(help_text="The key of an option, `yes` or `no`; empty where words are.")
    option = TextField(source="option_text")
    text = serializers.CharField()


class RegistrationSerializer(Shown):
    id = serializers.UUIDField(source="uuid")
    event = serializers.SlugField(source="event.slug")
    person = PersonSerializer()
    letters_to = PersonSerializer(allow_null=True)
    organisation = serializers.CharField(source="organisation_text")
    is_private_person = serializers.BooleanField()
    job_title = serializers.CharField()
    municipality = serializers.CharField(source="municipality_text")
    region = serializers.SlugField(source="region.slug", allow_null=True, default=None)
    language = serializers.ChoiceField(settings.LANGUAGES, allow_blank=True)
    role = serializers.ChoiceField(Registration.Role.choices)
    invitation = serializers.UUIDField(source="invitation.uuid", allow_null=True, default=None)
    created_at = MomentField()
    cancelled_at = MomentField(allow_null=True)
    participations = ParticipationSerializer(many=True, source="participations.all")
    answers = AnswerSerializer(many=True, source="answers.all")


class InvitationSerializer(Shown):
    id = serializers.UUIDField(source="uuid")
    event = serializers.SlugField(source="event.slug")
    sessions = KeysField("uuid")
    person = PersonSerializer()
    letters_to = PersonSerializer(allow_null=True)
    organisation = serializers.CharField(source="organisation_text")
    job_title = serializers.CharField()
    answer_by = serializers.DateField(source="event.answer_by", allow_null=True)
    state = serializers.ChoiceField(Invitation.State.choices)
    answered_by = serializers.ChoiceField(Invitation.AnsweredBy.choices, allow_blank=True)
    answered_at = MomentField(allow_null=True)
    sent_at = MomentField(allow_null=True)
    created_at = MomentField()
