"""Who was erased, also outside the database: a restored backup does not know whom we forgot since it was taken.

The file (ERASED_FILE) only grows: one random id a line, mode 600. It names nobody who is not in a backup.
"""

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from uuid import UUID

from django.conf import settings

from events.models import ErasureLedger

log = logging.getLogger(__name__)
_untold = ContextVar("untold", default=False)


def remember(person: UUID) -> None:
    """Write an erasure down, once it is committed. What a full disk refuses, `complete` adds later."""
    if _untold.get():
        return
    try:
        _append([person])
    except OSError as error:
        log.error("%s could not be written: %s", settings.ERASED_FILE, error.strerror)


@contextmanager
def untold() -> Iterator[None]:
    """Write down nobody who is erased here: the whole copy may yet be refused. If it stands, `complete` adds them."""
    before = _untold.set(True)
    try:
        yield
    finally:
        _untold.reset(before)


def read(file: Path) -> set[UUID]:
    """The ids in such a file. ValueError names a line that holds none."""
    found = set()
    for number, line in enumerate(file.read_text().splitlines(), 1):
        try:
            found.add(UUID(line))
        except ValueError as error:
            raise ValueError(f"{file}, line {number}: no id of anybody erased.") from error
    return found


def complete() -> None:
    """Add whom the database knows to be erased and the file does not."""
    file = settings.ERASED_FILE
    missing = set(ErasureLedger.objects.values_list("person_uuid", flat=True))
    _append(sorted(missing - (read(file) if file.exists() else set())))


def _append(people: Iterable[UUID]) -> None:
    lines = "".join(f"{person}\n" for person in people)
    if not lines:
        return
    file = settings.ERASED_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w") as descriptor:
        descriptor.write(lines)
