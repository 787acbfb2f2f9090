"""What machines send, checked and clean. What a body names must be the organiser's own, else it is not known."""

from copy import copy
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from events.api.fields import LineField, MomentField, RegionField, Strict
from events.models import Session
from registrations.actions.details import Choice, Way
from registrations.checkin.forms import LONGEST_CODE
from registrations.checkin.scans import Act
from registrations.forms.registration import EmailField as AddressField
from registrations.models import Registration

MOST_SESSIONS = 50


class EmailField(serializers.EmailField):
    """An address, put right as on the form."""

    def to_internal_value(self, data: Any) -> str:
        try:
            return AddressField().clean(super().to_internal_value(data))
        except forms.ValidationError as error:
            raise serializers.ValidationError(error.messages) from error


class OwnField(serializers.UUIDField):
    """The public id of a row that the actor may change."""

    default_error_messages = {"unknown": _("There is no such row of yours.")}

    def __init__(self, model: type[Any], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Any:
        uuid = super().to_internal_value(data)
        rows = self.model.objects.whole()
        actor = self.context["actor"]
        own = rows.editable_by(actor) if hasattr(rows, "editable_by") else rows.visible_to(actor)
        if (row := own.filter(uuid=uuid).first()) is None:
            self.fail("unknown")
        return row


class ChoiceSerializer(Strict):
    """One session, and how to take part in it. The session must be the organiser's own."""

    session = OwnField(Session)
    way = serializers.ChoiceField([way.value for way in Way])

    def validate(self, attrs: dict[str, Any]) -> Any:
        way = Way(attrs["way"])
        if way.mode not in attrs["session"].modes:
            raise serializers.ValidationError({"way": _("This session does not offer that.")})
        return Choice(attrs["session"], way)


class DetailsSerializer(Strict):
    """Who comes, and from where."""

    name = LineField(max_length=150)
    organisation = LineField(max_length=200, default="", allow_blank=True)
    is_private_person = serializers.BooleanField(default=False)
    job_title = LineField(max_length=150, default="", allow_blank=True)
    municipality = LineField(max_length=100, default="", allow_blank=True)
    region = RegionField(default=None, allow_null=True)


class ChangeSerializer(DetailsSerializer):
    """What is to be another; the rest stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "partial": True})


class RegisterSerializer(DetailsSerializer):
    """A registration for one event: its letters go to `email`, in `language`."""

    sessions = serializers.ListField(child=ChoiceSerializer(), min_length=1, max_length=MOST_SESSIONS)
    email = EmailField(max_length=254)
    language = serializers.ChoiceField(settings.LANGUAGES)

    def validate_sessions(self, choices: list[Choice]) -> list[Choice]:
        _refuse_several_events([choice.session for choice in choices])
        return choices


class TakePartSerializer(Strict):
    """Somebody registered comes to one session more, or otherwise than before."""

    registration = OwnField(Registration)
    session = OwnField(Session)
    way = serializers.ChoiceField([way.value for way in Way])

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["registration"].event_id != attrs["session"].event_id:
            raise serializers.ValidationError({"session": _("This session belongs to another event.")})
        return attrs


class SwitchSerializer(Strict):
    way = serializers.ChoiceField([way.value for way in Way])


class ReaderSerializer(Strict):
    """Whoever reads the letters and answers: a secretary."""

    name = LineField(max_length=150)
    email = EmailField(max_length=254)
    language = serializers.ChoiceField(settings.LANGUAGES, default="")


class InviteSerializer(Strict):
    """An invitation to sessions of one event. `send` sends the letter at once."""

    sessions = serializers.ListField(child=OwnField(Session), min_length=1, max_length=MOST_SESSIONS)
    name = LineField(max_length=150)
    email = EmailField(max_length=254, required=False)
    language = serializers.ChoiceField(settings.LANGUAGES, default="")
    letters_to = ReaderSerializer(required=False)
    organisation = LineField(max_length=200, default="", allow_blank=True)
    job_title = LineField(max_length=150, default="", allow_blank=True)
    send = serializers.BooleanField(default=False)

    def validate_sessions(self, sessions: list[Session]) -> list[Session]:
        if any(session.is_open_to_all for session in sessions):
            raise serializers.ValidationError(_("This session needs no invitation."))
        _refuse_several_events(sessions)
        return sessions

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs.get("email") and not attrs.get("letters_to"):
            raise serializers.ValidationError(
                {"email": _("Say where the letter goes: here or in letters_to.")}
            )
        return attrs


class ScanSerializer(Strict):
    """One scan: a ticket's code (or its whole URL), or the id of a registration or of an invitation."""

    scan_id = serializers.UUIDField(help_text="Made up by the sender: the same one sent again is one scan.")
    session = serializers.UUIDField()
    code = LineField(max_length=LONGEST_CODE, required=False)
    registration = serializers.UUIDField(required=False)
    invitation = serializers.UUIDField(required=False)
    act = serializers.ChoiceField([act.value for act in Act], default=Act.SCAN.value)
    device_time = MomentField(required=False)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Copies that share what nobody changes: the framework makes each field anew, for every scan."""
        return {name: copy(field) for name, field in self._declared_fields.items()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if sum(name in attrs for name in ("code", "registration", "invitation")) != 1:
            raise serializers.ValidationError(_("Send one of code, registration and invitation."))
        return attrs


def _refuse_several_events(sessions: list[Session]) -> None:
    if len({session.event_id for session in sessions}) > 1 or len(set(sessions)) < len(sessions):
        raise serializers.ValidationError(_("Name sessions of one event, each once."))
