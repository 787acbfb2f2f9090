import logging
import threading
import time

from django.db import Error, connection

from events import jobs
from events.models.heartbeat import Heartbeat
from registrations.outbox import sending
from registrations.outbox.posting import DRAIN

log = logging.getLogger("kiertue.supervisor")

EVERY = 10.0
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
        while True:
            try:
                self._listen()
                jobs.nudge("events.jobs.beat")
                # Whose worker was lost, or whose next try has come, leaves sooner than the clock would say.
                if sending.is_any_due():
                    jobs.nudge_once(DRAIN)
            except Error as error:
                log.warning("The database does not answer: %s", error)
                connection.close()
            time.sleep(self.every)

    def _listen(self) -> None:
        for name, beat_at in Heartbeat.objects.filter(name__in=self.limits).values_list("name", "beat_at"):
            if self.beats.get(name) != beat_at:
                self.beats[name] = beat_at
                self.heard_at[name] = time.monotonic()
