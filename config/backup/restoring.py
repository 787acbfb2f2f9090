"""The way back from a backup. Either all of it holds, or nothing has changed."""

from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from config.backup import keys
from config.backup.taking import KINDS
from config.management.commands.audit_invariants import breaches
from events.actors import SYSTEM
from events.models import ErasureLedger, Organiser, User
from registrations import erased, retention
from registrations.erasure import erase_person
from registrations.models import Person

Say = Callable[[str], object]


def restore(file: Path, *, replace: bool, ledgers: Iterable[Path], despite_breaches: bool, say: Say) -> None:
    """Put `file` in the database's place; `say` hears what was done. CommandError when it cannot be, or must not."""
    kind = _kind(file)
    if not replace and not _is_empty():
        raise CommandError("The database is not empty. --replace puts the backup in its place.")
    gone = _erased_since(ledgers, say)
    try:
        with kind.loaded(file), erased.untold():
            _make_true(gone, despite_breaches, say)
    except DatabaseError as error:
        raise CommandError(f"Nothing was changed: {error}") from error
    erased.complete()


def _make_true(gone: set[UUID], despite_breaches: bool, say: Say) -> None:
    """What was loaded fits this code and these keys, has forgotten whom it must, and adds up."""
    _bring_up_to_date()
    if not keys.fit():
        raise CommandError(
            "TOKEN_KEY is not the one that this backup was made with: no printed code and no mailed link would "
            "work. Put the keys of that installation into the environment or var/keys.env, and restore again."
        )
    say(f"{_forget(gone)} people were erased after the backup, or have outlived their time: forgotten again.")
    Session.objects.all().delete()
    _recount(despite_breaches, say)


def _kind(file: Path) -> ModuleType:
    """The module that reads this file; CommandError when it is no backup, or of the other database."""
    try:
        with file.open("rb") as opened:
            head = opened.read(20)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
    for vendor, kind in KINDS.items():
        if head.startswith(kind.MAGIC):
            if vendor != connection.vendor:
                raise CommandError(f"{file} is of {vendor}, and DATABASE_URL of {connection.vendor}.")
            return kind
    raise CommandError(f"{file} is no backup.")


def _is_empty() -> bool:
    """Nobody organises anything, nobody signs in; fresh tables count for nothing."""
    return not _has_tables() or not (Organiser.objects.exists() or User.objects.exists())


def _has_tables() -> bool:
    return Organiser._meta.db_table in connection.introspection.table_names()


def _erased_since(ledgers: Iterable[Path], say: Say) -> set[UUID]:
    """Everybody of whom the given files, our own file, or the database about to be replaced know the erasure."""
    own = settings.ERASED_FILE
    files = [*ledgers, *([own] if own.exists() else [])]
    if not files:
        say(
            f"There is no {own} and no --ledger: whoever was erased after the backup is back. Erase them again: "
            "python manage.py erase ADDRESS"
        )
    try:
        gone = {person for file in files for person in erased.read(file)}
    except (OSError, ValueError) as error:
        raise CommandError(str(error)) from error
    return gone | _erased_here(say)


def _erased_here(say: Say) -> set[UUID]:
    try:
        return set(ErasureLedger.objects.values_list("person_uuid", flat=True)) if _has_tables() else set()
    except DatabaseError as error:
        say(f"Whom the database that is there knows to be erased cannot be read: {error}")
        return set()


def _bring_up_to_date() -> None:
    loader = MigrationLoader(connection)
    known = set(loader.disk_migrations) | {
        old for one in loader.disk_migrations.values() for old in one.replaces
    }
    newer = sorted(f"{app}.{name}" for app, name in set(loader.applied_migrations) - known)
    if newer:
        raise CommandError(
            f"The backup is of a newer Kiertue: {', '.join(newer)} is not known here. Upgrade first."
        )
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def _forget(gone: Iterable[UUID]) -> int:
    """Erase these people, and whoever has outlived their time meanwhile; how many."""
    people = [person for uuid in gone for person in Person.objects.filter(uuid=uuid, erased_at=None)]
    for person in people:
        erase_person(SYSTEM, person)
    count = len(people)
    while swept := retention.sweep():
        count += swept
    return count


def _recount(despite_breaches: bool, say: Say) -> None:
    if found := breaches():
        words = "\n".join(["What must never be false is, in this backup:", *found])
        if not despite_breaches:
            raise CommandError(f"{words}\nNothing was changed. --despite-breaches restores it all the same.")
        say(words)
