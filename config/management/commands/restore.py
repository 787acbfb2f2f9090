"""Put a backup in the database's place."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.backup import restoring


class Command(BaseCommand):
    help = "Restores FILE, forgets again who was erased meanwhile, migrates and recounts. Stop serve and worker first."
    requires_system_checks = ()  # `prepare` has checked; reading every page takes longer than the work

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="the database holds something: give it up")
        parser.add_argument(
            "--ledger",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help="another node's erased.txt",
        )
        parser.add_argument(
            "--despite-breaches", action="store_true", help="restore also what audit_invariants complains of"
        )

    def handle(self, *args: Any, file: Path, ledger: list[Path], **options: Any) -> None:
        restoring.restore(
            file,
            replace=options["replace"],
            ledgers=ledger,
            despite_breaches=options["despite_breaches"],
            say=self.stdout.write,
        )
        self.stdout.write(f"{file} is restored. Everybody signs in anew; old links and codes work.")
