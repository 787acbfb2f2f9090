from django.conf import settings
from django.core.management import CommandError
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

PREPARE = "Run first: python manage.py prepare"


def refuse_unprepared() -> None:
    """Raise CommandError, with what to do, unless the database answers, has every migration and a table to cache in."""
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        tables = connection.introspection.table_names()
    except Error as error:
        raise CommandError(f"The database does not answer: {error}") from error
    finally:
        connection.close()
    if plan:
        raise CommandError(f"The database lacks {len(plan)} migrations. {PREPARE}")
    if not settings.REDIS_URL and settings.CACHES["default"]["LOCATION"] not in tables:
        raise CommandError(f"The database lacks the table that sign-ins are counted in. {PREPARE}")
