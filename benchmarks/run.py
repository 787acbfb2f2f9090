"""make bench [QUICK=1]: the full counts of what the suite does small; exit 1 on a miss.

Each figure is printed with its target. Traffic goes to this machine only, is counted, and stops by itself.
"""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.attempts import run as attempt
from tests.harness.postgres import postgres
from tests.harness.served import Product, fresh_database
from tests.harness.smtp import post_office
from tests.serving.queue import is_up, lock_holders, until

COUNT = """
import json
from registrations.models import OutgoingMail, Participation
rows = list(Participation.objects.filter(session__uuid="{session}").values_list("status", flat=True))
left = OutgoingMail.objects.filter(state__in=["queued", "claimed"]).count()
print(json.dumps([rows.count("attending"), rows.count("waiting"), left]))
"""
UNSENT = """
from registrations.models import OutgoingMail
print(OutgoingMail.objects.filter(state__in=["queued", "claimed"]).count())
"""
PLACES = "from events.models import Session; Session.objects.filter(uuid='{}').update(in_person_capacity={})"


@dataclass(frozen=True)
class Size:
    """How much of everything: the full counts, or those of QUICK=1."""

    attempts: int
    places: int
    kills: int


FULL, QUICK = Size(attempts=2000, places=100, kills=10), Size(attempts=400, places=20, kills=2)


class Report:
    """Lines of figure and target; `missed` when one is not met."""

    def __init__(self) -> None:
        self.missed = False

    def say(self, what: str, figure: object, target: str, *, met: bool) -> None:
        self.missed |= not met
        print(f"{'ok  ' if met else 'MISS'}  {what}: {figure}  (target: {target})", flush=True)


@contextmanager
def product(database: str) -> Iterator[Product]:
    """The product with the example, on a fresh database of this kind, serving."""
    folder = Path(tempfile.mkdtemp(prefix="kiertue-bench-"))
    os.environ |= {"TESTS_SERVER": database, "TESTS_DIR": str(folder)}
    try:
        with fresh_database(folder) as url, post_office() as post:
            served = Product(url, post, folder, PROXIES="1")
            served.prepare()
            served.manage("load_example", "--people=20", "--verbosity=0")
            served.start()
            try:
                yield served
            finally:
                served.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def race_for_places(served: Product, size: Size, report: Report) -> None:
    """Many people want few places of one room, through HTTP, from 16 connections."""
    example = json.loads(served.manage("load_example", "--json"))
    stop = next(tour for tour in example["tours"] if tour["slug"].startswith("perheillat"))["stops"][0]
    session = stop["sessions"][0]["id"]
    served.ask(PLACES.format(session, size.places))
    outcome = attempt(served.url, stop["slug"], session, attempts=size.attempts, clients=16)
    attending, waiting, _left = json.loads(served.ask(COUNT.format(session=session)))
    said = ", ".join(f"{count} × {status}" for status, count in sorted(outcome.statuses.items()))
    report.say("answers", said, "200 only", met=set(outcome.statuses) == {200})
    seats = f"{size.places} and {size.attempts - size.places}"
    met = (attending, waiting) == (size.places, size.attempts - size.places)
    report.say("attending and waiting", f"{attending} and {waiting}", seats, met=met)
    rate = size.attempts / outcome.seconds
    report.say(
        "registrations a second, one session",
        f"{rate:.0f}, slowest {outcome.slowest:.2f} s",
        "told",
        met=True,
    )


def kill_lock_holders(served: Product, size: Size, report: Report) -> None:
    """Kill the worker that holds the queue's lock, again and again; every letter arrives within 90 s of the last."""
    for _kill in range(size.kills):
        until(lambda: is_up(served) and bool(lock_holders(served)), 60)
        for holder in lock_holders(served):
            holder.kill()
    begun = time.monotonic()
    all_sent = until(lambda: served.ask(UNSENT) == "0", 600)
    seconds = time.monotonic() - begun
    copies = served.post.sink.copies()
    report.say(f"letters left after {size.kills} kills", "none" if all_sent else "some", "none", met=all_sent)
    report.say("seconds until the last letter", f"{seconds:.0f}", "told", met=True)
    report.say(
        "letters sent, repeats", f"{len(copies)}, {copies.total() - len(copies)}", "repeats counted", met=True
    )


def audit(served: Product, _size: Size, report: Report) -> None:
    report.say("audit_invariants", served.manage("audit_invariants").strip(), "clean", met=True)


PARTS: tuple[Callable[[Product, Size, Report], None], ...] = (race_for_places, kill_lock_holders, audit)


def main() -> int:
    size = QUICK if "--quick" in sys.argv else FULL
    report = Report()
    with postgres() as server:
        for name, database in (("SQLite", "sqlite"), ("PostgreSQL", server)):
            print(f"\n{name}", flush=True)
            with product(database) as served:
                for part in PARTS:
                    part(served, size, report)
    return int(report.missed)


if __name__ == "__main__":
    sys.exit(main())
