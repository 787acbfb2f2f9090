"""When something breaks: a calm page with the right status, a request id, and the story in the log only."""

import logging
import re
import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config import errors
from config.logs import request_id

log = logging.getLogger("kiertue.trouble")
_GIVEN = re.compile(r"[0-9A-Za-z-]{8,64}")
GetResponse = Callable[[HttpRequest], HttpResponse]


class TroubleMiddleware:
    """The outermost. What it does not know goes on to Django, which logs it and asks errors.server_error."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        mark = _mark(request)
        outer = request_id.set(mark)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(outer)
        response["X-Request-Id"] = mark
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """NUL is refused before any view can hand it to the database, where PostgreSQL would choke on it."""
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.page(request, 400)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        status = errors.status_of(request, exception)
        if status == 500:
            return None
        level = logging.ERROR if status == 503 else logging.WARNING
        log.log(level, "%s: %s", status, request.path, exc_info=exception)
        return errors.page(request, status)


def _mark(request: HttpRequest) -> str:
    """The request's id: a trusted proxy's, when it has one of a sensible shape, else our own."""
    given = request.META.get("HTTP_X_REQUEST_ID", "") if settings.PROXIES else ""
    return given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
