"""Four floors, one staircase."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def test_no_floor_knows_of_a_higher_one() -> None:
    """In a process of its own: import-linter silences every logger that it finds."""
    done = subprocess.run([sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
