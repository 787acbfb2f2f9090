"""make bench [QUICK=1]: rates against a floor, and the full counts of what the suite does small; exit 1 on a miss.

Each figure is printed with its target. Traffic goes to this machine only, is counted, and stops by itself.
`python -m benchmarks.run [--quick] [part …]` measures some parts only: rates race kills outage many.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from benchmarks.crowd import crowd
from benchmarks.exports import exports, sheet, weight
from benchmarks.keeping import keeping
from benchmarks.kills import kill_senders, kill_web_workers
from benchmarks.outage import database_away, stop_restarted
from benchmarks.race import race_for_places
from benchmarks.rates import rates
from benchmarks.report import FULL, QUICK, Report, Size
from benchmarks.tables import desk, tables
from tests.harness.postgres import postgres
from tests.harness.served import Product, fresh_database
from tests.harness.smtp import post_office

Sites = list[tuple[str, str]]
"""Events of the example and their open sessions: the other organiser's own, then those of the coming tour."""
Databases = list[tuple[Report, str]]
"""Each one's report, and its server: what `fresh_database` takes."""

Part = Callable[[Product, Sites, Size, Report], None]


@contextmanager
def product(server: str) -> Iterator[tuple[Product, Sites]]:
    """The product with the example, on a fresh database of this server, serving."""
    folder = Path(tempfile.mkdtemp(prefix="kiertue-bench-"))
    try:
        with fresh_database(folder, server=server) as url, post_office() as post:
            served = Product(url, post, folder, PROXIES="1")
            served.prepare()
            example = json.loads(served.manage("load_example", "--people=20", "--json"))
            served.start()
            try:
                yield served, _sites(example)
            finally:
                served.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sites(example: dict[str, list[dict[str, object]]]) -> Sites:
    own, *_past, coming = sorted(
        example["tours"], key=lambda tour: not str(tour["slug"]).startswith("perheillat")
    )
    stops = [*own["stops"], *coming["stops"]]  # type: ignore[misc]  # JSON
    return [
        (stop["slug"], session["id"])
        for stop in stops
        for session in stop["sessions"]
        if session["admission"] == "open"
    ]


def measure_rates(served: Product, sites: Sites, size: Size, report: Report) -> None:
    rates(served, size.seconds_a_round, report)


def measure_race(served: Product, sites: Sites, size: Size, report: Report) -> None:
    race_for_places(served, sites[0], size, report)
    audit(served, report)


def measure_kills(served: Product, sites: Sites, size: Size, report: Report) -> None:
    kill_web_workers(served, sites[1], size, report)
    kill_senders(served, sites[2], size, report)
    audit(served, report)


def measure_outage(served: Product, sites: Sites, size: Size, report: Report) -> None:
    database_away(served, sites[1], size, report)
    audit(served, report)


def measure_many(served: Product, sites: Sites, size: Size, report: Report) -> None:
    (large, _session), (small, session) = sites[-1], sites[-2]
    tables(served, large, size, report)
    exports(served, large, size, report)
    crowd(served, small, min(5000, size.people))
    sheet(served, session, min(5000, size.people), report)
    keeping(served, sites[1], report)
    desk(served, size, report)
    weight(served, report)


def audit(served: Product, report: Report) -> None:
    report.say("audit_invariants", served.manage("audit_invariants").strip(), "clean", met=True)


PARTS: dict[str, Part] = {
    "rates": measure_rates,
    "race": measure_race,
    "kills": measure_kills,
    "outage": measure_outage,
    "many": measure_many,
}


def main() -> int:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's machine keeps what it has compiled
    parts = [part for name, part in PARTS.items() if name in sys.argv] or list(PARTS.values())
    with postgres() as server:
        databases = [(Report("SQLite"), "sqlite"), (Report("PostgreSQL"), server)]
        (quickly if "--quick" in sys.argv else fully)(databases, parts)
        stop_restarted(server)
    return int(any(report.missed for report, _server in databases))


def fully(databases: Databases, parts: list[Part]) -> None:
    """One after the other, each on an installation of its own."""
    for report, server in databases:
        for part in parts:
            with product(server) as installed:
                part(*installed, FULL, report)


def quickly(databases: Databases, parts: list[Part]) -> None:
    """On one installation each, on both at once, to end within three minutes. Only the rates are measured alone."""
    reports, servers = zip(*databases, strict=True)

    def measure(installed: tuple[Product, Sites], report: Report, *, alone: bool) -> None:
        for part in parts:
            if (part is measure_rates) is alone:
                part(*installed, QUICK, report)

    with ExitStack() as stack, ThreadPoolExecutor() as pool:
        both = list(pool.map(lambda server: stack.enter_context(product(server)), servers))
        for installed, report in zip(both, reports, strict=True):
            measure(installed, report, alone=True)
        list(pool.map(partial(measure, alone=False), both, reports))


if __name__ == "__main__":
    sys.exit(main())
