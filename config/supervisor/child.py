import logging
import time
from collections.abc import Sequence

from config.supervisor.group import Group

log = logging.getLogger("kiertue.supervisor")

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0
SETTLED = 60.0


class Child:
    """A command that is started again when it is not well: soon at first, then after ever longer pauses.

    Times are seconds on the monotonic clock.
    """

    name = "child"
    pass_fds: Sequence[int] = ()

    def __init__(self) -> None:
        self.group: Group | None = None
        self.restarts = 0
        self.started_at = self.due_at = 0.0
        self.pause = FIRST_PAUSE

    def command(self) -> Sequence[str]:
        raise NotImplementedError

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.group = Group(self.command(), self.pass_fds)

    def is_well(self) -> bool:
        return self.group is not None and self.group.is_alive()

    def tend(self) -> None:
        if self.group and not self.is_well():
            self._bury(self.group)
        if not self.group and time.monotonic() >= self.due_at:
            self.start()

    def _bury(self, group: Group) -> None:
        group.kill()
        self.group = None
        self.restarts += 1
        now = time.monotonic()
        self.pause = FIRST_PAUSE if now - self.started_at > SETTLED else min(2 * self.pause, LONGEST_PAUSE)
        self.due_at = now + self.pause
        log.warning("The %s ended unexpectedly; it starts again in %.1f s.", self.name, self.pause)
