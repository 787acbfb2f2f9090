"""What comes in at the doors, checked."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from registrations.checkin.scans import Act, Sent
from registrations.forms.registration import LineField

LONGEST_CODE = 500
TYPED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class CodeForm(forms.Form):
    """The code of a phone, typed, or its whole link pasted."""

    code = forms.CharField(
        label=_("Code or link"),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs=TYPED),
    )


class GuestForm(forms.Form):
    """Somebody on no list: the name, and whom they come from."""

    name = LineField(
        label=_("Name"), max_length=150, error_messages={"required": _("Write the name of the guest.")}
    )
    organisation = LineField(label=_("Organisation"), max_length=200, required=False)
    scan_id = forms.UUIDField(widget=forms.HiddenInput)


class LanguageForm(forms.Form):
    """The language of this phone's pages."""

    language = forms.ChoiceField(label=_("Language of this phone"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        names = {
            code: translation.get_language_info(code)["name_local"] for code, _name in settings.LANGUAGES
        }
        field.choices = list(names.items())
        field.initial = translation.get_language()


class ScanSerializer(serializers.Serializer[Sent]):
    """One scan as a phone sends it, by script or by form: whom it is about is said in one way."""

    scan_id = serializers.UUIDField()
    code = serializers.CharField(max_length=LONGEST_CODE, required=False, allow_blank=True)
    registration = serializers.UUIDField(required=False)
    invitation = serializers.UUIDField(required=False)
    act = serializers.ChoiceField([act.value for act in Act], default=Act.SCAN.value)
    device_time = serializers.DateTimeField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if sum(bool(attrs.get(name)) for name in ("code", "registration", "invitation")) != 1:
            raise serializers.ValidationError(_("Scan or type a code, or choose somebody by name."))
        return attrs

    @property
    def sent(self) -> Sent:
        return Sent(**{**self.validated_data, "act": Act(self.validated_data["act"])})


def sentence(errors: Any) -> str:
    """All that is wrong, on one line."""
    if isinstance(errors, dict):
        return " ".join(_of_field(name, wrong) for name, wrong in errors.items())
    return " ".join(str(error) for error in errors)


def _of_field(name: str, wrong: Any) -> str:
    return sentence(wrong) if name == "non_field_errors" else f"{name}: {sentence(wrong)}"
