"""How much of the floor's rate the product reaches, request by request.

The floor (benchmarks/floor) has the same gunicorn line, database options and pool, and no middleware: one view
inserts one row in a transaction, one answers `ok`. Both stand side by side; the same client asks them in turn, in
alternating rounds, and medians are compared. A registration's letter is queued; the worker that will send it runs
elsewhere, as it may (`serve --web-only`), for the floor has none. What a machine takes on that also sends the
letters meanwhile is told in a line of its own. When a round ends, what is unsent is dropped, and who came has not
come: every round begins alike. No product's life has that; so PostgreSQL, which would tidy up after it within a
minute, is told to do so at once.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import psutil

from benchmarks.client import Outcome, Plan, measure
from benchmarks.stage import Stage, dress, get, post
from tests.harness.served import ROOT, Product, fresh_database
from tests.harness.smtp import free_port
from tests.serving.queue import running, until

LEFT_BEHIND = """
from django.db import connection
from django_q.models import OrmQ
from registrations.models import OutgoingMail, Participation
OutgoingMail.objects.filter(sent_at=None).delete()
OrmQ.objects.all().delete()
Participation.objects.exclude(attended_at=None).update(attended_at=None, attended_by="")
if connection.vendor == "postgresql":
    with connection.cursor() as cursor:
        cursor.execute("VACUUM registrations_participation, registrations_outgoingmail, django_q_ormq")
"""
PEOPLE_A_SECOND = 1_500
"""More than can come through the door in a second: who comes twice takes another way, and a slower one."""

WEB_PROCESSES = 2
WARMING = 0.5
"""Seconds."""
ROUNDS = 3


class Says(Protocol):
    def say(self, what: str, figure: object, target: str, *, met: bool) -> None: ...


@dataclass(frozen=True)
class Figure:
    """A kind of request, what it is compared with, its least share on PostgreSQL and on SQLite, and its answer."""

    what: str
    floor: str
    least: tuple[float, float]
    requests: Callable[[str, Stage], list[str]]
    status: str = "200"


def of_feed(host: str, stage: Stage) -> list[str]:
    path = f"/calendar/fi/tours/{stage.tour}.ics"
    with urllib.request.urlopen(f"http://{host}{path}") as answer:
        return [get(host, path, f"If-None-Match: {answer.headers['ETag']}\r\n")]


def of_tour(host: str, stage: Stage) -> list[str]:
    return [get(host, f"/fi/tours/{stage.tour}/")]


def of_state(host: str, stage: Stage) -> list[str]:
    return [get(host, f"/watch/{stage.watched}/state")]


def of_all_sessions(host: str, stage: Stage) -> list[str]:
    return [request for form in stage.forms for request in form.posts(host)]


def of_one_session(host: str, stage: Stage) -> list[str]:
    return stage.forms[0].posts(host)[:1]


def of_check_ins(host: str, stage: Stage) -> list[str]:
    headers = f"Authorization: Bearer {stage.token}\r\nContent-Type: application/json\r\n"
    scan = '{{"scan_id": "00000000-0000-4000-8000-0000@hi@@lo@", "session": "{}", "code": "{}"}}'
    bodies = [scan.format(stage.session, ticket) for ticket in stage.tickets]
    return [post(host, "/api/v1/check-ins/", body, headers) for body in bodies]


ALL_SESSIONS = Figure("registration, all sessions in turn", "row", (0.15, 0.25), of_all_sessions)
FIGURES = (
    Figure("feed that has not changed (304)", "ok", (0.22, 0.22), of_feed, "304"),
    Figure("public tour page", "ok", (0.2, 0.2), of_tour),
    Figure("watch state", "ok", (0.25, 0.25), of_state),
    ALL_SESSIONS,
    Figure("registration into one session", "row", (0.12, 0.22), of_one_session),
    Figure("check-in by API", "row", (0.25, 0.35), of_check_ins),
)


@dataclass
class Rates:
    """Answers a second, and the web's processor milliseconds for each, round by round."""

    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def add(self, outcome: Outcome, web: float) -> None:
        self.rates.append(outcome.rate)
        self.costs.append(1000 * web / sum(outcome.answers.values()))

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    @property
    def cost(self) -> float:
        return statistics.median(self.costs)


@dataclass(frozen=True)
class Site:
    """Something that listens, and the processes that serve it."""

    port: int
    web: list[psutil.Process]

    def cpu(self) -> float:
        times = [process.cpu_times() for process in self.web]
        return sum(each.user + each.system for each in times)


_numbers = count(1_000_000, 500_000)


