"""Taking a backup: under a temporary name first, so that a file of the wanted name is whole."""

import tempfile
from pathlib import Path
from types import ModuleType

from django.core.management import CommandError
from django.db import connection

from config.backup import keys, postgresql, sqlite
from registrations import erased

KINDS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def take(file: Path, *, with_keys: bool) -> None:
    """Back up into `file`, mode 600; with the keys beside it, as `<file>.keys`. CommandError when it fails."""
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:  # mode 700
            draft = Path(folder) / "draft"
            KINDS[connection.vendor].dump(draft)
            draft.chmod(0o600)
            draft.replace(file)
        if with_keys:
            keys.write(file.with_name(f"{file.name}.keys"))
        erased.complete()
    except (OSError, sqlite.Failed) as error:
        raise CommandError(f"No backup: {error}") from error
