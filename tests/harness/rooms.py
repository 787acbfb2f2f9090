"""Where databases live that nobody keeps, and how they are emptied."""

import os
import shutil
from pathlib import Path

from django.core.management.color import no_style
from django.db import connection

MEMORY = Path("/dev/shm")
ENOUGH = 4 * 1024**3
KEPT = {"django_migrations", "django_content_type", "auth_permission"}
"""What migrating has written stays."""


def in_memory() -> str | None:
    """A folder that needs no disk, if there is one with room for all that tests write; else None, the usual one."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    return str(MEMORY) if roomy else None


def empty(_case: object = None) -> None:
    """Leave no row that a test has written.

    Django would truncate sixty tables on PostgreSQL, which takes half a second however few their rows, and then
    write what migrating has written anew.
    """
    tables = sorted({*connection.introspection.django_table_names(include_views=False)} - KEPT)
    if connection.vendor == "postgresql":
        deletes = [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]
        statements = ["SET LOCAL session_replication_role = replica", *deletes]  # in whatever order
    else:
        statements = connection.ops.sql_flush(no_style(), tables)
    connection.ops.execute_sql_flush(statements)
