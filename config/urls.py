"""The table of contents of the site: what stands under a language, and what does not."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import path
from django.views.decorators.http import require_http_methods

import events.urls
import registrations.urls
import webcast.urls
from config import api, demo, errors, health, metrics, pages
from events.declared import declared, public

page = require_http_methods(["GET", "HEAD", "POST"])
signed_in = declared(302, viewer=200, door=200, editor=200, foreign_editor=200)
signed_out = declared(200, viewer=302, door=302, editor=302, foreign_editor=302)

# One page to sign in, and one limit for whoever guesses: the admin's own has none.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth's manual has it

# In the order in which they are tried: what many ask for at the same moment comes first.
urlpatterns = [
    *i18n_patterns(
        *pages.localised,
        *demo.localised,
        *events.urls.localised,
        *registrations.urls.localised,
        *webcast.urls.localised,
    ),
    *pages.fixed,
    *health.fixed,
    *metrics.fixed,
    *api.fixed,
    *events.urls.fixed,
    *registrations.urls.fixed,
    *webcast.urls.fixed,
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
    path("admin/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
