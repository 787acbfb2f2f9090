"""Signing in, and one's own account: allauth's views at our addresses, each declared."""

import functools
import logging
from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from events import limits
from events.declared import by_account, declared, public

trouble = logging.getLogger("kiertue.trouble")
page = require_http_methods(["GET", "HEAD", "POST"])
signed_in = by_account(signed_in=200, otherwise=302)
signed_out = by_account(signed_in=302, otherwise=200)
elsewhere = declared(302)
"""Leads on: to signing in, to signing in again, or to where it began."""
unknown = declared(404)
"""There only where OpenID Connect is configured, or where the row is one's own."""


def within_limit(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Each of these requests of a stranger writes a session, or asks another server: so many from one address."""

    @functools.wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not limits.allow("signin", limits.address_of(request)):
            return render(request, "429.html", status=429)
        return view(request, *args, **kwargs)

    return counted


@elsewhere
@require_safe
def passkeys(request: HttpRequest) -> HttpResponse:
    """They stand on the page of the account."""
    return redirect("mfa_index")


@unknown
@require_safe
@within_limit
def sign_in_elsewhere(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """To the organisation's own sign-in. Nothing else that allauth can do there (`process`) is offered."""
    if "process" in request.GET:
        raise Http404
    return _carefully(openid.login, request, provider_id)


@unknown
@require_safe
def back_from_elsewhere(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Who has signed in there comes back here."""
    return _carefully(openid.callback, request, provider_id)


def _carefully(
    view: Callable[[HttpRequest, str], HttpResponseBase], request: HttpRequest, provider_id: str
) -> HttpResponseBase:
    """Whatever the other side answers, or does not: a page that says so, and why in the log."""
    try:
        return view(request, provider_id)
    except (KeyError, TypeError, ValueError, RequestException) as error:
        trouble.warning("Signing in elsewhere did not succeed: %s", type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", status=401)


@elsewhere
@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Signing in was cancelled."))
    return redirect("account_login")


fixed: list[URLPattern] = [
    path("accounts/login/", signed_out(page(account.login)), name="account_login"),
    path("accounts/logout/", signed_in(page(account.logout)), name="account_logout"),
    path("accounts/inactive/", public(page(account.account_inactive)), name="account_inactive"),
    path("accounts/password/reset/", public(page(account.password_reset)), name="account_reset_password"),
    path(
        "accounts/password/reset/done/",
        public(page(account.password_reset_done)),
        name="account_reset_password_done",
    ),
    path(
        "accounts/password/reset/<uidb36>-<key>/",
        public(page(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/set/",
        public(page(account.password_reset_from_key_done)),
        name="account_reset_password_from_key_done",
    ),
    path("accounts/again/", signed_in(page(account.reauthenticate)), name="account_reauthenticate"),
    path("accounts/steps/", signed_in(page(base.index)), name="mfa_index"),
    path("accounts/steps/code/", elsewhere(page(base.authenticate)), name="mfa_authenticate"),
    path("accounts/steps/again/", elsewhere(page(base.reauthenticate)), name="mfa_reauthenticate"),
    path("accounts/steps/app/", elsewhere(page(within_limit(totp.activate_totp))), name="mfa_activate_totp"),
    path(
        "accounts/steps/app/remove/",
        by_account(signed_in=404, otherwise=302)(page(totp.deactivate_totp)),
        name="mfa_deactivate_totp",
    ),
    path(
        "accounts/steps/recovery/",
        by_account(signed_in=404, otherwise=302)(page(recovery.view_recovery_codes)),
        name="mfa_view_recovery_codes",
    ),
    path(
        "accounts/steps/recovery/new/",
        elsewhere(page(within_limit(recovery.generate_recovery_codes))),
        name="mfa_generate_recovery_codes",
    ),
    path("accounts/steps/passkeys/", passkeys, name="mfa_list_webauthn"),
    path(
        "accounts/steps/passkeys/add/",
        elsewhere(page(within_limit(webauthn.add_webauthn))),
        name="mfa_add_webauthn",
    ),
    path(
        "accounts/steps/passkeys/again/",
        elsewhere(page(webauthn.reauthenticate_webauthn)),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "accounts/steps/passkeys/<int:pk>/remove/",
        elsewhere(page(within_limit(webauthn.remove_webauthn))),
        name="mfa_remove_webauthn",
    ),
    path(
        "accounts/passkey/", elsewhere(page(within_limit(webauthn.login_webauthn))), name="mfa_login_webauthn"
    ),
    path("accounts/with/<slug:provider_id>/", sign_in_elsewhere, name="openid_connect_login"),
    path(
        "accounts/with/<slug:provider_id>/callback/",
        back_from_elsewhere,
        name="openid_connect_callback",
    ),
    path("accounts/cancelled/", cancelled, name="socialaccount_login_cancelled"),
]
