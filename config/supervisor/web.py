import socket
import sys

from django.core.management import CommandError

from config.environment import env
from config.supervisor.child import Child


class Web(Child):
    """gunicorn. The socket is ours: while gunicorn starts again, callers wait instead of being refused."""

    name = "web"

    def __init__(self, port: int, workers: int) -> None:
        super().__init__()
        self.workers = workers
        host = env.str("LISTEN", default="127.0.0.1")
        try:
            self.socket = socket.create_server((host, port), backlog=2048)
        except OSError as error:
            raise CommandError(f"Port {port}: {error.strerror}. PORT= chooses another.") from error
        self.pass_fds = (self.socket.fileno(),)
        self.url = f"http://{host}:{self.socket.getsockname()[1]}"

    def command(self) -> list[str]:
        bind = f"fd://{self.socket.fileno()}"
        options = ["--config", "python:config.gunicorn", "--workers", str(self.workers), "--bind", bind]
        return [sys.executable, "-m", "gunicorn", *options, "config.wsgi"]
