"""Recount everything that must never be false; exit 1 and name the breach."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

import events.invariants
import registrations.invariants
import venues.invariants
import webcast.invariants

INVARIANTS = {
    **venues.invariants.INVARIANTS,
    **events.invariants.INVARIANTS,
    **registrations.invariants.INVARIANTS,
    **webcast.invariants.INVARIANTS,
}


def breaches() -> list[str]:
    """One line for each invariant that does not hold: its name, how many rows offend, and up to five of their keys."""
    found = []
    for name, offenders in sorted(INVARIANTS.items(), key=lambda pair: int(pair[0].split()[0])):
        rows = offenders()
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:5])
        if keys:
            table = rows.model._meta.db_table
            found.append(f"{name}: {rows.count()} rows of {table}, first {', '.join(map(str, keys))}")
    return found


class Command(BaseCommand):
    help = "Recounts what must never be false. Exit 1 and the breaches' names if anything is."
    requires_system_checks = ()  # `prepare` has checked; reading every page takes longer than the work

    def handle(self, *args: Any, **options: Any) -> None:
        found = breaches()
        if found:
            raise CommandError("\n".join(["Broken:", *found]))
        self.stdout.write(f"{len(INVARIANTS)} invariants hold.")
