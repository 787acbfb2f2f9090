"""What every page knows of itself: its language, and its address in the others. No queries."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject
from django.utils.http import escape_leading_slashes

from config.middleware.headers import opened_by_token
from config.middleware.language import path_language

SWITCH = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}
SITE_NAME = "Kiertue"


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of the language switch. `path` is the same page in that language, query included."""

    code: str
    name: str
    path: str
    current: bool


def page(request: HttpRequest) -> dict[str, object]:
    """The context processor: site_name, site_url, language, languages (list of Choice), alternates (bool)."""
    current = translation.get_language() or settings.LANGUAGE_CODE
    return {
        "site_name": SITE_NAME,
        "site_url": settings.SITE_URL,
        "language": current,
        "languages": SimpleLazyObject(lambda: _languages(request, current)),
        "alternates": request.method != "POST"
        and bool(path_language(request.path))
        and not opened_by_token(request),
    }


def _languages(request: HttpRequest, current: str) -> list[Choice]:
    return [
        Choice(code, SWITCH.get(code, str(name)), same_page(request, code), code == current)
        for code, name in settings.LANGUAGES
    ]


def same_page(request: HttpRequest, code: str) -> str:
    """This page's address in another language: by its path, else by `?language=`, which leaves a cookie."""
    path, query = request.path, request.GET.copy()
    if language := path_language(path):
        path = path.replace(f"/{language}", f"/{code}", 1)
    else:
        query["language"] = code
    return escape_leading_slashes(escape_uri_path(path)) + (f"?{query.urlencode()}" if query else "")
