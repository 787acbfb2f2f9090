import argparse
import os
import select
import socket
import sys
import time
from collections.abc import Sequence

from config.environment import env
from config.supervisor.child import Child

TELL = "KIERTUE_TELL"
"""The file descriptor on which config/gunicorn.py says that the product has been read."""
HEAD_START = 3.0
"""Seconds at most that the rest of us waits: two that read Django at once take twice as long on a busy processor."""


class Web(Child):
    """gunicorn. The socket is ours: while gunicorn starts again, callers wait instead of being refused."""

    name = "web"

    def __init__(self, port: int, workers: int) -> None:
        super().__init__()
        self.workers = workers
        self.begun_by = os.getppid()
        host = env.str("LISTEN", default="127.0.0.1")
        try:
            self.socket = socket.create_server((host, port), backlog=2048)
        except OSError as error:
            sys.exit(f"Port {port}: {error.strerror}. PORT= chooses another.")
        self.news, self.tell = os.pipe()
        self.pass_fds = (self.socket.fileno(), self.tell)
        os.environ[TELL] = str(self.tell)
        self.url = f"http://{host}:{self.socket.getsockname()[1]}"

    def command(self) -> list[str]:
        bind = f"fd://{self.socket.fileno()}"
        options = ["--config", "python:config.gunicorn", "--workers", str(self.workers), "--bind", bind]
        return [sys.executable, "-m", "gunicorn", *options, "config.wsgi"]

    def wait_until_read(self) -> None:
        """Return when gunicorn has read the product, has ended, or after HEAD_START."""
        deadline = time.monotonic() + HEAD_START
        while self.is_well() and time.monotonic() < deadline:
            if select.select([self.news], [], [], 0.05)[0]:
                return


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--web-only", action="store_true", help="the worker runs elsewhere")
    parser.add_argument("--with-parent", action="store_true", help="end when whoever started this ends")
    parser.add_argument("--workers", type=int, default=2, help="web processes of 8 threads each (2)")


def start_ahead(words: Sequence[str]) -> None:
    """Start the web of `serve` with these options, and let it read Django, before Django is read here.

    `serve` takes it over by `started_ahead`, or ends it when something else is missing.
    """
    parser = argparse.ArgumentParser(add_help=False)
    add_options(parser)
    port = env.str("PORT", default="8000")
    if not port.isdecimal() or int(port) > 65_535:
        sys.exit(f"PORT must be a number up to 65535, not {port!r}.")
    web = Web(int(port), parser.parse_known_args(words)[0].workers)
    web.start()
    web.wait_until_read()
    _ahead.append(web)


def started_ahead() -> Web:
    return _ahead.pop()


_ahead: list[Web] = []
