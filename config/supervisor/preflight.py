from django.core.management import CommandError
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor


def refuse_unmigrated() -> None:
    """Raise CommandError, with what to do, unless the database answers and has every migration."""
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        raise CommandError(f"The database does not answer: {error}") from error
    finally:
        connection.close()
    if plan:
        raise CommandError(f"The database lacks {len(plan)} migrations. Run first: python manage.py migrate")
