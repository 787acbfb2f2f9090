"""Copy everything into one file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from config.backup import taking


class Command(BaseCommand):
    help = "Backs the database up into FILE (mode 600) while the site runs. TOKEN_KEY is not in it: keep it apart."
    requires_system_checks = ()  # `prepare` has checked; reading every page takes longer than the work

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--with-keys", action="store_true", help="also write FILE.keys; store it elsewhere"
        )

    def handle(self, *args: Any, file: Path, with_keys: bool, **options: Any) -> None:
        taking.take(file, with_keys=with_keys)
        if not options["verbosity"]:
            return
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes.")
        if with_keys:
            self.stdout.write(f"{file}.keys opens every link and code: store it apart from {file}.")
        else:
            self.stdout.write(
                "The keys are NOT in it. Without TOKEN_KEY no printed code and no mailed link works after a restore."
            )
        self.stdout.write(f"Keep {settings.ERASED_FILE} too: `restore` forgets again whom it names.")
