"""Error pages: what happened, in the reader's language, and one way on. They ask nothing of the database."""

import sys
from dataclasses import dataclass

from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config import context
from config.middleware.language import language_of
from events.transactions import Busy

RETRY_SECONDS = 5
UNAVAILABLE = (OperationalError, InterfaceError, Busy)


@dataclass(frozen=True, slots=True)
class Words:
    title: str | Promise
    text: str | Promise


WORDS = {
    400: Words(
        _("We could not read that"),
        _("The address or the form held something we cannot use. Go back, check what you wrote, and send it again."),
    ),
    403: Words(
        _("You cannot open this page"),
        _("The page exists, but it is not for you. If you think it should be, ask the person who organises the event."),
    ),
    404: Words(
        _("We found no such page"),
        _("The address may be mistyped, or the page has been taken down. A personal link may have been replaced by a newer one: look for your latest letter."),
    ),
    500: Words(
        _("Something went wrong on our side"),
        _("We have made a note of it. Try again in a while; if you were sending a form, it is safe to send it again."),
    ),
    503: Words(
        _("The service is very busy"),
        _("Wait a moment and try again. If you were sending a form, go back and send it again: the same form is never counted twice."),
    ),
}
FORM_TOO_OLD = Words(
    _("The form was open too long"),
    _("For your safety a form works only for a while, and only when the browser accepts cookies. Go back, reload the page and send the form again."),
)


def page(request: HttpRequest, status: int, words: Words | None = None) -> HttpResponse:
    """The error as a page; as JSON below /api/ and as one line of text among the calendars."""
    words = words or WORDS[status]
    with translation.override(language_of(request)):
        response = _written(request, status, words)
    response["Cache-Control"] = "private, no-store"
    if status == 503:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _written(request: HttpRequest, status: int, words: Words) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": str(words.title)}, status=status)
    if request.path.startswith("/calendar/"):
        return HttpResponse(f"{words.title}\n", content_type="text/plain; charset=utf-8", status=status)
    onward = {"again": request.get_full_path()} if status == 503 and request.method == "GET" else {}
    html = render_to_string("error.html", context.page(request) | {"words": words, "home": _home(request)} | onward)
    return HttpResponse(html, status=status)


def _home(request: HttpRequest) -> str:
    """The front of the part of the house where the reader was."""
    room = f"/{request.path.split('/')[1]}/"
    if room in ("/organiser/", "/checkin/") and request.path != room:
        return room
    return f"/{language_of(request)}/"


def status_of(request: HttpRequest, exception: BaseException | None) -> int:
    """503 when the database is away or busy, 400 when the input could not be read, else 500."""
    if isinstance(exception, UNAVAILABLE):
        return 503
    if isinstance(exception, UnicodeError | UnreadablePostError):
        return 400
    if isinstance(exception, ValueError | DataError) and "nul" in str(exception).lower():
        return 400
    if isinstance(exception, RecursionError) and request.method in ("POST", "PUT", "PATCH"):
        return 400
    return 500


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400)


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def handler500(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the exception, also when a middleware lost the database."""
    return page(request, status_of(request, sys.exception()))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403, FORM_TOO_OLD)
