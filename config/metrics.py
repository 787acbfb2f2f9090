"""/metrics for Prometheus: counts from the database, so that every web process tells the same, and never who.

The only figures not from rows are the web's processes and memory, taken of all that share our process group.
"""

import hmac
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_q.models import Failure, OrmQ
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from config.health import waiting_letters
from events.declared import declared
from events.models import Heartbeat, RateBucket
from registrations.models import OutgoingMail, Participation, Registration, Scan

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@declared(404)
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format for `Authorization: Bearer METRICS_TOKEN`; to anybody else it is not there."""
    wanted, given = f"Bearer {settings.METRICS_TOKEN}", request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(wanted.encode(), given.encode()):
        raise Http404
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class Figures(Collector):
    """What there is, counted when asked."""

    def describe(self) -> list[Metric]:
        """Nothing in advance: the registry would count everything twice."""
        return []

    def collect(self) -> Iterator[Metric]:
        yield from _letters()
        yield from _people()
        yield from _worker()
        yield from _web()


def _letters() -> Iterator[Metric]:
    yield _by("letters", "Letters by state", OutgoingMail.objects.all(), "state", OutgoingMail.State.values)
    waiting = waiting_letters(timezone.now())
    yield _gauge("letters_due", "Letters that nobody has sent yet though they are due", waiting["count"])
    yield _gauge("oldest_letter_seconds", "For how long the oldest of them has been due", waiting["oldest"])


def _people() -> Iterator[Metric]:
    yield _gauge("registrations", "Registrations not cancelled", Registration.objects.live().count())
    parts = Participation.objects.all()
    yield _by("participations", "Parts in sessions, by status", parts, "status", Participation.Status.values)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    scans = Scan.objects.filter(rehearsal=False, at__gte=midnight)
    yield _gauge("scans_today", "Scans at doors since midnight", scans.count())


def _worker() -> Iterator[Metric]:
    now = timezone.now()
    ages = GaugeMetricFamily("kiertue_heartbeat_age_seconds", "Since the last sign of life", labels=["name"])
    restarts = CounterMetricFamily("kiertue_restarts", "Times it had to be started again", labels=["name"])
    for beat in Heartbeat.objects.order_by("name"):
        ages.add_metric([beat.name], (now - beat.beat_at).total_seconds())
        restarts.add_metric([beat.name], beat.restarts)
    yield from (ages, restarts)
    yield _gauge("queue_length", "Tasks in the queue", OrmQ.objects.count())
    yield _gauge("failed_tasks", "Tasks that failed in the last fortnight", Failure.objects.count())
    yield _gauge("rate_buckets", "Clients with a bucket of some limit", RateBucket.objects.count())


def _web() -> Iterator[Metric]:
    sizes = list(_resident_bytes())
    if sizes:  # only Linux tells
        yield _gauge("web_processes", "Processes of this web server", len(sizes))
        yield _gauge("web_resident_bytes", "Their memory, shared pages counted each time", sum(sizes))


def _resident_bytes() -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it may end while we look
            if os.getpgid(int(folder.name)) == os.getpgrp():
                yield int((folder / "statm").read_text().split()[1]) * PAGE_BYTES


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"kiertue_{name}", meaning, value)


def _by(name: str, meaning: str, rows: QuerySet, column: str, values: list[str]) -> Metric:  # type: ignore[type-arg]  # of any model
    """One figure for each value of a column, also for those that no row has."""
    counted = dict(rows.order_by().values_list(column).annotate(number=Count("pk")))
    family = GaugeMetricFamily(f"kiertue_{name}", meaning, labels=[column])
    for value in values:
        family.add_metric([value], counted.get(value, 0))
    return family


fixed: list[URLPattern] = [path("metrics", metrics, name="metrics")]
