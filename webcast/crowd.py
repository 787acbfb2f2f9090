"""What a crowd asks at the same moment is looked up once a second in each process, for those without a link."""

import time
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from webcast.visits import public_facts, visit

SECONDS = 1.0
MOST = 500

Facts = tuple[dict[str, object], bool]
_kept: dict[UUID, tuple[float, Facts]] = {}


def facts(request: HttpRequest, session_uuid: UUID) -> Facts:
    """The public facts of a session's webcast, and whether everybody may see them. 404 as `visit`."""
    if "r" in request.GET or not settings.PAGE_SECONDS:
        return _look(request, session_uuid)
    now = time.monotonic()
    until, found = _kept.get(session_uuid, (now, None))
    if found is None or until <= now:
        found = _look(request, session_uuid)
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[session_uuid] = now + SECONDS, found
    return found


def _look(request: HttpRequest, session_uuid: UUID) -> Facts:
    asked = visit(request, session_uuid)
    return public_facts(asked.session, asked.streams, asked.now), asked.everybody_sees
