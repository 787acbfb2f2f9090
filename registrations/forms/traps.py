"""What keeps machines out and never keeps people out: whoever is caught is asked to press once more."""

import time
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
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
        self.initial.setdefault("submission", uuid.uuid4())
        self.initial.setdefault("made", signing.dumps(int(time.time()), salt="form"))

    def clean(self) -> dict[str, Any]:
        """Refuse a filled trap or an answer quicker than a hand; the same form passes when pressed once more."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("website") or self._is_too_quick(cleaned.get("made") or ""):
            self.data = self.data.copy()  # type: ignore[union-attr]  # a QueryDict when bound
            self.data["website"] = ""
            raise forms.ValidationError(press_once_more(), code="once_more")
        return cleaned

    def _is_too_quick(self, made: str) -> bool:
        try:
            age = time.time() - float(signing.loads(made, salt="form"))
        except (signing.BadSignature, TypeError, ValueError):
            self.data = self.data.copy()  # type: ignore[union-attr]  # as above
            self.data["made"] = signing.dumps(int(time.time()), salt="form")
            return True
        return age < settings.FORM_MIN_SECONDS


def press_once_more() -> str:
    """What somebody reads who was too quick, or one of very many."""
    return _("Everything you wrote is still here. Press the button once more.")
