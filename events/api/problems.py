"""What went wrong, as RFC 9457 problem details in the reader's language."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from events.api.mistakes import BadQuery
from events.refusals import NotAllowed, Refused

CONTENT_TYPE = "application/problem+json"
REFUSAL = "urn:kiertue:refused:"
TITLES: dict[int, Promise] = {
    400: _("We could not read that"),
    401: _("A token is needed"),
    403: _("This is not allowed"),
    404: _("There is nothing here"),
    405: _("This method does not work here"),
    406: _("We cannot answer in this form"),
    409: _("This was refused"),
    413: _("This is too large"),
    415: _("Send JSON"),
    422: _("This key has been used for another request"),
    429: _("Too many requests"),
    500: _("Something went wrong on our side"),
    503: _("The service does not answer just now"),
}


def details(status_code: int, detail: str = "", **members: Any) -> dict[str, Any]:
    """type, title, status, and detail if it says more than the title."""
    title = str(TITLES.get(status_code) or HTTPStatus(status_code).phrase)
    found = {"type": "about:blank", "title": title, "status": status_code, "detail": detail or title}
    return found | members


def plain(status_code: int) -> JsonResponse:
    """For what happens outside the views: no such address, no database."""
    return JsonResponse(details(status_code), status=status_code, content_type=CONTENT_TYPE)


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: refusals are 409 (403 for who may not), the rest as DRF has it."""
    if isinstance(error, Refused):
        kind = type(error).__name__
        code = status.HTTP_403_FORBIDDEN if isinstance(error, NotAllowed) else status.HTTP_409_CONFLICT
        return _response(details(code, str(error), type=REFUSAL + kind.lower()))
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, ValidationError):
        place = "parameter" if isinstance(error, BadQuery) else "pointer"
        errors = list(_errors(error.detail, place))
        told = details(response.status_code, " ".join(wrong["detail"] for wrong in errors), errors=errors)
    else:
        told = details(response.status_code, str(getattr(error, "detail", "")))
    headers = {
        name: response[name] for name in ("WWW-Authenticate", "Retry-After", "Allow") if name in response
    }
    return _response(told, headers)


def _response(told: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(told, status=told["status"], headers=headers, content_type=CONTENT_TYPE)


def _errors(wrong: Any, place: str, path: str = "") -> Iterator[dict[str, str]]:
    """Each sentence with where it belongs: `#/sessions/0/way` in the body, or the name of a parameter."""
    if isinstance(wrong, dict):
        for name, inner in wrong.items():
            own = name == api_settings.NON_FIELD_ERRORS_KEY
            yield from _errors(inner, place, path if own else f"{path}/{name}")
    elif isinstance(wrong, list) and any(isinstance(inner, dict | list) for inner in wrong):
        for number, inner in enumerate(wrong):
            yield from _errors(inner, place, f"{path}/{number}")
    else:
        for sentence in wrong if isinstance(wrong, list) else [wrong]:
            where = path.lstrip("/") if place == "parameter" else f"#{path}"
            yield {"detail": str(sentence), place: where}
