"""Whoever keeps a connection keeps a process busy: the connections are spread over the processes."""

import socket
from contextlib import ExitStack

from tests.harness.served import Product
from tests.serving.queue import running

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
