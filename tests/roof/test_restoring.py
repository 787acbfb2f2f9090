"""The way back from a backup, in one process: who was erased stays erased, and what must stop it."""

from pathlib import Path

from tests.harness.served import Product, Serve

SAY = """
from io import StringIO
from django.core.management import CommandError, call_command
from registrations.actions.details import Way
from registrations.models import Person
from tests import world
from tests.guards.house import arrives, frozen_list

def manage(*command):
    out = StringIO()
    try:
        call_command(*map(str, command), stdout=out)
    except CommandError as error:
        return f"refused: {error}"
    return out.getvalue()

def names():
    return set(Person.objects.filter(erased_at=None).values_list("name", flat=True))

afternoon = world.afternoon_of(world.coming_tour(cities=("oulu",)), "oulu")
for name in ("Aino", "Elle", "Åsa"):
    arrives(afternoon, f"{name} Tulija", f"{name}@example.org", Way.IN_PERSON)
document = frozen_list(afternoon).files.get(kind="pdf")
"""

ERASED = (
    SAY
    + """
from pathlib import Path
from django.conf import settings
first, second = Person.objects.exclude(email=None).order_by("pk")[:2]
assert "NOT in it" in manage("backup", FILE)
manage("erase", first.email)
ledger = settings.ERASED_FILE
assert ledger.read_text() == f"{first.uuid}\\n" and ledger.stat().st_mode & 0o777 == 0o600
ledger.rename(FILE + ".erased")
assert "1 people were erased" in manage("restore", "--replace", FILE), "the database that was replaced knew"
assert first.name not in names() and second.name in names()
document.content = None
document.refresh_from_db()
assert document.is_whole, "a frozen list comes back to the last bit"
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

OUTLIVED = (
    SAY
    + """
from datetime import timedelta
from django.conf import settings
from django.utils import timezone
from events.models import Event, Session
long_ago = timezone.now() - timedelta(days=900)
Event.objects.update(date=long_ago.date())
Person.objects.update(created_at=long_ago)
Session.objects.filter(in_person_taken__gt=0).update(in_person_taken=10)
manage("backup", FILE)
said = manage("restore", "--replace", FILE)
assert "2 the counters" in said and "Nothing was changed" in said, said
assert len(names()) >= 3, names()
assert not settings.ERASED_FILE.exists(), "written down as erased, and was not"
said = manage("restore", "--replace", "--despite-breaches", FILE)
assert "3 people were erased" in said, said
assert not names(), names()
assert len(settings.ERASED_FILE.read_text().split()) == 3
print("so it is")
"""
)


def in_one_process(product: Product, story: str, file: Path) -> None:
    assert product.ask(f"FILE = {str(file)!r}\n{story}").endswith("so it is")


def test_who_was_erased_after_the_backup_is_forgotten_again(serve: Serve, tmp_path: Path) -> None:
    in_one_process(serve(started=False), ERASED, tmp_path / "backup")


def test_a_restore_that_must_not_be_changes_nothing(serve: Serve, tmp_path: Path) -> None:
    in_one_process(serve(started=False), REFUSED, tmp_path / "backup")


def test_a_refused_restore_writes_nobody_down_as_erased(serve: Serve, tmp_path: Path) -> None:
    in_one_process(serve(started=False), OUTLIVED, tmp_path / "backup")
