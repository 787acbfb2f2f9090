"""Short transactions, retried when the database asks for it."""

import errno
import fcntl
import functools
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

ATTEMPTS = 3
PATIENCE = 5.0
"""Seconds that a writer waits for its turn."""
_RETRY_SQLSTATES = {"40001", "40P01", "55P03"}

P = ParamSpec("P")
R = TypeVar("R")


class Busy(Exception):
    """The rows were locked too long, three times over. The door answers 503 with Retry-After."""


class _Turn(AbstractContextManager[None]):
    """One writer at a time: the threads of a process by its lock, the processes by a file's beside the database.

    The file's lock belongs to a process, so a fork does not share it and a killed one has given it back.
    """

    def __init__(self) -> None:
        self._threads, self._depth, self._files = threading.RLock(), 0, dict[str, int]()

    def __enter__(self) -> None:
        if not self._threads.acquire(timeout=PATIENCE):
            raise Busy
        try:
            if not self._depth:
                self._take_file()
            self._depth += 1
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, *error: object) -> None:
        self._depth -= 1
        if not self._depth:
            fcntl.lockf(self._file(), fcntl.LOCK_UN)
        self._threads.release()

    def _take_file(self) -> None:
        """Only one thread of each process asks, so it may ask often."""
        file, deadline = self._file(), time.monotonic() + PATIENCE
        while True:
            try:
                return fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in (errno.EACCES, errno.EAGAIN) or time.monotonic() > deadline:
                    raise Busy from error
            time.sleep(0.0001)

    def _file(self) -> int:
        path = f"{connection.settings_dict['NAME']}-turn"
        if path not in self._files:
            self._files[path] = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        return self._files[path]


_TURN = _Turn()


def turn() -> AbstractContextManager[object]:
    """On SQLite writers go one after the other.

    Its own wait for the lock is a sleep of up to a tenth of a second without a queue: of sixteen threads some would
    starve for seconds, and most of the time nobody would write.
    """
    return _TURN if connection.vendor == "sqlite" else nullcontext()


@contextmanager
def forgettable() -> Iterator[None]:
    """What is written here, outside a transaction, may be lost in a power cut: SQLite does not wait for the disk."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    here = connection.connection
    here.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        here.execute("PRAGMA synchronous=FULL")


def in_transaction(action: Callable[P, R]) -> Callable[P, R]:
    """Run the action in a transaction of its own, at most three times on deadlock or lock timeout.

    An action called from inside another action simply takes part in the outer transaction.
    """

    @functools.wraps(action)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block and not _is_test_wrapper():
            with transaction.atomic():
                return action(*args, **kwargs)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with turn(), transaction.atomic():
                    return action(*args, **kwargs)
            except OperationalError as error:
                if not _is_contention(error):
                    raise
                if attempt == ATTEMPTS:
                    raise Busy from error
                time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311  # jitter, not a secret
        raise AssertionError

    return wrapped


def _is_test_wrapper() -> bool:
    """True inside the one transaction that Django's TestCase wraps around a test."""
    return len(connection.atomic_blocks) == 1 and getattr(
        connection.atomic_blocks[0], "_from_testcase", False
    )


def _is_contention(error: OperationalError) -> bool:
    if connection.vendor == "sqlite":
        return "locked" in str(error) or "busy" in str(error)
    return getattr(error.__cause__, "sqlstate", None) in _RETRY_SQLSTATES
