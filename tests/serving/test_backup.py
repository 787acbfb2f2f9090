"""A backup taken while people register, and the way back from it on an empty machine."""

import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from benchmarks import attempts
from tests.harness.served import Product, Serve, fresh_database

STOP = """
from tests import world
from events.models import Organiser
world.coming_tour("lape-2030", cities=("oulu",))
session = world.afternoon_of(world.coming_tour("lape-2030", cities=("oulu",)), "oulu")
print(session.event.slug, session.uuid)
"""
PEOPLE_COMING = 5_000  # more than can register while a backup is taken, however slow the machine
PEOPLE = "from registrations.models import Registration as R\nprint(R.objects.live().count())"
LINKS = """
from registrations.models import Registration as R
row = R.objects.order_by("pk").first()
print(row.manage_token, row.ticket_token, row.person.name, sep="|")
"""


def refused(product: Product, *command: str) -> str:
    """What the command complains of; it must fail without a traceback."""
    with pytest.raises(AssertionError) as complaint:
        product.manage(*command)
    assert "Traceback" not in str(complaint.value)
    return str(complaint.value)


@contextmanager
def another(product: Product, folder: Path) -> Iterator[Product]:
    """An empty machine with the same keys."""
    folder.mkdir()
    with fresh_database(folder) as database_url:
        other = Product(database_url, product.post, folder)
        try:
            yield other
        finally:
            other.stop()


def page(product: Product, path: str) -> str:
    with urllib.request.urlopen(product.url + path, timeout=20) as answer:
        return str(answer.read().decode())


def people(product: Product) -> int:
    return int(product.ask(PEOPLE))


def test_a_backup_taken_while_people_register_opens_every_old_link_elsewhere(
    serve: Serve, tmp_path: Path
) -> None:
    product, file = serve(PROXIES="1"), tmp_path / "backup"
    slug, session = product.ask(STOP).split()
    outcome: list[attempts.Outcome] = []
    crowding: dict[str, Any] = {"attempts": PEOPLE_COMING, "clients": 2, "enough": threading.Event()}
    crowd = threading.Thread(
        target=lambda: outcome.append(attempts.run(product.url, slug, session, **crowding))
    )
    crowd.start()
    deadline = time.monotonic() + 60
    while (before := people(product)) < 5:
        assert time.monotonic() < deadline
    said = product.manage("backup", str(file), "--with-keys")
    after = people(product)
    crowding["enough"].set()
    crowd.join()
    assert set(outcome[0].statuses) == {200}
    assert before < after < PEOPLE_COMING, "nobody registered any more while the backup was taken"
    assert "store it apart" in said
    assert [path.stat().st_mode & 0o777 for path in (file, tmp_path / "backup.keys")] == [0o600] * 2
    assert product.environ["TOKEN_KEY"] in (tmp_path / "backup.keys").read_text()
    manage, ticket, name = product.ask(LINKS).split("|")
    assert "Stop serve and worker first" in refused(product, "restore", "--replace", str(file))
    product.stop()
    with another(product, tmp_path / "elsewhere") as elsewhere:
        elsewhere.manage("restore", str(file))
        assert before <= people(elsewhere) <= after
        elsewhere.manage("prepare")
        elsewhere.start()
        assert name in page(elsewhere, f"/fi/my/{manage}/")
        assert name in page(elsewhere, f"/T/{ticket}")
        elsewhere.manage("audit_invariants")
        elsewhere.manage("backup", str(tmp_path / "again"))
        elsewhere.stop()
        elsewhere.manage("restore", "--replace", str(tmp_path / "again"))
