"""Error pages: what happened, in the reader's language, and one way on. They ask nothing of the database."""

import sys
from http import HTTPStatus

from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.utils import translation

from config import context
from config.middleware.language import language_of
from events.api import problems
from events.transactions import Busy

RETRY_SECONDS = 5
UNAVAILABLE = (OperationalError, InterfaceError, Busy)


def page(request: HttpRequest, status: int, words: str = "") -> HttpResponse:
    """The error as a page (templates/errors/); as problem details below /api/, one line of text among the
    calendars.

    `words` names another template than the status does.
    """
    with translation.override(language_of(request)):
        response = _written(request, status, words or str(status))
    response["Cache-Control"] = "private, no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _written(request: HttpRequest, status: int, words: str) -> HttpResponse:
    phrase = HTTPStatus(status).phrase
    if request.path.startswith("/api/"):
        return problems.plain(status)
    if request.path.startswith("/calendar/"):
        return HttpResponse(f"{phrase}\n", content_type="text/plain; charset=utf-8", status=status)
    onward = {"home": _home(request), "again": request.get_full_path() if request.method == "GET" else ""}
    # Without the request no context processor runs, so neither session nor messages are asked for.
    return HttpResponse(
        render_to_string(f"errors/{words}.html", context.page(request) | onward), status=status
    )


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


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the exception, also when a middleware lost the database."""
    return page(request, status_of(request, sys.exception()))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403, "form_too_old")
