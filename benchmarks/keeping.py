"""A backup taken while people register, restored into an empty database."""

import json
import threading
import time
import urllib.request
import uuid
from pathlib import Path

from benchmarks.attempts import FORM_AGE_SECONDS, Client
from benchmarks.report import Report
from tests.harness.served import Product, fresh_database
from tests.harness.smtp import free_port

MARK = """
import json
from registrations.models import Registration
row = Registration.objects.filter(person__email__startswith="crowd.").order_by("-pk").first()
print(json.dumps([Registration.objects.count(), row.manage_token, row.ticket_token]))
"""


def keeping(served: Product, site: tuple[str, str], report: Report) -> None:
    """Restored within five minutes, true, and with the old links and codes."""
    registered, manage, ticket = json.loads(served.ask(MARK))
    file = served.folder / "bench.backup"
    stop = threading.Event()
    path = f"/fi/events/{site[0]}/register/"
    client = Client(served.url, path, site[1], "10.6.0.1")
    time.sleep(FORM_AGE_SECONDS)
    load = threading.Thread(target=_register, args=(client, stop))
    load.start()
    begun = time.monotonic()
    served.manage("backup", str(file))
    taken = time.monotonic() - begun
    stop.set()
    load.join()
    size_mb = file.stat().st_size / 2**20
    report.say(
        f"backup of {registered:,} registrations under load",
        f"{taken:.1f} s, {size_mb:.0f} MiB",
        "told",
        met=True,
    )
    folder = served.folder / "restored"
    folder.mkdir()
    with fresh_database(folder, server=served.server) as url:
        _restore(served, folder, url, file, (registered, manage, ticket), report)


def _restore(
    served: Product, folder: Path, url: str, file: Path, mark: tuple[int, str, str], report: Report
) -> None:
    port = str(free_port())
    address = {"PORT": port, "SITE_URL": f"http://127.0.0.1:{port}"}
    again = Product(url, served.post, folder, **address)
    again.url = address["SITE_URL"]
    begun = time.monotonic()
    again.manage("restore", str(file))
    report.at_most("restored and recounted after", time.monotonic() - begun, 300, "s")
    again.start("--web-only")
    try:
        registered, manage, ticket = mark
        here = json.loads(again.ask(MARK))[0]
        report.say("registrations there", here, f"at least {registered}", met=here >= registered)
        for what, path in (("link", f"/fi/my/{manage}/"), ("code", f"/T/{ticket}")):
            with urllib.request.urlopen(again.url + path) as answer:
                report.say(f"an old {what} answers", answer.status, "200", met=answer.status == 200)
    finally:
        again.stop()


def _register(client: Client, stop: threading.Event) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        client.address = f"10.6.{number // 250}.{number % 250}"
        client.register(f"kept.{uuid.uuid4().hex[:12]}@example.org", uuid.uuid4())
