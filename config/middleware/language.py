"""The language of a page is the one in its path; only a page without one looks further."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

COOKIE = "language"
YEAR = 365 * 24 * 3600
GetResponse = Callable[[HttpRequest], HttpResponse]


class PathLanguageMiddleware:
    """Django's own LocaleMiddleware puts Vary and Content-Language on feeds; this one never does.

    `/` redirects by Accept-Language. `/organiser/`, `/checkin/`, `/T/…` and the account pages take
    `?language=` (and remember it in a cookie), then that cookie, then Accept-Language. The desk speaks the language
    of the account; where it is another one the cookie follows, so that *My account* speaks it too.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/":
            response: HttpResponse = HttpResponseRedirect(f"/{accepted_language(request)}/")
            patch_vary_headers(response, ["Accept-Language"])
            return response
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
            if response.get("Content-Type", "").startswith("text/html"):
                response.headers.setdefault("Content-Language", translation.get_language() or language)
        if wish := _to_remember(request, response, language):
            secure = bool(settings.SESSION_COOKIE_SECURE)
            response.set_cookie(COOKIE, wish, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
        return response


def _to_remember(request: HttpRequest, response: HttpResponse, language: str) -> str | None:
    """What was asked for by `?language=`, or what the desk has answered in though the browser says otherwise."""
    if path_language(request.path_info):
        return None
    if request.GET.get("language") == language:
        return language
    spoken = response.get("Content-Language", language)
    return spoken if spoken != language and request.path_info.startswith("/organiser/") else None


def path_language(path: str) -> str | None:
    """The language in `/<language>/…` or `/calendar/<language>/…`."""
    parts = [*path.split("/", 3), "", ""]
    code = parts[2] if parts[1] == "calendar" else parts[1]
    return code if code in dict(settings.LANGUAGES) else None


def language_of(request: HttpRequest) -> str:
    """The language to answer in: path, then `?language=`, then cookie, then Accept-Language."""
    if language := path_language(request.path_info):
        return language
    for wish in (request.GET.get("language"), request.COOKIES.get(COOKIE)):
        if wish in dict(settings.LANGUAGES):
            return wish
    return accepted_language(request)


def accepted_language(request: HttpRequest) -> str:
    """The first of our languages that the browser asks for, else LANGUAGE_CODE."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if (language := code.split("-")[0]) in dict(settings.LANGUAGES):
            return language
    return settings.LANGUAGE_CODE
