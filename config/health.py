"""/healthz: is the database there, does the worker live, how long has the oldest letter waited."""

from typing import Any

from django.db import connection
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone

from events.declared import public
from events.models import Heartbeat
from registrations.models import OutgoingMail

LATE_SECONDS = 15 * 60


@public
def healthz(request: HttpRequest) -> JsonResponse:
    """JSON for a watcher. 503 without a database (TroubleMiddleware) or when letters have waited too long."""
    now = timezone.now()
    beats = {beat.name: beat for beat in Heartbeat.objects.all()}
    unsent = OutgoingMail.objects.filter(state__in=[OutgoingMail.State.QUEUED, OutgoingMail.State.CLAIMED])
    oldest = unsent.filter(due_at__lte=now).aggregate(oldest=Min("due_at"))["oldest"]
    waiting = round((now - oldest).total_seconds()) if oldest else 0
    worker = beats.get("worker")
    facts: dict[str, Any] = {
        "status": "late" if waiting > LATE_SECONDS else "ok",
        "database": connection.vendor,
        "oldest_letter_seconds": waiting,
        "worker_beat_seconds": round((now - worker.beat_at).total_seconds()) if worker else None,
        "worker_restarts": worker.restarts if worker else 0,
    }
    return JsonResponse(facts, status=503 if waiting > LATE_SECONDS else 200)


fixed: list[URLPattern] = [path("healthz", healthz, name="healthz")]
