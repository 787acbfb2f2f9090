"""What kills cost: of web workers under load, of the worker that holds the queue's lock, of the whole cluster."""

import http.client
import itertools
import json
import random
import threading
import time
import uuid
from collections import Counter
from contextlib import suppress

import psutil

from benchmarks.attempts import FORM_AGE_SECONDS, Client
from benchmarks.report import Report, Size
from tests.harness.served import Product
from tests.serving.queue import cluster, is_up, lock_holders, running, until

PATIENCE = 90.0
LETTERS = 10
"""Written before each kill."""
TROUBLE = {"451": 5, "hang": 50, "drop": 50}
"""One message of so many is answered thus."""
ROWS = """
import json
from collections import Counter
from registrations.models import Registration
rows = Registration.objects.filter(person__email__startswith="kept.").values_list("person__email", flat=True)
print(json.dumps(Counter(rows)))
"""
UNSENT = """
from registrations.models import OutgoingMail
print(OutgoingMail.objects.filter(state__in=["queued", "claimed"]).count())
"""
LOST = """
from registrations.models import OutgoingMail
print(OutgoingMail.objects.filter(state__in=["failed", "dead"]).count())
"""


class Persistent(threading.Thread):
    """A person who sends the same form again until it is answered; what was `answered`, and how often sent `again`."""

    def __init__(self, client: Client, stop: threading.Event, numbers: "itertools.count[int]") -> None:
        super().__init__()
        self.client, self.stop, self.numbers = client, stop, numbers
        self.answered: list[str] = []
        self.again = 0
        self.statuses: Counter[int] = Counter()

    def run(self) -> None:
        while not self.stop.is_set():
            number = next(self.numbers)
            email, submission = f"kept.{number}@example.org", uuid.uuid4()
            self.client.address = f"10.9.{number // 250}.{number % 250}"
            while not self._sent(email, submission):
                self.again += 1
                self.client.connection.close()
                time.sleep(0.1)
            self.answered.append(email)

    def _sent(self, email: str, submission: uuid.UUID) -> bool:
        with suppress(OSError, http.client.HTTPException):
            status = self.client.register(email, submission)
            self.statuses[status] += 1
            return status == 200
        return False


def kill_web_workers(served: Product, site: tuple[str, str], size: Size, report: Report) -> None:
    """Kill web workers while eight people at a time register; what was answered is there, once."""
    stop, numbers = threading.Event(), itertools.count()
    path = f"/fi/events/{site[0]}/register/"
    clients = [Client(served.url, path, site[1], f"10.9.{number}.1") for number in range(8)]
    time.sleep(FORM_AGE_SECONDS)
    people = [Persistent(client, stop, numbers) for client in clients]
    for person in people:
        person.start()
    for _kill in range(size.web_kills):
        time.sleep(1.5)
        with suppress(psutil.NoSuchProcess):
            random.choice(running(served, "gunicorn")[1:]).kill()
    stop.set()
    for person in people:
        person.join()
    rows = json.loads(served.ask(ROWS))
    answered = [email for person in people for email in person.answered]
    lost, twice = sum(email not in rows for email in answered), sum(count > 1 for count in rows.values())
    said = f"{len(answered)} answered, {sum(person.again for person in people)} sent again"
    report.say(
        f"{size.web_kills} kills of web workers: {said}; lost, twice",
        (lost, twice),
        "0, 0",
        met=(lost, twice) == (0, 0),
    )


def mood(messages: int) -> list[str]:
    """What a mail server in trouble answers to so many; to the few of QUICK=1 neither of the last two."""
    bad = [answer for answer, of in TROUBLE.items() for _each in range(messages // of)]
    answers = bad + ["250"] * (messages - len(bad))
    random.Random(7).shuffle(answers)
    return answers


def kill_senders(served: Product, site: tuple[str, str], size: Size, report: Report) -> None:
    """Kill who sends, while the mail server is in a bad mood; every letter arrives, under one Message-ID.

    Of as many messages as are written meanwhile 20 % are answered 451, 2 % hang, 2 % are taken and the line is dropped.
    """
    sink, kills = served.post.sink, size.lock_kills + size.cluster_kills
    sink.answers.extend(mood(LETTERS * kills))
    client = Client(served.url, f"/fi/events/{site[0]}/register/", site[1], "10.8.0.1")
    time.sleep(FORM_AGE_SECONDS)
    numbers = itertools.count()
    for kill in range(kills):
        for number in itertools.islice(numbers, LETTERS):
            client.address = f"10.8.1.{number % 250}"
            client.register(f"written.{number}@example.org", uuid.uuid4())
        until(lambda: is_up(served) and bool(lock_holders(served)), 60)
        victims = lock_holders(served) if kill < size.lock_kills else cluster(served)
        for victim in victims:
            with suppress(psutil.NoSuchProcess):
                victim.kill()
    sink.answers.clear()
    begun = time.monotonic()
    all_sent = until(lambda: served.ask(UNSENT) == "0", PATIENCE)
    seconds = time.monotonic() - begun
    killed = f"{size.lock_kills} kills of the lock's holder, {size.cluster_kills} of the cluster"
    report.say(
        f"{killed}: the last letter left after", f"{seconds:.0f} s", f"at most {PATIENCE:.0f} s", met=all_sent
    )
    copies, lost = sink.copies(), int(served.ask(LOST))
    report.say(
        "letters taken, repeats, lost",
        f"{len(copies)}, {copies.total() - len(copies)}, {lost}",
        "0 lost",
        met=lost == 0,
    )
