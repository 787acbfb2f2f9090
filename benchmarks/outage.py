"""The database is gone for a while: PostgreSQL is stopped; SQLite's file is held by somebody who writes."""

import http.client
import shlex
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.request
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil

from benchmarks.attempts import FORM_AGE_SECONDS, Client
from benchmarks.report import Report, Size
from tests.harness.served import Product

READY_WITHIN = 5.0


def database_away(served: Product, site: tuple[str, str], size: Size, report: Report) -> None:
    """Eight people go on registering meanwhile; they hear 200, or 503 with Retry-After, and nothing else."""
    with _people_going_on(served, site) as heard:
        with _away(served.environ["DATABASE_URL"], served.server):
            time.sleep(size.seconds_away)
        back, begun = False, time.monotonic()
        while not back and time.monotonic() < begun + 60:
            back = _is_ready(served)
        seconds = time.monotonic() - begun
    said = ", ".join(f"{count} × {answer}" for answer, count in sorted(heard.items()))
    allowed = {"200", "503 with Retry-After"}
    report.say(
        f"database gone for {size.seconds_away:g} s, answers",
        said,
        "200 or 503 with Retry-After",
        met=heard.keys() <= allowed,
    )
    report.at_most("ready again after", seconds, READY_WITHIN, "s")


def _is_ready(served: Product) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"{served.url}/readyz", timeout=5) as answer:
        return bool(answer.status == 200)
    return False


@contextmanager
def _people_going_on(served: Product, site: tuple[str, str]) -> Iterator[Counter[str]]:
    """What they have heard, counted while the block lasts; whatever happens in it, they end with it."""
    slug, session = site
    heard: Counter[str] = Counter()
    stop = threading.Event()
    path = f"/fi/events/{slug}/register/"
    clients = [Client(served.url, path, session, f"10.7.0.{number}") for number in range(8)]
    time.sleep(FORM_AGE_SECONDS)
    people = [threading.Thread(target=_go_on, args=(client, stop, heard)) for client in clients]
    for person in people:
        person.start()
    try:
        yield heard
    finally:
        stop.set()
        for person in people:
            person.join()


def _go_on(client: Client, stop: threading.Event, heard: Counter[str]) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        client.address = f"10.7.{number // 250}.{number % 250}"
        try:
            status = client.register(f"away.{uuid.uuid4().hex[:12]}@example.org", uuid.uuid4())
            heard[f"{status}{' with Retry-After' if client.retry_after else ''}"] += 1
        except (OSError, http.client.HTTPException) as error:
            heard[type(error).__name__] += 1
            client.connection.close()
        time.sleep(0.05)


@contextmanager
def _away(url: str, server: str) -> Iterator[None]:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            yield
            writer.execute("ROLLBACK")
        return
    data = _files(server)
    line, owner = shlex.split((data / "postmaster.opts").read_text()), data.stat()
    main = psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))
    main.send_signal(signal.SIGQUIT)  # at once, as in a power cut
    _gone(main)
    yield
    log = (data.parent / "log").open("ab")
    subprocess.Popen(
        line, user=owner.st_uid, group=owner.st_gid, cwd="/", stdout=log, stderr=log, start_new_session=True
    )


def _files(server: str) -> Path:
    return Path(server.removeprefix("postgres://postgres@/")).parent / "data"


def _gone(main: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        while main.is_running() and main.status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.05)


def stop_restarted(server: str) -> None:
    """End a PostgreSQL that came back: its keeper does not know it."""
    pid_file = _files(server) / "postmaster.pid"
    if pid_file.exists():
        with suppress(psutil.NoSuchProcess):
            main = psutil.Process(int(pid_file.read_text().split()[0]))
            main.send_signal(signal.SIGQUIT)
            _gone(main)
