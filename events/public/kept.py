"""Pages for everybody, drawn once for many who look: kept for a few seconds, and only while no place changes hands.

Whether anything has changed is asked of the database each time, in one statement; what that does not see (a new
contact, the clock) shows after settings.PAGE_SECONDS. Whoever is signed in, or has a message waiting, gets a fresh page.
"""

import functools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import CharField
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from events.models import Session
from events.models.session import COUNTS
from events.prepared import Prepared, Slot

Page = Callable[[HttpRequest, str], HttpResponse]
MOST = 500
_OF_SOMEBODY = ("messages", settings.SESSION_COOKIE_NAME)
_SEEN = (
    "pk",
    *sorted(COUNTS),
    "in_person_capacity",
    "online_capacity",
    "digest",
    "admission",
    "listing",
    "registration_opens",
    "registration_closes",
    "event__status",
    "event__tour__status",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A page's content, what was seen of its sessions when it was drawn, and until when (monotonic) it is good."""

    content: bytes
    seen: list[Any]
    until: float


def _sessions(path: str) -> Prepared[Any]:
    slot = Slot("slug", CharField())
    return Prepared(lambda: Session.objects.filter(**{path: slot}).order_by("pk").values_list(*_SEEN))


places_on_tour, places_at_event = _sessions("event__tour__slug"), _sessions("event__slug")


def kept(state: Prepared[Any]) -> Callable[[Page], Page]:
    """Keep the page under this slug while `state` gives the same rows."""

    def decorated(page: Page) -> Page:
        pages: dict[tuple[str, str | None], Kept] = {}

        @functools.wraps(page)
        def wrapped(request: HttpRequest, slug: str) -> HttpResponse:
            if not settings.PAGE_SECONDS or request.GET or any(map(request.COOKIES.get, _OF_SOMEBODY)):
                return page(request, slug)
            now, seen, key = time.monotonic(), state(slug=slug), (slug, get_language())
            found = pages.get(key)
            if found and found.until > now and found.seen == seen:
                return HttpResponse(found.content)
            response = page(request, slug)
            if len(pages) >= MOST:
                pages.clear()
            pages[key] = Kept(response.content, seen, now + settings.PAGE_SECONDS)
            return response

        return wrapped

    return decorated
