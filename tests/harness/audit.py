"""The invariants after a test or a whole run."""

from django.core.management import call_command


def assert_house_is_true() -> None:
    """Recount everything (DESIGN §4). Call it at the end of tests that commit: a breach ends in SystemExit(1)
    and names itself. A test in a rolled back transaction may call it too; after its end nothing is left to see."""
    call_command("audit_invariants")
