"""A client that costs little: one process, one thread, a few keep-alive connections, one request under way on each.

    python -m benchmarks.client < plan.json    prints {"answers": {status: count}, "seconds": …, "cpu": …}

A request is text; `@hi@` and `@lo@` in it become a number that no other request has.
"""

import json
import re
import selectors
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import count, cycle

_LENGTH = re.compile(rb"\r\nContent-Length: *(\d+)\r\n", re.IGNORECASE)
BODILESS = (b"204", b"304")


@dataclass(frozen=True)
class Plan:
    """What to send, in turn; to which port; how long, over how many connections; the first number."""

    port: int
    requests: list[str]
    seconds: float
    connections: int = 8
    first: int = 0


@dataclass(frozen=True)
class Outcome:
    """Answers by status, and the seconds (the client's own processor's too) that they took."""

    answers: dict[str, int]
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return sum(self.answers.values()) / self.seconds


def measure(plan: Plan) -> Outcome:
    """Run the plan in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.client"]
    done = subprocess.run(command, input=json.dumps(asdict(plan)), capture_output=True, text=True, check=True)
    return Outcome(**json.loads(done.stdout))


def numbered(plan: Plan) -> Iterator[bytes]:
    requests = cycle([text.encode() for text in plan.requests])
    for number, request in zip(count(plan.first), requests, strict=False):
        digits = b"%08d" % number
        yield request.replace(b"@hi@", digits[:4]).replace(b"@lo@", digits[4:])


def run(plan: Plan) -> Outcome:
    """Each connection sends its next request as soon as its answer is there, until the time is up."""
    answers: Counter[str] = Counter()
    requests, line = numbered(plan), selectors.DefaultSelector()
    for _connection in range(plan.connections):
        begun = socket.create_connection(("127.0.0.1", plan.port))
        begun.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        begun.sendall(next(requests))
        line.register(begun, selectors.EVENT_READ, bytearray())
    started, cpu = time.monotonic(), time.process_time()
    while time.monotonic() < started + plan.seconds:
        for key, _events in line.select(timeout=1):
            connection: socket.socket = key.fileobj  # type: ignore[assignment]  # we registered sockets
            heard = connection.recv(65536)
            if not heard:
                raise ConnectionError(f"The server hung up after {key.data!r}")
            key.data.extend(heard)
            if status := answered(key.data):
                answers[status] += 1
                key.data.clear()
                connection.sendall(next(requests))
    return Outcome(dict(answers), time.monotonic() - started, time.process_time() - cpu)


def answered(heard: bytearray) -> str:
    """The status, once the whole answer is there; else nothing."""
    end = heard.find(b"\r\n\r\n")
    if end < 0:
        return ""
    status = bytes(heard[9:12])
    length = _LENGTH.search(heard, 0, end + 2)
    body = int(length[1]) if length and status not in BODILESS else 0
    return status.decode() if len(heard) >= end + 4 + body else ""


if __name__ == "__main__":
    print(json.dumps(asdict(run(Plan(**json.load(sys.stdin))))))
