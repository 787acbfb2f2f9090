import logging
import threading
import time

from django.db import Error, connection

from events import jobs
from events.models.heartbeat import Heartbeat
from events.transactions import Busy
from registrations.outbox import sending

log = logging.getLogger("kiertue.supervisor")

EVERY = 10.0
LOOK = 1.0
"""Seconds between two looks for letters that have just been written."""
STARTING = 60.0
LIMITS = {jobs.WORKER: 45.0, jobs.CLOCK: 180.0}


class Pulse(threading.Thread):
    """Asks the queue for a sign of life and listens for it, in a thread: the supervisor never waits for rows.

    Silence is measured by the monotonic clock from the last *change* we saw, so no clock needs to be right. A
    database that does not answer is silence too: the one who holds its lock may be our own cluster.
    """

    def __init__(self, every: float = EVERY, limits: dict[str, float] = LIMITS) -> None:
        super().__init__(name="pulse", daemon=True)
        self.every, self.limits = every, limits
        self.beats: dict[str, object] = {}
        self.forgive()

    def forgive(self) -> None:
        """Silence starts anew, because the cluster does; on a busy machine that may take STARTING seconds."""
        self.heard_at = dict.fromkeys(self.limits, time.monotonic() + STARTING)

    def is_silent(self) -> bool:
        now = time.monotonic()
        return any(now - self.heard_at[name] > limit for name, limit in self.limits.items())

    def run(self) -> None:
        asks_at = time.monotonic()
        while True:
            pause = min(LOOK, self.every)
            try:
                if asks := time.monotonic() >= asks_at:
                    asks_at = time.monotonic() + self.every
                    self._listen()
                    jobs.nudge("events.jobs.beat")
                sending.nudge_if_due(lately=not asks)
            except (Error, Busy) as error:
                log.warning("The database does not answer: %s", error)
                connection.close()
                pause = self.every
            time.sleep(pause)

    def _listen(self) -> None:
        for name, beat_at in Heartbeat.objects.filter(name__in=self.limits).values_list("name", "beat_at"):
            if self.beats.get(name) != beat_at:
                self.beats[name] = beat_at
                self.heard_at[name] = time.monotonic()
