"""The table of contents of the site: what stands under a language, and what does not."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import path

import events.urls
import registrations.urls
import webcast.urls
from config import accounts, api, demo, errors, health, metrics, pages
from events import second_factor

# One page to sign in, and one limit for whoever guesses: the admin's own has none. And no way around the second step.
admin.site.login = secure_admin_login(second_factor.first(admin.site.login))  # type: ignore[method-assign]  # as allauth's manual has it
admin.site.has_permission = second_factor.also(admin.site.has_permission)  # type: ignore[method-assign, assignment]  # asked by every page of it

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
    *accounts.fixed,
    path("admin/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
