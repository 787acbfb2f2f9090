"""Whoever keeps a connection keeps a process busy: connections are spread over the processes, and those over the cores."""

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.harness.served import Product
from tests.serving.queue import running, until

ASKED = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
TRIALS, CONNECTIONS = 8, 8
FEWER = 2.5
"""How many the process with fewer holds on an average, at least; without help it is 1.5."""


def spread(product: Product, connections: int) -> list[int]:
    """So many clients come at once and stay: how many of them each process holds."""
    port = int(product.url.rsplit(":", 1)[1])
    with ExitStack() as held:
        clients = [
            held.enter_context(socket.create_connection(("127.0.0.1", port)))
            for _number in range(connections)
        ]
        for client in clients:
            client.sendall(ASKED)
        for client in clients:
            assert client.recv(20)
        _main, *workers = running(product, "gunicorn")
        return [
            sum(each.status == "ESTABLISHED" and each.laddr.port == port for each in worker.net_connections())
            for worker in workers
        ]


def test_no_process_gets_nearly_all_the_connections(product: Product) -> None:
    product.start("--web-only")
    found = [spread(product, CONNECTIONS) for _trial in range(TRIALS)]
    assert all(sum(each) >= CONNECTIONS for each in found), found
    assert sum(min(each) for each in found) >= TRIALS * FEWER, found


@pytest.fixture
def two_cores() -> Iterator[set[int]]:
    """Those that this process and what it starts may use meanwhile: two, or one where there is one."""
    every = os.sched_getaffinity(0)
    few = set(sorted(every)[:2])
    os.sched_setaffinity(0, few)
    yield few
    os.sched_setaffinity(0, every)


def test_each_process_keeps_to_a_core_of_its_own_also_one_that_takes_anothers_place(
    product: Product, two_cores: set[int]
) -> None:
    """Where there is none for each, or more than are needed, they go where there is room."""
    alone = {frozenset({core}) for core in two_cores}
    product.start("--web-only")
    assert until(lambda: cores_of(product) == alone, 10), cores_of(product)
    running(product, "gunicorn")[1].kill()
    assert until(lambda: len(running(product, "gunicorn")) == 3, 10)
    assert until(lambda: cores_of(product) == alone, 10), cores_of(product)
    product.stop()
    product.start("--web-only", "--workers=1")
    assert until(lambda: cores_of(product) == {frozenset(two_cores)}, 10), cores_of(product)


def cores_of(product: Product) -> set[frozenset[int]]:
    _main, *workers = running(product, "gunicorn")
    return {frozenset(worker.cpu_affinity()) for worker in workers}
