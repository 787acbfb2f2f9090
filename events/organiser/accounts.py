"""The forms of signing in, in our words."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_CODE = 20
LONGEST_NAME = 60


def _code(label: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return forms.CharField(label=label, widget=widget, max_length=LONGEST_CODE)


class CredentialField(forms.JSONField):
    """What the browser sends of a key. Numbers of thousands of digits and bottomless lists are wrong, no trouble."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class CodeForm(AuthenticateForm):
    code = _code(_("Code from the app, or a recovery code"))


class CodeAgainForm(ReauthenticateForm):
    code = _code(_("Code from the app, or a recovery code"))


class NewAppForm(ActivateTOTPForm):
    code = _code(_("Code that the app shows"))


class PasskeyForm(AuthenticateWebAuthnForm):
    credential = CredentialField(widget=forms.HiddenInput)


class PasskeyAloneForm(LoginWebAuthnForm):
    credential = CredentialField(widget=forms.HiddenInput)


class PasskeyAgainForm(ReauthenticateWebAuthnForm):
    credential = CredentialField(widget=forms.HiddenInput)


class NewPasskeyForm(AddWebAuthnForm):
    credential = CredentialField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("What you call it"), max_length=LONGEST_NAME, required=False)
    passwordless = forms.BooleanField(
        label=_("It opens the desk alone, without the password"),
        required=False,
        initial=True,
        help_text=_(
            "Needs a fingerprint, a face or a PIN on the device. Else it is the second step after the password."
        ),
    )
