"""What a crowd asks at the same moment is looked up once a second in each process: how it goes, and what is taken up.

That holds for those without a link. Whoever has one is looked up each time; the list is still the same to all who follow.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language

from webcast.visits import Visit, public_facts, visit

SECONDS = 1.0
MOST = 500

Facts = tuple[dict[str, object], bool]
Markup = tuple[str, bool]
Found = TypeVar("Found", Facts, Markup)
_kept: dict[tuple[object, ...], tuple[float, Any]] = {}


def facts(request: HttpRequest, session_uuid: UUID) -> Facts:
    """The public facts of a session's webcast, and whether everybody may see them. 404 as `visit`."""
    if "r" in request.GET:
        return _facts(visit(request, session_uuid))
    return _shared(("facts", session_uuid), lambda: _facts(visit(request, session_uuid)))


def listed(request: HttpRequest, session_uuid: UUID) -> Markup:
    """The list of what has been taken up, in the active language, and whether everybody may see it. 404 as `visit`."""
    key = ("list", session_uuid, get_language())
    if "r" in request.GET:
        asked = visit(request, session_uuid)
        return _shared((*key, bool(asked.open)), lambda: _markup(asked))
    return _shared(key, lambda: _markup(visit(request, session_uuid)))


def _shared(key: tuple[object, ...], look: Callable[[], Found]) -> Found:
    if not settings.PAGE_SECONDS:
        return look()
    now = time.monotonic()
    until, found = _kept.get(key, (now, None))
    if found is None or until <= now:
        found = look()
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = now + SECONDS, found
    return found


def _facts(asked: Visit) -> Facts:
    return public_facts(asked.session, asked.streams, asked.now), asked.everybody_sees


def _markup(asked: Visit) -> Markup:
    return render_to_string("webcast/asked.html", {"visit": asked}), asked.everybody_sees