def ask_for(site: Site, requests: list[str], seconds: float, status: str, found: Rates) -> None:
    """One round; RuntimeError if any answer is not the one expected."""
    before = site.cpu()
    outcome = measure(Plan(site.port, requests, seconds, first=next(_numbers)))
    if set(outcome.answers) != {status}:
        raise RuntimeError(f"{requests[0][:80]!r}: {outcome.answers}, not {status} only")
    found.add(outcome, site.cpu() - before)


def rates(served: Product, seconds: float, report: Says) -> None:
    """Measure and say every figure; `seconds` in each of the rounds."""
    stage = dress(served, people=int(seconds * PEOPLE_A_SECOND))
    with floor(served) as bare:
        product = again(served, stage, FIGURES, "--web-only")
        found = measured(bare, product, served, stage, seconds)
    for name in ("ok", "row"):
        report.say(f"floor, {name}", words(found[name]), "told", met=True)
    on_sqlite = served.environ["DATABASE_URL"].startswith("sqlite")
    for figure in FIGURES:
        share, least = found[figure].rate / found[figure.floor].rate, figure.least[on_sqlite]
        said = f"{share:.2f} of `{figure.floor}`, {words(found[figure])}"
        report.say(figure.what, said, f"at least {least}, aim {2 * least:g}", met=share >= least)
    with_worker, both = again(served, stage, [ALL_SESSIONS]), Rates()
    ask_for(with_worker, ALL_SESSIONS.requests(_host(served), stage), seconds, ALL_SESSIONS.status, both)
    report.say("the same while their letters are sent", words(both), "told", met=True)


def again(served: Product, stage: Stage, figures: Iterable[Figure], *options: str) -> Site:
    """The product, stopped and started anew, and asked for these once: its first answers are slow."""
    served.stop()
    served.start(*options)
    host = _host(served)
    # The first web process answers before the last is there, and all their processor time is to be counted.
    if not until(lambda: len(running(served, "gunicorn")) > WEB_PROCESSES, 10):
        raise RuntimeError("A web process did not start.")
    product = Site(int(host.split(":")[1]), running(served, "gunicorn"))
    for figure in figures:
        ask_for(product, figure.requests(host, stage), WARMING, figure.status, Rates())
    served.ask(LEFT_BEHIND)
    return product


def _host(served: Product) -> str:
    return urlsplit(served.url).netloc


def measured(
    bare: Site, product: Site, served: Product, stage: Stage, seconds: float
) -> dict[str | Figure, Rates]:
    """What the floor's views and each kind of request reach, in alternating rounds."""
    found: dict[str | Figure, Rates] = {name: Rates() for name in ("ok", "row", *FIGURES)}
    host = _host(served)
    for _round in range(ROUNDS):
        for view in ("ok", "row"):
            ask_for(bare, [get(host, f"/{view}")], seconds, "200", found[view])
            for figure in FIGURES:
                if figure.floor == view:
                    ask_for(product, figure.requests(host, stage), seconds, figure.status, found[figure])
                    served.ask(LEFT_BEHIND)
    return found


def words(found: Rates) -> str:
    return f"{found.rate:.0f} a second, {found.cost:.2f} ms of processor each"


@contextmanager
def floor(served: Product) -> Iterator[Site]:
    """The floor on a fresh database of the product's kind, with the product's gunicorn line."""
    with (
        tempfile.TemporaryDirectory(prefix="kiertue-floor-") as folder,
        fresh_database(Path(folder), server=served.server) as url,
    ):
        port = free_port()
        environ = os.environ | {"DATABASE_URL": url, "SITE_URL": served.url, "PORT": str(port)}
        environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.floor.settings"
        syncdb = [sys.executable, "-m", "django", "migrate", "--run-syncdb", "--verbosity=0"]
        subprocess.run(syncdb, cwd=ROOT, env=environ, check=True)
        line = ["--config", "python:config.gunicorn", f"--workers={WEB_PROCESSES}", "benchmarks.floor.wsgi"]
        with (Path(folder) / "log").open("wb") as log:
            web = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *line], cwd=ROOT, env=environ, stdout=log, stderr=log
            )
        try:
            wait_for(f"http://127.0.0.1:{port}/ok")
            main = psutil.Process(web.pid)
            if not until(lambda: len(main.children()) == WEB_PROCESSES, 10):
                raise RuntimeError("A web process of the floor did not start.")
            yield Site(port, [main, *main.children()])
        finally:
            web.terminate()
            web.wait(10)


def wait_for(url: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
