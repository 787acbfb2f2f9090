"""The key by which a browser is counted: random, ours, and gone when the browser is closed."""

import secrets
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from events import limits
from events.models import Session
from webcast import presence
from webcast.presence import Watcher
from webcast.visits import Visit

COOKIE = "viewer"
SALT = "webcast.viewer"
Count = Callable[[Session, Watcher, datetime], object]


def count(request: HttpRequest, response: HttpResponse, asked: Visit, how: Count) -> None:
    """Write down, by `how`, that this browser follows; it gets its key with the response.

    A browser without a key makes a new row, so these are limited by address; who is not counted now is counted
    with the next word. In a rehearsal nobody is.
    """
    if asked.session.event.rehearsing:
        return
    kept = request.get_signed_cookie(COOKIE, default="", salt=SALT)
    typed = request.POST.get("people", "")
    watcher = Watcher(kept or secrets.token_urlsafe(16), asked.seat, presence.people(typed))
    if not kept and not presence.names(asked.session, watcher):
        if not limits.allow("watch", limits.address_of(request)):
            return
        _keep(response, watcher.key)
    how(asked.session, watcher, asked.now)


def _keep(response: HttpResponse, key: str) -> None:
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_signed_cookie(COOKIE, key, salt=SALT, httponly=True, samesite="Lax", secure=secure)
