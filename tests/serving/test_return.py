"""What dies comes back, and the work goes on."""

import os
import subprocess
import sys
from pathlib import Path

import psutil

from tests.harness.served import ROOT, Product
from tests.serving.queue import cluster, is_up, leave_traces, lock_holders, restarts, running, until


def test_three_kills_of_the_worker_that_holds_the_lock_cost_seconds_and_are_counted(
    product: Product, tmp_path: Path
) -> None:
    product.start()
    assert until(lambda: is_up(product), 60)
    before = restarts(product)
    for kill in range(3):
        assert until(lambda: is_up(product) and bool(lock_holders(product)), 60)
        for holder in lock_holders(product):
            holder.kill()
        leave_traces(product, tmp_path / str(kill), 6)
        assert until(lambda: len(list(tmp_path.glob("*/*"))) == 6 * (kill + 1), 60), product.log()  # noqa: B023  # run at once
    assert restarts(product) == before + 3


def test_a_killed_web_master_and_a_killed_leash_come_back(product: Product) -> None:
    product.start()
    assert until(lambda: is_up(product), 60)
    running(product, "gunicorn")[0].kill()
    assert until(product.healthy, 60)
    first = cluster(product)[0]
    psutil.Process(os.getpgid(first.pid)).kill()
    assert until(lambda: not first.is_running() and is_up(product), 60)


FAST = """
import django; django.setup()
from config.supervisor.pulse import Pulse
from config.supervisor.watch import watch
from config.supervisor.worker import Worker
worker = Worker()
worker.pulse = Pulse(every=0.5, limits={"worker": 10})
watch([worker])
"""


def test_a_queue_that_falls_silent_without_a_death_is_started_again(product: Product, tmp_path: Path) -> None:
    environ = product.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    product.process = subprocess.Popen([sys.executable, "-c", FAST], cwd=ROOT, env=environ)
    leave_traces(product, tmp_path / "lively", 1)
    assert until((tmp_path / "lively" / "0").exists, 60)
    before = restarts(product)
    assert until(lambda: bool(lock_holders(product)), 60)
    for holder in lock_holders(product):
        holder.suspend()
    leave_traces(product, tmp_path / "silent", 1)
    assert until((tmp_path / "silent" / "0").exists, 60)
    assert restarts(product) == before + 1
