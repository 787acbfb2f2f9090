"""Join an organiser's team: the page behind the link in the letter to a colleague."""

from typing import Any

from allauth.account.utils import perform_login
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from events import limits, tokens
from events.actions import colleagues
from events.declared import for_token
from events.models import Joining, User
from events.refusals import Refused
from events.tokens import Purpose
from venues.text import clean_line


class NewAccountForm(forms.Form):
    """Whoever has no account yet: a name and a password, twice."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=150)
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 10 characters. A few words in a row are good."),
    )
    again = forms.CharField(
        label=gettext_lazy("The password once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Write your name."))
        return name

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password)
        return password

    def clean(self) -> None:
        first, second = self.cleaned_data.get("password"), self.cleaned_data.get("again")
        if first and second and first != second:
            self.add_error("again", _("The two passwords differ."))


class KnownAccountForm(forms.Form):
    """Whoever has an account only says yes."""


@for_token("invited")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what it is about; POST joins. Somebody new is then signed in, somebody known signs in."""
    joining = tokens.find(_open(), Purpose.JOIN, token)
    if joining is None:
        return _gone(request)
    known = User.objects.filter(email__iexact=joining.email).exists()
    form = (KnownAccountForm if known else NewAccountForm)(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            user = colleagues.join(
                joining,
                name=given.get("name", ""),
                password=given.get("password"),
                language=translation.get_language() or "",
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("account_login") if known else _signed_in(request, user)
    return render(request, "team/join.html", {"joining": joining, "form": form, "known": known})


def link_of(joining: Joining) -> str:
    """The address in the letter, in its language."""
    with translation.override(joining.language):
        return f"{settings.SITE_URL}{reverse('join', args=[joining.token])}"


def _open() -> Any:
    return Joining.objects.open().select_related("organiser", "invited_by")


def _gone(request: HttpRequest) -> HttpResponse:
    """Used, taken back, too old, or made up: it is not said which."""
    if not limits.allow("miss", limits.address_of(request)):
        raise PermissionDenied
    return render(request, "team/gone.html", status=404)


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    answer: HttpResponse = perform_login(request, user, email_verification="none")
    return answer
