import socket
import sys

from django.core.management import CommandError

from config.supervisor.child import Child

HOST = "127.0.0.1"


class Web(Child):
    """gunicorn. The socket is ours: while gunicorn starts again, callers wait instead of being refused."""

    name = "web"

    def __init__(self, port: int, workers: int) -> None:
        super().__init__()
        self.workers = workers
        try:
            self.socket = socket.create_server((HOST, port), backlog=2048)
        except OSError as error:
            raise CommandError(f"Port {port}: {error.strerror}. PORT= chooses another.") from error
        self.pass_fds = (self.socket.fileno(),)
        self.url = f"http://{HOST}:{self.socket.getsockname()[1]}"

    def command(self) -> list[str]:
        bind = f"fd://{self.socket.fileno()}"
        options = ["--config", "python:config.gunicorn", "--workers", str(self.workers), "--bind", bind]
        return [sys.executable, "-m", "gunicorn", *options, "config.wsgi"]
