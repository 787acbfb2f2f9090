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
from contextlib import contextmanager
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


@contextmanager
def product(database: str) -> Iterator[tuple[Product, Sites]]:
    """The product with the example, on a fresh database of this kind, serving."""
    folder = Path(tempfile.mkdtemp(prefix="kiertue-bench-"))
    os.environ |= {"TESTS_SERVER": database, "TESTS_DIR": str(folder)}
    try:
        with fresh_database(folder) as url, post_office() as post:
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
    rates(served, size.seconds_a_round, size.rounds, report)


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


PARTS: dict[str, Callable[[Product, Sites, Size, Report], None]] = {
    "rates": measure_rates,
    "race": measure_race,
    "kills": measure_kills,
    "outage": measure_outage,
    "many": measure_many,
}


def main() -> int:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's machine keeps what it has compiled
    size, report = QUICK if "--quick" in sys.argv else FULL, Report()
    asked = [part for name, part in PARTS.items() if name in sys.argv] or list(PARTS.values())
    groups = [asked] if size is QUICK else [[part] for part in asked]  # each on an installation of its own
    with postgres() as server:
        for name, database in (("SQLite", "sqlite"), ("PostgreSQL", server)):
            print(f"\n{name}", flush=True)
            for parts in groups:
                with product(database) as (served, sites):
                    for part in parts:
                        part(served, sites, size, report)
        stop_restarted(server)
    return int(report.missed)


if __name__ == "__main__":
    sys.exit(main())
