"""Everything that stands between a fresh installation and its first page, in one process."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from config import static_files
from events.models import Organiser


class Command(BaseCommand):
    help = "Migrates, makes the cache table and gathers the static files; with --example fills an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--example", action="store_true", help="load the example if nobody organises here yet"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        static_files.gather()
        if options["example"] and not Organiser.objects.exists():
            call_command("load_example", verbosity=options["verbosity"])
