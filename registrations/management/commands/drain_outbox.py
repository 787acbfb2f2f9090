"""`manage.py drain_outbox`: send every letter that is due, without a worker."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from registrations.models import OutgoingMail
from registrations.outbox.sending import send_due


class Command(BaseCommand):
    help = "Send every letter that is due, and say how many letters stand in which state."
    requires_system_checks = ()  # `prepare` has checked; reading every page takes longer than the work

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        while sent := send_due():
            done += sent
        states = Counter(OutgoingMail.objects.order_by().values_list("state", flat=True))
        counts = ", ".join(f"{states[state]} {state}" for state in OutgoingMail.State.values)
        self.stdout.write(f"{done} dealt with now; in all {counts}")
