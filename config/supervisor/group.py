import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress

from config.environment import BASE_DIR

# Reads until the other end of its stdin is gone: closed by us, or by the kernel when we are killed.
LEASH = ("sh", "-c", "read _; kill -KILL 0")


class Group:
    """A command and all its descendants: one process group, on a leash that we hold by a pipe.

    However we end, even by SIGKILL, the kernel lets go of the pipe, and the leash takes its whole group down.
    """

    def __init__(self, command: Sequence[str], pass_fds: Sequence[int] = ()) -> None:
        self.leash = subprocess.Popen(LEASH, stdin=subprocess.PIPE, process_group=0)
        self.main = subprocess.Popen(
            command, cwd=BASE_DIR, stdin=subprocess.DEVNULL, process_group=self.leash.pid, pass_fds=pass_fds
        )

    def is_alive(self) -> bool:
        return self.main.poll() is None and self.leash.poll() is None

    def terminate(self) -> None:
        """Ask the main process alone: a cluster whose workers get SIGTERM too never ends."""
        self.main.terminate()

    def kill(self) -> None:
        """Nothing of the group is left when this returns."""
        with suppress(ProcessLookupError, PermissionError):  # macOS says EPERM when only zombies are left
            os.killpg(self.leash.pid, signal.SIGKILL)
        self.main.wait()
        self.leash.communicate()
