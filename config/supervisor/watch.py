import os
import signal
import time
from collections.abc import Sequence
from types import FrameType

from config.supervisor.child import Child

TICK = 0.1
GRACE = 8.0


def watch(children: Sequence[Child], parent: int | None = None) -> None:
    """Tend the children until SIGTERM, SIGINT or SIGHUP (or until `parent`, who started us, is gone); then
    wait for their end, GRACE seconds or until the next signal, and make sure that nothing is left.
    """
    signals = _count_signals()
    try:
        while not signals and parent in (None, os.getppid()):
            for child in children:
                child.tend()
            time.sleep(TICK)
        _end(children, signals)
    finally:
        for child in children:
            if child.group:
                child.group.kill()


def _end(children: Sequence[Child], signals: list[int]) -> None:
    deadline = time.monotonic() + GRACE
    groups = [child.group for child in children if child.group]
    for group in groups:
        group.terminate()
    while len(signals) < 2 and time.monotonic() < deadline and any(group.is_alive() for group in groups):
        time.sleep(TICK)


def _count_signals() -> list[int]:
    signals: list[int] = []

    def remember(number: int, frame: FrameType | None) -> None:
        signals.append(number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # nohup and background jobs keep their peace
            signal.signal(number, remember)
    return signals
