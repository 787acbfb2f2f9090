"""Gathering the static files, which takes seconds, once for each state of theirs."""

import fcntl
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

UNUSED = ["drf_spectacular_sidecar/redoc/*"]


def gather() -> None:
    """Collect them if any has changed. Two installations of one tree wait for each other."""
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with root.with_suffix(".state").open("a+") as state:
        fcntl.flock(state, fcntl.LOCK_EX)
        state.seek(0)
        if (now := _state()) == state.read() and (root / "staticfiles.json").exists():
            return
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
        state.truncate(0)
        state.write(now)


def _state() -> str:
    """A digest of every source's path, size and time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(UNUSED):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path}\x00{stat.st_size}\x00{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
