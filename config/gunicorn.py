"""gunicorn's settings, for `manage.py serve` and for `gunicorn -c config/gunicorn.py config.wsgi`."""

import gc
import os
import socket
import sys
import time
from collections import Counter

from gunicorn.arbiter import Arbiter
from gunicorn.workers.gthread import ThreadWorker

HEAD_START = 0.0004
"""Seconds for each connection held: an idle process wakes and accepts in a quarter of it."""


class EvenWorker(ThreadWorker):
    """Whoever has connections already lets the others go first: else one process gets them all, and its core too.

    Browsers and proxies keep their connections, so who takes one serves all that comes over it.
    """

    core: int | None = None
    """The processor it runs on, or None: on any."""

    def accept(self, listener: socket.socket) -> None:
        time.sleep(HEAD_START * min(self.nr_conns, 4))
        super().accept(listener)


bind = f"{os.environ.get('LISTEN', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
raw_env = ["KIERTUE_PROCESS=web"]
worker_class = EvenWorker
workers = 2
threads = 8
timeout = 60
graceful_timeout = 5
keepalive = 5
control_socket_disable = True
loglevel = "warning"
accesslog = "-"
logger_class = "config.logs.AccessLog"

gc.disable()  # until it is read: a fifth of reading it would be looking for what can be thrown away

# The product is read once, and the workers share its pages. It opens no connection before they part: a pool made
# before a fork would be shared too.
preload_app = True


def when_ready(arbiter: object) -> None:
    """What was read at the start stays: the collector need not look at it again, nor copy its pages.

    It does not look at it now either: a tenth of a second, for four thousand small objects.
    """
    gc.freeze()
    gc.enable()
    if tell := os.environ.get("KIERTUE_TELL"):  # the supervisor waits for it (config/supervisor/web.py)
        os.write(int(tell), b".")


def pre_fork(arbiter: Arbiter, worker: EvenWorker) -> None:
    """Each web process has a core of its own, where there are no more cores than processes.

    Only one of its threads computes at a time, yet the kernel moves them from core to core, twice in each request, and
    what they work on stays behind in the other core's cache (docs/decisions/0030).
    """
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if 1 < len(cores) <= arbiter.num_workers:
        taken = Counter(other.core for other in arbiter.WORKERS.values())
        worker.core = min(cores, key=lambda core: taken[core])


def post_fork(arbiter: Arbiter, worker: EvenWorker) -> None:
    """Whoever holds a row's lock waits half a millisecond for its turn among the threads, not five.

    A request makes some thousand objects that end with it: the collector looks once for several requests.
    """
    if worker.core is not None:
        os.sched_setaffinity(0, {worker.core})
    sys.setswitchinterval(0.0005)
    gc.set_threshold(10_000, 20, 20)
