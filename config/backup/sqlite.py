"""SQLite through its backup API: a plain copy of the file of a living database may restore to nothing."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.core.management import CommandError
from django.db import connection

MAGIC = b"SQLite format 3\x00"
Failed = sqlite3.Error


def dump(file: Path) -> None:
    """Everything that was committed when it began; writers go on meanwhile."""
    with closing(_open(Path(connection.settings_dict["NAME"]), "rw")) as source:
        _copy(source, file)


@contextmanager
def loaded(file: Path) -> Iterator[None]:
    """Within the block the connection sees the backup; it stays if the block succeeds, else all is as before."""
    live = Path(connection.settings_dict["NAME"])
    aside = live.with_name(f"{live.name}.restoring")
    connection.close()
    _settle(live)
    try:
        with closing(_open(file, "ro")) as source:
            _copy(source, aside)
        connection.settings_dict["NAME"] = str(aside)
        yield
        connection.close()
        _settle(aside)
        _settle(live)
        aside.replace(live)
    except Failed as error:
        raise CommandError(f"{file} cannot be read: {error}") from error
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(live)
        for left in ("", "-wal", "-shm"):
            aside.with_name(aside.name + left).unlink(missing_ok=True)


def _open(file: Path, mode: str) -> sqlite3.Connection:
    """An existing database, for `ro` or `rw`."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True)


def _copy(source: sqlite3.Connection, target: Path) -> None:
    """Into a new file of mode 600, in one piece and looked through."""
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        (told,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if told != "ok":
        raise Failed(told)


def _settle(file: Path) -> None:
    """Its write-ahead log goes into the file, which nobody else may have open: the worker always has."""
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file, timeout=1)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise CommandError(f"{file}: {error}. Stop serve and worker first.") from error
    except Failed:  # it is broken: that is why somebody restores
        return
