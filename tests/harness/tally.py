"""The pytest plugin that counts a run's outcomes into a file, and the closing line over several runs."""

import json
from collections import Counter
from pathlib import Path

import pytest

ORDER = ("failed", "passed", "skipped", "xfailed", "xpassed", "error")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--tally", metavar="FILE", help="write the outcomes of this run to FILE as JSON")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if target := config.getoption("--tally"):
        counts = {name: len(terminalreporter.stats.get(name, [])) for name in ORDER}
        Path(target).write_text(json.dumps(counts))


def closing_line(counts: Counter[str], seconds: float, width: int = 80) -> str:
    """pytest's own last line: `===== 1 failed, 312 passed in 250.33s =====`."""
    words = [f"{counts[name]} {name}" for name in ORDER if counts[name]]
    return f" {', '.join(words) or 'no tests ran'} in {seconds:.2f}s ".center(width, "=")


def all_is_well(counts: Counter[str]) -> bool:
    """Something ran, and nothing but passes: a skipped or expected failure is a hole in the net."""
    return counts["passed"] > 0 and counts.total() == counts["passed"]
