"""A real SMTP server on loopback that records what it accepts and answers as the test scripts it."""

import asyncio
import logging
import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

logging.getLogger("mail.log").setLevel(logging.WARNING)  # else a failing test shows every command of SMTP

ANSWERS = {
    "250": "250 Accepted",
    "451": "451 4.3.0 Try again later",
    "550": "550 5.1.1 No such user",
}


@dataclass(frozen=True)
class Letter:
    """One message as it came: the envelope's addresses, the parsed message, what we answered."""

    sender: str
    recipients: list[str]
    message: EmailMessage
    answer: str

    @property
    def taken(self) -> bool:
        """True when the sink keeps it, whether or not the sender was told so (`drop`)."""
        return self.answer in ("250", "drop")

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])


class Sink:
    """Each coming message takes the next of `answers`; when there are none left, all are accepted.

    Answers: "250", "451", "550", "hang" (none until the test ends), "drop" (kept, but the line is cut before
    the answer). `refused` maps a recipient to the answer given at RCPT TO, such as "550 5.1.1 No such user".
    """

    def __init__(self) -> None:
        self.answers: deque[str] = deque()
        self.refused: dict[str, str] = {}
        self.received: list[Letter] = []
        self._released = asyncio.Event()
        self._arrived = threading.Condition()

    @property
    def letters(self) -> list[Letter]:
        """What was taken, in order of arrival."""
        return [letter for letter in self.received if letter.taken]

    def to(self, address: str) -> list[Letter]:
        return [letter for letter in self.letters if address in letter.recipients]

    def copies(self) -> Counter[str]:
        """Message-ID → how often it was taken."""
        return Counter(letter.message_id for letter in self.letters)

    def wait_for(self, count: int, address: str | None = None, seconds: float = 20) -> list[Letter]:
        """At least `count` letters (to `address`); AssertionError when they do not come in time."""
        deadline = time.monotonic() + seconds
        with self._arrived:
            while len(found := self.to(address) if address else self.letters) < count:
                left = deadline - time.monotonic()
                assert left > 0, (
                    f"{len(found)} of {count} letters to {address or 'anybody'} came in {seconds} s"
                )
                self._arrived.wait(left)
        return found

    # The names and signatures below are aiosmtpd's.
    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # likewise
        answer = self.answers.popleft() if self.answers else "250"
        message = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(message, EmailMessage)
        with self._arrived:
            self.received.append(Letter(envelope.mail_from or "", list(envelope.rcpt_tos), message, answer))
            self._arrived.notify_all()
        if answer == "hang":
            await self._released.wait()
        if answer in ("hang", "drop"):
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return ANSWERS.get(answer, "421 Gone")

    def release(self) -> None:
        """Let hanging conversations end; called in the server's loop."""
        self._released.set()


@dataclass(frozen=True)
class Post:
    """A running sink and the EMAIL_URL that leads to it."""

    sink: Sink
    url: str


@contextmanager
def post_office() -> Iterator[Post]:
    sink, port = Sink(), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    try:
        yield Post(sink, f"smtp://127.0.0.1:{port}")
    finally:
        controller.loop.call_soon_threadsafe(sink.release)
        controller.stop()


def free_port() -> int:
    """A loopback port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
