"""Work in the background: the one door to django-q2.

A task is a nudge: a dotted path and primary keys, queued in the caller's transaction, so that it is committed
or forgotten with the rows it speaks of. The rows are the truth; every task may run twice, and a sweep finds
what a lost one missed. Whoever writes a letter queues none (docs/decisions/0031).
"""

import logging
import os
import signal
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from uuid import uuid4

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F
from django.utils import timezone
from django_q.cluster import Cluster
from django_q.conf import Conf
from django_q.models import Failure, OrmQ, Schedule
from django_q.signing import SignedPackage
from django_q.tasks import async_task

from events.models.heartbeat import Heartbeat
from events.prepared.cursors import cursor_of
from events.transactions import turn

WORKER = "worker"
CLOCK = "clock"
NICENESS = 10
FAILURES_KEPT = timedelta(days=14)
_QUEUE_ONCE = """
INSERT INTO django_q_ormq (key, payload, lock) SELECT %(key)s, %(task)s, %(now)s
WHERE NOT EXISTS (SELECT 1 FROM django_q_ormq WHERE payload = %(task)s AND lock <= %(now)s)
"""


def nudge(path: str, *args: int | str) -> None:
    """Queue the function at dotted `path`, with primary keys as its only arguments."""
    async_task(path, *args)


def nudge_once(path: str) -> None:
    """Queue the sweep at `path`, unless one waits in the queue already that nobody has taken."""
    here = connections[DEFAULT_DB_ALIAS]
    now = here.ops.adapt_datetimefield_value(timezone.now())
    with turn():
        cursor_of(here).execute(_QUEUE_ONCE, {"key": Conf.CLUSTER_NAME, "task": _reminder(path), "now": now})


@cache
def _reminder(path: str) -> str:
    """A task as async_task signs it: in one process always the same text, so that it is known again."""
    mark = uuid4().hex
    task = {"id": mark, "name": path, "func": path, "args": (), "kwargs": {}, "started": timezone.now()}
    return str(SignedPackage.dumps(task | {"ack_failure": Conf.ACK_FAILURES}))


def ensure_schedules(schedules: Mapping[str, int]) -> None:
    """Make the clock hold exactly these: path of a function without arguments → minutes between two runs."""
    Schedule.objects.exclude(name__in=schedules).delete()
    for path, minutes in schedules.items():
        shape = {"func": path, "schedule_type": Schedule.MINUTES, "minutes": minutes}
        if not Schedule.objects.filter(name=path).update(**shape):
            Schedule.objects.create(name=path, **shape)


def beat() -> None:
    """The queue is served: the supervisor asks for this every few seconds."""
    _beat(WORKER)


def tick() -> None:
    """The clock goes: scheduled every minute."""
    _beat(CLOCK)


def sweep() -> None:
    """Nightly: what a failed task was called with, and how it failed, is kept for a fortnight."""
    Failure.objects.filter(stopped__lt=timezone.now() - FAILURES_KEPT).delete()


def _beat(name: str) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": timezone.now()})


def take_over(after_loss: bool) -> None:
    """Before a cluster starts: what a killed one had taken is due at once. A start is a sign of life, unless it
    comes `after_loss`, which is counted: one that never gets further must not look alive.
    """
    OrmQ.objects.filter(lock__gt=timezone.now()).update(lock=timezone.now())
    if after_loss:
        Heartbeat.objects.get_or_create(name=WORKER, defaults={"beat_at": timezone.now()})
        Heartbeat.objects.filter(name=WORKER).update(restarts=F("restarts") + 1)
    else:
        beat()
        tick()


def run_cluster() -> None:
    """Become the cluster's main process. SIGTERM ends it; losing a process ends its whole process group.

    Whoever waits for a page goes before letters, which may leave seconds later on a busy machine.
    """
    os.nice(NICENESS)
    logging.getLogger("django-q").addHandler(Obituary(logging.CRITICAL))
    Cluster().start()


class Obituary(logging.Handler):
    """django-q2 speaks at CRITICAL only of a process it has lost. The dead may hold the queue's lock for ever
    while the survivors wait for it, looking healthy (django-q2 #23); so nobody in the process group survives.
    """

    def emit(self, record: logging.LogRecord) -> None:
        os.killpg(0, signal.SIGKILL)
