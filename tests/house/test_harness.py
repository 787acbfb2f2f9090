"""The harness itself: it counts rightly and leaves nothing behind."""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psutil

from tests.harness.rooms import in_memory
from tests.harness.tally import all_is_well, closing_line
from tests.house.source import ROOT

STARTS_ONE = """from tests.harness.postgres import postgres
with postgres(within="{memory}") as address: print(address, flush=True); input()"""


def test_the_closing_line_is_pytests_own() -> None:
    assert closing_line(Counter(passed=312), 250.333, 40) == "======== 312 passed in 250.33s ========="
    assert "= 2 failed, 1 passed, 3 skipped in 1.00s =" in closing_line(
        Counter(failed=2, passed=1, skipped=3), 1
    )


def test_only_passes_pass() -> None:
    assert all_is_well(Counter(passed=1))
    assert not all_is_well(Counter())
    for bad in ("failed", "skipped", "xfailed", "xpassed", "error"):
        assert not all_is_well(Counter({"passed": 5, bad: 1}))


def test_a_killed_starter_leaves_no_postgresql() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STARTS_ONE.format(memory=in_memory() or "")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as starter:
        assert starter.stdout
        folder = Path(starter.stdout.readline().strip().removeprefix("postgres://postgres@/")).parent
        assert folder.is_dir()
        assert _servers(folder)
        starter.kill()
        deadline = time.monotonic() + 20
        while folder.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
    assert not folder.exists()
    assert not _servers(folder)


def _servers(folder: Path) -> list[psutil.Process]:
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if str(folder / "s") in (process.info["cmdline"] or [])
    ]
