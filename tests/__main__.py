"""The whole suite (make test): brings what it needs, runs on both databases, ends in one line."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.harness.bring import bring_everything
from tests.harness.rooms import in_memory
from tests.harness.tally import all_is_well, closing_line

# One more than there are cores makes each slower: 322 s instead of 292 on two.
WORKERS = str(min(max(os.cpu_count() or 2, 2), 4))
TOGETHER = ["-n", WORKERS, "--dist=load", "--maxschedchunk=1"]  # in order, the longest first
Run = tuple[str, list[str]]
STAGES: list[list[Run]] = [
    [("Everything, on PostgreSQL", ["--db=postgresql", "-m", "not serial", *TOGETHER])],
    [
        (
            "Everything but the browser, on SQLite",
            ["--db=sqlite", "-m", "not serial and not browser", *TOGETHER],
        )
    ],
    [  # they wait more than they work, and each has an installation of its own
        ("One by one, on PostgreSQL", ["--db=postgresql", "-m", "serial"]),
        (
            "One by one, and the browser's story, on SQLite",
            ["--db=sqlite", "-m", "serial and not browser or smoke"],
        ),
    ],
]
"""One after the other: beside each other, at whatever priority, the same tests take a tenth more processor."""


def run(title: str, arguments: list[str]) -> Counter[str]:
    """One pytest run in its own process, said when it ends; one that breaks down before it can count is an error."""
    with tempfile.TemporaryDirectory(
        prefix="kiertue-", dir=in_memory(), ignore_cleanup_errors=True
    ) as folder:
        tally = Path(folder) / "tally.json"
        command = [sys.executable, "-m", "pytest", "-q", f"--tally={tally}", *arguments]
        done = subprocess.run(command, env=os.environ | {"TMPDIR": folder}, capture_output=True, text=True)
        print(f"\n-- {title}\n{done.stdout}{done.stderr}", flush=True)
        counts = Counter[str](json.loads(tally.read_text()) if tally.exists() else {})
    nothing_to_run = 5
    if done.returncode not in (0, nothing_to_run) and all_is_well(counts | Counter(passed=1)):
        counts["error"] += 1
    return counts


def main() -> int:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # dozens of processes would each compile the product anew
    bring_everything()
    started = time.monotonic()
    total: Counter[str] = Counter()
    with ThreadPoolExecutor() as side_by_side:
        for stage in STAGES:
            for counts in side_by_side.map(lambda each: run(*each), stage):
                total += counts
    print("\n" + closing_line(total, time.monotonic() - started), flush=True)
    return 0 if all_is_well(total) else 1


if __name__ == "__main__":
    sys.exit(main())
