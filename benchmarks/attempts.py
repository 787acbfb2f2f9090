"""Many people want few places, at the same moment, through HTTP. Bounded: `attempts` posts over `clients` connections."""

import http.client
import re
import threading
import time
import urllib.parse
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

FORM_AGE_SECONDS = 2.1


@dataclass
class Outcome:
    """How many answers of each status, the seconds it took, and the slowest answer's seconds."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    slowest: float = 0.0


class Client:
    """One keep-alive connection that has opened the form once, as a browser does."""

    def __init__(self, site: str, path: str, session: str, address: str) -> None:
        self.path, self.session, self.address, self.retry_after = path, session, address, ""
        self.connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)
        self.connection.request("GET", path, headers=self._headers())
        response = self.connection.getresponse()
        page = response.read().decode()
        self.cookie = response.headers["Set-Cookie"].split(";")[0]
        self.csrf, self.made = _hidden(page, "csrfmiddlewaretoken"), _hidden(page, "made")

    def _headers(self) -> dict[str, str]:
        return {"X-Forwarded-For": self.address}

    def register(self, email: str, submission: uuid.UUID) -> int:
        """Send the form for one person; the answer's status."""
        body = urllib.parse.urlencode(
            {
                "csrfmiddlewaretoken": self.csrf,
                "made": self.made,
                "submission": str(submission),
                "name": f"Person {email.split('@')[0]}",
                "email": email,
                "is_private_person": "on",
                f"session-{self.session}": "in_person",
            }
        )
        headers = self._headers() | {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return self.request("POST", self.path, body, headers)

    def request(self, *asked: Any) -> int:
        """Ask for anything; the answer's status, and in `retry_after` when to come again.

        A connection that the server has closed meanwhile is opened again, as a browser does.
        """
        try:
            self.connection.request(*asked)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self.connection.close()
            self.connection.request(*asked)
            response = self.connection.getresponse()
        response.read()
        self.retry_after = response.headers.get("Retry-After", "")
        return response.status


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    if found is None:
        raise ValueError(f"The form has no field {name}.")
    return found.group(1)


def run(
    site: str, slug: str, session: str, *, attempts: int, clients: int, enough: threading.Event | None = None
) -> Outcome:
    """`attempts` people, fewer when there are `enough`, register for one session's room.

    They come over `clients` connections started together.
    """
    path = f"/fi/events/{slug}/register/"
    opened = [
        Client(site, path, session, f"10.0.{number // 250}.{number % 250}") for number in range(clients)
    ]
    time.sleep(FORM_AGE_SECONDS)
    outcome, lock, numbers = Outcome(), threading.Lock(), iter(range(attempts))

    def work(client: Client) -> None:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None or (enough and enough.is_set()):
                client.connection.close()
                return
            client.address = f"10.{number % 200}.{number // 200 % 200}.7"
            begun = time.monotonic()
            status = client.register(f"person.{number}@example.org", uuid.uuid4())
            with lock:
                outcome.statuses[status] += 1
                outcome.slowest = max(outcome.slowest, time.monotonic() - begun)

    begun = time.monotonic()
    threads = [threading.Thread(target=work, args=(client,)) for client in opened]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.seconds = time.monotonic() - begun
    return outcome
