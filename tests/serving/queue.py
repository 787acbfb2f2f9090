"""What a test sees of a running queue: its processes, its tasks, its losses."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

from tests.harness.served import Product

WORKERS = 2
READ = ("0", "63")  # the number of the system call: x86-64, ARM


def until(true: Callable[[], bool], seconds: float) -> bool:
    """Whether it came true in time."""
    deadline = time.monotonic() + seconds
    while not (done := true()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return done


def running(product: Product, word: str) -> list[psutil.Process]:
    """The product's processes with `word` in their command line, oldest first."""
    found = {}
    for process in product.processes():
        with suppress(psutil.NoSuchProcess):  # it may end while we look; a zombie is one too
            if word in process.cmdline():
                found[process.create_time(), process.pid] = process
    return [found[age] for age in sorted(found)]


def cluster(product: Product) -> list[psutil.Process]:
    """The cluster's processes: main, sentinel, the workers, monitor, pusher."""
    return running(product, "cluster")


def is_up(product: Product) -> bool:
    return len(cluster(product)) == 2 + WORKERS + 2


def lock_holders(product: Product) -> list[psutil.Process]:
    """The idle worker that reads the queue's pipe, so holds its lock; all where the system cannot tell."""
    workers = cluster(product)[2 : 2 + WORKERS]
    return [worker for worker in workers if _reads(worker.pid)]


def _reads(pid: int) -> bool:
    """Whether it waits in a read of a pipe: one that is still beginning reads files."""
    file = Path(f"/proc/{pid}/syscall")
    if not file.exists():
        return True
    number, *arguments = file.read_text().split()
    if number not in READ:
        return False
    with suppress(FileNotFoundError):
        return str(Path(f"/proc/{pid}/fd/{int(arguments[0], 16)}").readlink()).startswith("pipe:")
    return False


def leave_traces(product: Product, folder: Path, count: int) -> None:
    """Queue `count` tasks; each makes one folder in the new `folder`."""
    folder.mkdir()
    paths = [str(folder / str(number)) for number in range(count)]
    product.ask(f"from events.jobs import nudge\nfor path in {paths}: nudge('os.mkdir', path)")


def restarts(product: Product) -> int:
    found = "from events.models import Heartbeat\nprint(Heartbeat.objects.get(name='worker').restarts)"
    return int(product.ask(found))
