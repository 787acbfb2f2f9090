import sys

from config.supervisor.child import Child
from config.supervisor.pulse import Pulse


class Worker(Child):
    """The queue's cluster; well only while it answers."""

    name = "worker"

    def __init__(self) -> None:
        super().__init__()
        self.pulse = Pulse()

    def command(self) -> list[str]:
        after_loss = ["--after-loss"] if self.restarts else []
        return [sys.executable, "manage.py", "cluster", *after_loss]

    def start(self) -> None:
        super().start()
        self.pulse.forgive()
        if not self.pulse.is_alive():
            self.pulse.start()

    def is_well(self) -> bool:
        return super().is_well() and not self.pulse.is_silent()
