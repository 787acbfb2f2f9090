"""What takes long to read and few requests need is not read at every start."""

import subprocess
import sys

from tests.harness.served import ROOT

READ_ALL = "import sys, config.wsgi; print(*sys.modules)"


def test_the_product_starts_without_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL], cwd=ROOT, capture_output=True, text=True, check=True
    )
    read = set(done.stdout.split())
    assert "events.memo.workbook" in read, "not all of the product was read"
    assert not read & {"openpyxl", "xlsxwriter", "holidays"}
