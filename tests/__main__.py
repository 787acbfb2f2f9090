"""The whole suite (make test): brings what it needs, runs on both databases, ends in one line."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.harness.bring import bring_everything
from tests.harness.tally import all_is_well, closing_line

WORKERS = str((os.cpu_count() or 2) + 1)  # a test that waits for a browser leaves its core to another
TOGETHER = ["-n", WORKERS, "--dist", "worksteal"]
RUNS = [
    ("Everything, on PostgreSQL", ["--db=postgresql", "-m", "not serial", *TOGETHER]),
    ("One by one, on PostgreSQL", ["--db=postgresql", "-m", "serial"]),
    (
        "Everything but the browser, on SQLite",
        ["--db=sqlite", "-m", "not serial and (not browser or smoke)", *TOGETHER],
    ),
    ("One by one, on SQLite", ["--db=sqlite", "-m", "serial and (not browser or smoke)"]),
]


def run(title: str, arguments: list[str]) -> Counter[str]:
    """One pytest run in its own process; a run that breaks down before it can count is one error."""
    print(f"\n-- {title}", flush=True)
    with tempfile.TemporaryDirectory(prefix="kiertue-", ignore_cleanup_errors=True) as folder:
        tally = Path(folder) / "tally.json"
        command = [sys.executable, "-m", "pytest", "-q", f"--tally={tally}", *arguments]
        code = subprocess.run(command, env=os.environ | {"TMPDIR": folder}).returncode
        counts = Counter[str](json.loads(tally.read_text()) if tally.exists() else {})
    nothing_to_run = 5
    if code not in (0, nothing_to_run) and all_is_well(counts | Counter(passed=1)):
        counts["error"] += 1
    return counts


def main() -> int:
    started = time.monotonic()
    bring_everything()
    total: Counter[str] = Counter()
    for title, arguments in RUNS:
        total += run(title, arguments)
    print("\n" + closing_line(total, time.monotonic() - started), flush=True)
    return 0 if all_is_well(total) else 1


if __name__ == "__main__":
    sys.exit(main())
