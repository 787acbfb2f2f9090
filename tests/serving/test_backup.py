"""A backup taken while people register; the way back from it; and what must stop it."""

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
PEOPLE_COMING = 500  # more than can register while a backup is taken
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
    crowding: dict[str, Any] = {"attempts": PEOPLE_COMING, "clients": 4, "enough": threading.Event()}
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


SAY = """
from io import StringIO
from django.core.management import CommandError, call_command
from registrations.models import Person

def manage(*command):
    out = StringIO()
    try:
        call_command(*map(str, command), stdout=out)
    except CommandError as error:
        return f"refused: {error}"
    return out.getvalue()

def names():
    return set(Person.objects.filter(erased_at=None).values_list("name", flat=True))

call_command("load_example", people=12, verbosity=0)
"""

ERASED = (
    SAY
    + """
from pathlib import Path
from typing import Any
from django.conf import settings
first, second = Person.objects.exclude(email=None).order_by("pk")[:2]
assert "NOT in it" in manage("backup", FILE)
manage("erase", first.email)
ledger = settings.ERASED_FILE
assert ledger.read_text() == f"{first.uuid}\\n" and ledger.stat().st_mode & 0o777 == 0o600
ledger.rename(FILE + ".erased")
assert "1 people were erased" in manage("restore", "--replace", FILE), "the database that was replaced knew"
assert first.name not in names() and second.name in names()
ledger.unlink()
call_command("flush", interactive=False)
said = manage("restore", FILE)
assert "Erase them again" in said and first.name in names()
said = manage("restore", "--replace", "--ledger", FILE + ".erased", FILE)
assert "1 people were erased" in said and first.name not in names()
assert ledger.read_text().split() == [str(first.uuid)]
print("so it is")
"""
)

REFUSED = (
    SAY
    + """
from pathlib import Path
from typing import Any
from django.test import override_settings
from events.models import Session
before, file = names(), Path(FILE)
manage("backup", FILE)
assert "--replace" in manage("restore", FILE)
Path(FILE + ".text").write_text("hello")
assert "is no backup" in manage("restore", "--replace", FILE + ".text")
Path(FILE + ".half").write_bytes(file.read_bytes()[: file.stat().st_size // 2])
assert "refused" in manage("restore", "--replace", FILE + ".half")
with override_settings(TOKEN_KEY="another" * 6):
    assert "TOKEN_KEY is not the one" in manage("restore", "--replace", FILE)
assert "No backup" in manage("backup", FILE + ".nowhere/file")
session = Session.objects.filter(in_person_taken__gt=0).first()
Session.objects.filter(pk=session.pk).update(in_person_taken=session.in_person_taken - 1)
manage("backup", FILE + ".broken")
Session.objects.filter(pk=session.pk).update(in_person_taken=session.in_person_taken)
said = manage("restore", "--replace", FILE + ".broken")
assert said.startswith("refused") and "2 the counters" in said and "Nothing was changed" in said
call_command("audit_invariants", verbosity=0)
assert names() == before
assert "Broken" in manage("restore", "--replace", "--despite-breaches", FILE + ".broken") + manage("audit_invariants")
assert "is restored" in manage("restore", "--replace", FILE)
assert names() == before and "hold" in manage("audit_invariants")
print("so it is")
"""
)


def in_one_process(product: Product, story: str, file: Path) -> None:
    assert product.ask(f"FILE = {str(file)!r}\n{story}").endswith("so it is")


def test_who_was_erased_after_the_backup_is_forgotten_again(serve: Serve, tmp_path: Path) -> None:
    in_one_process(serve(started=False), ERASED, tmp_path / "backup")


def test_a_restore_that_must_not_be_changes_nothing(serve: Serve, tmp_path: Path) -> None:
    in_one_process(serve(started=False), REFUSED, tmp_path / "backup")
