"""The product as users start it (`manage.py serve`), on a database and a port of its own, surely stopped."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.harness.smtp import Post, free_port, post_office

ROOT = Path(__file__).parent.parent.parent
MARK = "KIERTUE_SERVED"


class Product:
    """One installation: its `url`, the `post` that takes its letters, its `environ` and `folder`."""

    def __init__(self, database_url: str, post: Post, folder: Path, **changes: str) -> None:
        port = free_port()
        self.post, self.folder, self.mark = post, folder, uuid.uuid4().hex
        self.url = f"http://127.0.0.1:{port}"
        self.environ = os.environ | {
            "DATABASE_URL": database_url, "EMAIL_URL": post.url, "SITE_URL": self.url, "PORT": str(port),
            "PYTHONUNBUFFERED": "1", "ERASED_FILE": str(folder / "erased.txt"), MARK: self.mark,
        } | changes  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None
        self.console: subprocess.Popen[str] | None = None

    @property
    def server(self) -> str:
        """Where `fresh_database` makes another of the same kind."""
        return self.environ["DATABASE_URL"].rpartition("/")[0]

    def manage(self, *command: str) -> str:
        """What a command prints, run in this installation; AssertionError with its complaint if it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"manage.py {' '.join(command)}:\n{done.stdout}{done.stderr}"
        return done.stdout

    def ask(self, code: str) -> str:
        """What Python code prints inside this installation; AssertionError with its traceback if it fails."""
        if self.console is None:
            unmarked = {name: value for name, value in self.environ.items() if name != MARK}
            self.console = subprocess.Popen(
                [sys.executable, "-m", "tests.harness.console"], cwd=ROOT, env=unmarked,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        assert self.console.stdin
        assert self.console.stdout
        print(json.dumps(code), file=self.console.stdin, flush=True)
        printed, failure = json.loads(self.console.stdout.readline())
        assert not failure, f"{code}\n{failure}"
        return str(printed).strip()

    def hang_up(self) -> None:
        """End what `ask` has started."""
        if self.console:
            with self.console:
                pass
            self.console = None

    def prepare(self) -> None:
        self.manage("prepare")

    def start(self, *options: str, seconds: float = 30) -> None:
        """Start `serve` in a session of its own; returns when /healthz answers 200."""
        with (self.folder / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--with-parent", *options], cwd=ROOT, env=self.environ,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + seconds
        while not self.healthy():
            assert self.process.poll() is None, f"serve ended by itself:\n{self.log()}"
            assert time.monotonic() < deadline, f"serve was not healthy in {seconds} s:\n{self.log()}"
            time.sleep(0.1)

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def log(self) -> str:
        return (self.folder / "serve.log").read_text(errors="replace")

    def processes(self) -> list[psutil.Process]:
        """Every living process that came of `start`, orphans too; known by a mark in its environment."""
        return [process for process in psutil.process_iter() if _environment(process).get(MARK) == self.mark]

    def gone_within(self, seconds: float) -> bool:
        """True as soon as no process is left."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process:
                self.process.poll()
            if not self.processes():
                return True
            time.sleep(0.1)
        return False

    def stop(self) -> None:
        """TERM as an operator would; what is still there after ten seconds is killed."""
        self.hang_up()
        if self.process and self.process.poll() is None:
            self.process.terminate()
        if not self.gone_within(10):
            self.kill()
        if self.process:
            self.process.wait(5)

    def kill(self) -> None:
        """What is left of it when a test is over, or when TERM was not enough; who dies may still begin another."""
        self.hang_up()
        deadline = time.monotonic() + 5
        while (left := self.processes()) and time.monotonic() < deadline:
            for process in left:
                with suppress(psutil.NoSuchProcess):  # it has just ended by itself
                    process.kill()
            time.sleep(0.05)
        if self.process:
            self.process.wait(5)


def _environment(process: psutil.Process) -> dict[str, str]:
    try:
        return {} if process.status() == psutil.STATUS_ZOMBIE else dict(process.environ())
    except (psutil.Error, OSError):
        return {}


@contextmanager
def fresh_database(folder: Path, like: str = "", server: str = "") -> Iterator[str]:
    """A DATABASE_URL to a database on this `server`, else of the kind the tests run on: empty, or like another URL's."""
    server = server or os.environ["TESTS_SERVER"]
    if server.startswith("sqlite"):
        if like:
            shutil.copy(like.removeprefix("sqlite:///"), folder / "served.sqlite3")
        yield f"sqlite:///{folder / 'served.sqlite3'}"
        return
    name = f"served_{uuid.uuid4().hex[:12]}"
    _tell(server, f"CREATE DATABASE {name} TEMPLATE {like.rpartition('/')[2] or 'template1'}")
    try:
        yield f"{server}/{name}"
    finally:
        _tell(server, f"DROP DATABASE {name} WITH (FORCE)")


def _tell(server: str, statement: str) -> None:
    """By a connection of its own: the server may have been away since the last one."""
    sockets = server.removeprefix("postgres://postgres@/")
    with psycopg.connect(host=sockets, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A DATABASE_URL to what `prepare` makes; the products of the tests begin with copies of it."""
    folder = tmp_path_factory.mktemp("prepared")
    with fresh_database(folder) as url, post_office() as post:
        Product(url, post, folder).manage("prepare")
        yield url


Serve = Callable[..., Product]


@pytest.fixture
def serve(tmp_path: Path, prepared: str) -> Iterator[Serve]:
    """Starts prepared products: `serve()`, `serve(QUIET_SECONDS="1")`; with `started=False` does not start it."""
    with ExitStack() as stack:

        def begin(*options: str, started: bool = True, **changes: str) -> Product:
            folder = tmp_path / uuid.uuid4().hex
            folder.mkdir()
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            database_url = stack.enter_context(fresh_database(folder, like=prepared))
            product = Product(database_url, stack.enter_context(post_office()), folder, **changes)
            stack.callback(product.kill)
            if started:
                product.start(*options)
            return product

        yield begin
