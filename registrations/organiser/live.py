"""Numbers that keep themselves fresh: a page shows them, and asks again for the piece that holds them."""

import hashlib

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from events.organiser.team import TeamRequest


def etag_of(numbers: object) -> str:
    """Changes with the numbers and with the reader's language; nothing has to be rendered for it."""
    return f'"{hashlib.sha256(repr((get_language(), numbers)).encode()).hexdigest()[:16]}"'


def piece(request: TeamRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """The piece of a page, or 304 while its `etag` stands."""
    etag = str(context["etag"])
    known = get_conditional_response(request, etag=etag)
    response = HttpResponse(status=known.status_code) if known else render(request, template, context)
    response["ETag"] = etag
    return response
