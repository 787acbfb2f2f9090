"""The pages of the house itself: accessibility, privacy, and the files that browsers and robots ask for."""

from datetime import date
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from config.context import SITE_NAME
from events.declared import public

REVISED = date(2026, 11, 27)
"""When the accessibility statement was last checked against the service."""

FAVICON = (Path(__file__).parent / "static/config/favicon.svg").read_bytes()
ROBOTS = """User-agent: *
Allow: /calendar/
Disallow: /organiser/
Disallow: /checkin/
Disallow: /accounts/
Disallow: /admin/
Disallow: /api/
Disallow: /T/
Disallow: /t/
Disallow: /calendar/*/my/
Disallow: /*/my/
Disallow: /*/invitation/
Disallow: /*/join/
"""

an_hour = cache_control(public=True, max_age=3600)
a_day = cache_control(public=True, max_age=86400)


@public
@require_safe
@an_hour
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "config/accessibility.html", _keeper() | {"revised": REVISED})


@public
@require_safe
@an_hour
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "config/privacy.html", _keeper())


@public
@require_safe
@a_day
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@public
@require_safe
@a_day
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponse(FAVICON, content_type="image/svg+xml")


@public
@require_safe
@a_day
def manifest(request: HttpRequest) -> HttpResponse:
    """Lets the door's phone keep the check-in page on its home screen."""
    icon = {"src": static("config/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    colours = {"theme_color": "#0a5c4c", "background_color": "#ffffff"}
    about = {"name": SITE_NAME, "start_url": "/checkin/", "display": "standalone", "icons": [icon]}
    return JsonResponse(about | colours, content_type="application/manifest+json")


def _keeper() -> dict[str, str]:
    """Who keeps this installation, as its letters say it: `keeper` (a name) and `keeper_email`."""
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return {"keeper": name or SITE_NAME, "keeper_email": email}


fixed: list[URLPattern] = [
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
    path("manifest.webmanifest", manifest, name="manifest"),
]
localised: list[URLPattern] = [
    path("accessibility/", accessibility, name="accessibility"),
    path("privacy/", privacy, name="privacy"),
]
