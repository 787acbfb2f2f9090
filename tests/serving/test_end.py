"""However `serve` ends, nothing of it is left."""

import subprocess
import sys

from tests.harness.served import ROOT, Product
from tests.serving.queue import ask, is_up, until


def test_term_ends_every_process_within_ten_seconds_even_while_a_task_runs(product: Product) -> None:
    product.start()
    assert until(lambda: is_up(product), 20)
    ask(product, "from events.jobs import nudge\nnudge('time.sleep', 25)")
    assert product.process
    product.process.terminate()
    assert product.gone_within(10)
    assert product.process.returncode == 0


def test_kill_leaves_no_process(product: Product) -> None:
    product.start()
    assert until(lambda: is_up(product), 20)
    assert product.process
    product.process.kill()
    assert product.gone_within(3)


def test_serve_with_its_parent_ends_with_it(product: Product) -> None:
    shell = ["sh", "-c", f"{sys.executable} manage.py serve --web-only --with-parent; true"]
    with subprocess.Popen(shell, cwd=ROOT, env=product.environ) as parent:
        assert until(product.healthy, 20)
        parent.kill()
    assert product.gone_within(10)
