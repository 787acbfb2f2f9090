"""Short transactions, retried when the database asks for it."""

import functools
import random
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

ATTEMPTS = 3
_RETRY_SQLSTATES = {"40001", "40P01", "55P03"}

P = ParamSpec("P")
R = TypeVar("R")


_TURN = threading.RLock()


def turn() -> AbstractContextManager[object]:
    """On SQLite the threads of one process write one after the other.

    Its own wait for the lock is a sleep without a queue: of sixteen threads some would starve for seconds.
    """
    return _TURN if connection.vendor == "sqlite" else nullcontext()


class Busy(Exception):
    """The rows were locked too long, three times over. The door answers 503 with Retry-After."""


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
