"""How many of the requests that a crowd sends in the same minute a process has under way."""

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar, cast

from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import HttpRequest, RawPostDataException, UnreadablePostError
from django.http.response import HttpResponseBase

NEAR, FAR = 1, 3
"""Of one process (docs/decisions/0028). One alone would do nothing while PostgreSQL answers from another machine."""
LONG_ENOUGH = 0.1
"""Seconds: some thirty registrations."""

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@contextmanager
def few_at_once() -> Iterator[None]:
    """A limit of concurrency for requests that many send in the same minute and that write: a process has few under way.

    Its threads share one interpreter. More at once take it from each other between any two statements, and so from
    whoever holds the lock that the others wait for. It makes them quicker and nothing else: whoever has waited for
    LONG_ENOUGH, because those before wait for something themselves, goes on beside them.
    """
    few = _FEW[at_once()]
    is_one_of_them = few.acquire(blocking=False)
    if not is_one_of_them:
        _lend_meanwhile()
        is_one_of_them = few.acquire(timeout=LONG_ENOUGH)
    try:
        yield
    finally:
        if is_one_of_them:
            _lend_meanwhile()
            few.release()


def few_sent_at_once(view: View) -> View:
    """What many send in the same minute: `few_at_once`, once it has been read. Who only looks does not wait."""

    @functools.wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with suppress(RawPostDataException, RequestDataTooBig, UnreadablePostError):
            _read = request.body  # a slow network holds nobody up
        with few_at_once():
            return view(request, *args, **kwargs)

    return cast("View", limited)


def _lend_meanwhile() -> None:
    """Whoever waits gives its connection back to PostgreSQL's pool: few are in use then, and know what is asked."""
    if getattr(connection, "pool", None) and not connection.in_atomic_block:
        connection.close()


_FEW = {number: threading.BoundedSemaphore(number) for number in (NEAR, FAR)}


def at_once() -> int:
    """How many the limit is, by where the database is: on this machine it computes on the same cores."""
    host = str(connection.settings_dict["HOST"])
    return NEAR if host in ("", "localhost", "127.0.0.1", "::1") or host.startswith("/") else FAR
