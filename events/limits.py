"""Token buckets in the database, spent by one statement, so that every process counts together."""

import hashlib
import ipaddress
import time

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest

from events.models import RateBucket
from events.prepared.cursors import cursor_of
from events.transactions import forgettable, turn

DAY = 24 * 3600

_REFILLED = "events_ratebucket.tokens + (%(now)s - events_ratebucket.refilled_at) * %(rate)s"
_LEVEL = f"CASE WHEN {_REFILLED} > %(burst)s THEN %(burst)s ELSE {_REFILLED} END"
_SPEND = f"""
INSERT INTO events_ratebucket (key, tokens, refilled_at, allowed)
VALUES (%(key)s, %(burst)s - 1.0, %(now)s, %(yes)s)
ON CONFLICT (key) DO UPDATE SET
    tokens = CASE WHEN ({_LEVEL}) >= 1.0 THEN ({_LEVEL}) - 1.0 ELSE ({_LEVEL}) END,
    refilled_at = %(now)s,
    allowed = ({_LEVEL}) >= 1.0
RETURNING allowed
"""  # noqa: S608  # only our own words are put together; values go as parameters


def allow(limit: str, who: str) -> bool:
    """Spend one token of this client's bucket for a limit of settings.LIMITS; False when it is empty."""
    burst, per_minute = settings.LIMITS[limit]
    key = hashlib.sha256(f"{limit}\x00{who}".encode()).hexdigest()[:40]
    values: dict[str, str | float | bool] = {
        "key": key,
        "burst": float(burst),
        "rate": per_minute / 60,
        "now": time.time(),
        "yes": True,
    }
    with turn(), forgettable():
        cursor = cursor_of(connections[DEFAULT_DB_ALIAS])
        cursor.execute(_SPEND, values)
        ((allowed,),) = cursor.fetchall()
        return bool(allowed)


def sweep() -> None:
    """Nightly: a bucket that nobody has touched for a day is full again, and who it was about is forgotten."""
    RateBucket.objects.filter(refilled_at__lt=time.time() - DAY).delete()


def address_of(request: HttpRequest) -> str:
    """The client's address. X-Forwarded-For counts only as far as PROXIES says it can be trusted."""
    forwarded = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        return _household(forwarded[-settings.PROXIES])
    return _household(str(request.META.get("REMOTE_ADDR", "")))


def _household(address: str) -> str:
    """An IPv6 address's /64, all of which is one customer's: else each would have 2⁶⁴ buckets."""
    try:
        whole = ipaddress.ip_address(address)
    except ValueError:
        return address
    if whole.version == 4 or whole.ipv4_mapped:
        return str(whole)
    return f"{ipaddress.IPv6Address(whole.packed[:8] + bytes(8))}/64"
