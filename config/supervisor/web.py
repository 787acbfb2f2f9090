import argparse
import os
import socket
import sys
from collections.abc import Sequence

from config.environment import env
from config.supervisor.child import Child


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
        self.pass_fds = (self.socket.fileno(),)
        self.url = f"http://{host}:{self.socket.getsockname()[1]}"

    def command(self) -> list[str]:
        bind = f"fd://{self.socket.fileno()}"
        options = ["--config", "python:config.gunicorn", "--workers", str(self.workers), "--bind", bind]
        return [sys.executable, "-m", "gunicorn", *options, "config.wsgi"]


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--web-only", action="store_true", help="the worker runs elsewhere")
    parser.add_argument("--with-parent", action="store_true", help="end when whoever started this ends")
    parser.add_argument("--workers", type=int, default=2, help="web processes of 8 threads each (2)")


def start_ahead(words: Sequence[str]) -> None:
    """Start the web of `serve` with these options before Django is read here: gunicorn reads it at the same time.

    `serve` takes it over by `started_ahead`, or ends it when something else is missing.
    """
    parser = argparse.ArgumentParser(add_help=False)
    add_options(parser)
    port = env.str("PORT", default="8000")
    if not port.isdecimal() or int(port) > 65_535:
        sys.exit(f"PORT must be a number up to 65535, not {port!r}.")
    web = Web(int(port), parser.parse_known_args(words)[0].workers)
    web.start()
    _ahead.append(web)


def started_ahead() -> Web:
    return _ahead.pop()


_ahead: list[Web] = []
