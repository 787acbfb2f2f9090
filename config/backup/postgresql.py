"""PostgreSQL through pg_dump and pg_restore, which read their password from the environment, not the command line."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import CommandError
from django.db import Error, connection, transaction

from config.backup.programs import program

MAGIC = b"PGDMP"
BEFORE = "kiertue_before"
KEPT = "SELECT count(*) FROM pg_namespace WHERE nspname = 'kiertue_before'"
COMPANY = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
NAMES = {"dbname": "DATABASE"} | {
    name: name.upper()
    for name in ("host", "port", "user", "password", "sslmode", "sslrootcert", "sslcert", "sslkey")
}


def dump(file: Path) -> None:
    """Everything that was committed when it began; writers go on meanwhile."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")


@contextmanager
def loaded(file: Path) -> Iterator[None]:
    """Within the block the connection sees the backup; it stays if the block succeeds, else all is as before.

    What was there waits in a schema of another name, so no right to create databases is needed.
    """
    _refuse_company()
    _execute(f"ALTER SCHEMA public RENAME TO {BEFORE}", "CREATE SCHEMA public", "SET statement_timeout = 0")
    try:
        database = str(connection.settings_dict["NAME"])
        options = ["--single-transaction", "--no-owner", "--no-privileges", f"--dbname={database}"]
        _run("pg_restore", *options, str(file))
        yield
    except BaseException:
        _execute("DROP SCHEMA public CASCADE", f"ALTER SCHEMA {BEFORE} RENAME TO public")
        raise
    _execute(f"DROP SCHEMA {BEFORE} CASCADE")


def _refuse_company() -> None:
    if _number(KEPT):
        raise CommandError(
            f"An earlier restore was interrupted: what was there before it is in schema {BEFORE}. Look at it, then "
            f"either DROP SCHEMA {BEFORE} CASCADE, or DROP SCHEMA public CASCADE and rename {BEFORE} to public."
        )
    if others := _number(COMPANY):
        raise CommandError(f"{others} others are connected to the database. Stop serve and worker first.")


def _number(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])


def _execute(*statements: str) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    except Error as error:
        raise CommandError(
            f"{error}\nRestore as the owner of the database and of its schema public."
        ) from error


def _run(name: str, *options: str) -> None:
    wanted = connection.get_connection_params()
    place = {f"PG{NAMES[key]}": str(value) for key, value in wanted.items() if key in NAMES and value}
    command = [str(program(name, _number("SHOW server_version_num") // 10000)), *options]
    done = subprocess.run(command, env=os.environ | place, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(f"{name} failed:\n{done.stderr.strip()}")
