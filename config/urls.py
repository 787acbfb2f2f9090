"""The table of contents of the site: what stands under a language, and what does not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import path

import events.urls
import registrations.urls
import webcast.urls
from config import errors, pages

urlpatterns = [
    *events.urls.fixed,
    *registrations.urls.fixed,
    *webcast.urls.fixed,
    *pages.fixed,
    path("admin/", admin.site.urls),
    *i18n_patterns(
        *events.urls.localised,
        *registrations.urls.localised,
        *webcast.urls.localised,
        *pages.localised,
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
