"""What keeps machines out and never keeps people out: whoever is caught is asked to press once more."""

import time
import uuid
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _


class TrappedForm(forms.Form):
    """A form that knows which form it is, when it was made, and that a field nobody sees stays empty."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    made = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(
        required=False,
        label="Website",
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off", "aria-hidden": "true"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.setdefault("submission", uuid.uuid4())
            self.initial.setdefault("made", _signed_now())

    def clean(self) -> dict[str, Any]:
        """Refuse a filled trap or an answer quicker than a hand; the same form passes when pressed once more."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("website"):
            self._change("website", "")
        elif (age := _age(cleaned.get("made") or "")) is None:
            self._change("made", _signed_now())
        elif age >= settings.FORM_MIN_SECONDS:
            return cleaned
        raise forms.ValidationError(press_once_more(), code="once_more")

    def _change(self, name: str, value: str) -> None:
        """What the form shows again when it comes back."""
        shown = cast("QueryDict", self.data).copy()
        shown[name] = value
        self.data = shown


def _signed_now() -> str:
    return signing.dumps(int(time.time()), salt="form")


def _age(made: str) -> float | None:
    """Seconds since the form was made; None when it does not say so truly."""
    try:
        return time.time() - float(signing.loads(made, salt="form"))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def press_once_more() -> str:
    """What somebody reads who was too quick, or one of very many."""
    return _("Everything you wrote is still here. Press the button once more.")
