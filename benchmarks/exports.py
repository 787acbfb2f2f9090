"""Files of many rows, fetched through HTTP by a signed-in organiser; and what the web workers weigh meanwhile."""

import http.cookiejar
import json
import re
import threading
import time
import urllib.request
from contextlib import suppress
from urllib.parse import urlencode

import psutil

from benchmarks.report import Report, Size
from tests.harness.served import Product
from tests.serving.queue import running

MEBIBYTE = 2**20
FLAT = 60.0
"""MiB that a file may add to a worker, whatever its length."""


class Organiser:
    """A signed-in browser of the example's first organiser."""

    def __init__(self, served: Product) -> None:
        self.served = served
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        login = json.loads(served.manage("load_example", "--json"))["organisers"][0]["login"]
        self.post("/accounts/login/", login=login["email"], password=login["password"])

    def get(self, path: str) -> bytes:
        with self.browser.open(self.served.url + path) as answer:
            return bytes(answer.read())

    def post(self, path: str, **fields: str) -> bytes:
        """Send the form of a page, with its hidden fields."""
        return self.send(path, hidden(self.get(path)) | fields)

    def send(self, path: str, fields: dict[str, str]) -> bytes:
        """The page that comes of these fields."""
        request = urllib.request.Request(
            self.served.url + path, urlencode(fields).encode(), {"Referer": self.served.url}
        )
        with self.browser.open(request) as answer:
            return bytes(answer.read())


def hidden(page: bytes) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.decode()))


class Scales(threading.Thread):
    """Weighs the web workers until the block ends; `added`: MiB that the one that grew most put on."""

    def __init__(self, served: Product) -> None:
        super().__init__(daemon=True)
        self.workers = running(served, "gunicorn")[1:]
        self.before = [worker.memory_info().rss for worker in self.workers]
        self.most, self.ended = list(self.before), threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.02):
            with suppress(psutil.NoSuchProcess):
                self.most = [
                    max(most, worker.memory_info().rss)
                    for most, worker in zip(self.most, self.workers, strict=True)
                ]

    def __enter__(self) -> "Scales":
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.ended.set()
        self.join()

    @property
    def added(self) -> float:
        return max(most - before for most, before in zip(self.most, self.before, strict=True)) / MEBIBYTE


def exports(served: Product, slug: str, size: Size, report: Report) -> None:
    """The participants of one event as CSV and XLSX."""
    organiser = Organiser(served)
    share = size.people / 50_000
    for kind, limit in (("csv", 2.5), ("xlsx", 12.0)):
        with Scales(served) as scales:
            begun = time.monotonic()
            file = organiser.post(
                f"/organiser/events/{slug}/participants/export/", kind=kind, purpose="report"
            )
            seconds = time.monotonic() - begun
        assert len(file) > 20 * size.people, f"a {kind} of {len(file)} bytes"
        report.at_most(
            f"{kind} of {size.people:,} rows ({len(file) / MEBIBYTE:.1f} MiB)",
            seconds,
            limit * max(share, 0.2),
            "s",
        )
        report.at_most(f"memory that the {kind} adds to a web worker", scales.added, FLAT, "MiB")


def sheet(served: Product, session: str, rows: int, report: Report) -> None:
    """The attendance sheet of one session as PDF."""
    organiser = Organiser(served)
    begun = time.monotonic()
    file = organiser.get(f"/organiser/sessions/{session}/attendance.pdf")
    assert file.startswith(b"%PDF"), file[:80]
    report.at_most(f"attendance sheet of {rows:,} rows as PDF", time.monotonic() - begun, 8.0, "s")


def weight(served: Product, report: Report) -> None:
    """A web worker after all this work, and how soon a new installation answers."""
    heaviest = max(worker.memory_info().rss for worker in running(served, "gunicorn")[1:]) / MEBIBYTE
    report.at_most("web worker's memory", heaviest, 130, "MiB")
    served.stop()
    begun = time.monotonic()
    served.start("--web-only")
    report.at_most("serving after", time.monotonic() - begun, 1.5, "s")
