"""However `serve` ends, nothing of it is left."""

import subprocess
import sys
from pathlib import Path

from tests.harness.served import ROOT, Product
from tests.serving.queue import is_up, leave_traces, until

TAKE_ALL = """
from django_q.models import OrmQ
print([row.task["func"] for row in OrmQ.objects.all()])
OrmQ.objects.all().delete()
"""


def test_term_ends_every_process_within_ten_seconds_even_while_a_task_runs(
    product: Product, tmp_path: Path
) -> None:
    product.start()
    assert product.process
    product.ask("from events.jobs import nudge\nnudge('time.sleep', 25)")
    leave_traces(product, tmp_path / "after", 1)
    assert until((tmp_path / "after" / "0").exists, 60)
    product.process.terminate()
    assert product.gone_within(10)
    assert product.process.wait(1) == 0
    assert "time.sleep" in product.ask(TAKE_ALL)


def test_kill_leaves_no_process(product: Product) -> None:
    product.start()
    assert until(lambda: is_up(product), 60)
    assert product.process
    product.process.kill()
    assert product.gone_within(3)


def test_serve_with_its_parent_ends_with_it(product: Product) -> None:
    shell = ["sh", "-c", f"{sys.executable} manage.py serve --web-only --with-parent; true"]
    with subprocess.Popen(shell, cwd=ROOT, env=product.environ) as parent:
        assert until(product.healthy, 60)
        parent.kill()
    assert product.gone_within(10)
