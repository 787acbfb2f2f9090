"""Is it well? /healthz tells a watcher of the whole installation, /readyz a load balancer of this process alone."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Min
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from events import jobs
from events.declared import public
from events.models import Heartbeat
from registrations.models import OutgoingMail

LATE_SECONDS = 15 * 60
SILENT_SECONDS = 5 * 60


@public
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """JSON without names, in two statements. 503 with `status`:

    `late` when a letter has been due for a quarter of an hour, `silent` when the worker or its clock has not been
    heard for five minutes; without a database TroubleMiddleware says 503. Where no worker has ever run, nobody is
    missed: the letters tell.
    """
    now = timezone.now()
    beats = {beat.name: beat for beat in Heartbeat.objects.all()}
    waiting = waiting_letters(now)
    ages = {name: _seconds(beats[name].beat_at, now) for name in (jobs.WORKER, jobs.CLOCK) if name in beats}
    status = "late" if waiting["oldest"] > LATE_SECONDS else "ok"
    if any(age > SILENT_SECONDS for age in ages.values()):
        status = "silent"
    facts = {
        "status": status,
        "database": connection.vendor,
        "letters_waiting": waiting["count"],
        "oldest_letter_seconds": waiting["oldest"],
        "worker_beat_seconds": ages.get(jobs.WORKER),
        "clock_beat_seconds": ages.get(jobs.CLOCK),
        "worker_restarts": beats[jobs.WORKER].restarts if jobs.WORKER in beats else 0,
    }
    return JsonResponse(facts, status=200 if status == "ok" else 503)


@public
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """This process answers and reaches the database; a silent worker is no reason to send people elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def waiting_letters(now: datetime) -> dict[str, int]:
    """`count` of letters that are due, and for how many seconds the `oldest` has been."""
    due: dict[str, Any] = OutgoingMail.objects.filter(
        state__in=OutgoingMail.UNDER_WAY, due_at__lte=now
    ).aggregate(count=Count("pk"), oldest=Min("due_at"))
    return {"count": due["count"], "oldest": _seconds(due["oldest"], now)}


def _seconds(since: datetime | None, now: datetime) -> int:
    return max(0, round((now - since).total_seconds())) if since else 0


fixed: list[URLPattern] = [path("healthz", healthz, name="healthz"), path("readyz", readyz, name="readyz")]
