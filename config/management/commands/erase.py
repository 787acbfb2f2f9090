"""Forget the people behind an address."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.actors import SYSTEM
from events.erasure import forget_address
from registrations.erasure import erase_person
from registrations.models import Person
from registrations.models.person import normal_email
from registrations.organiser.held import documents_with


class Command(BaseCommand):
    help = "Erases everybody whom any organiser knows under this e-mail address; the numbers stay."
    requires_system_checks = ()  # `prepare` has checked; reading every page takes longer than the work

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        email = normal_email(options["email"])
        people = list(Person.objects.filter(email=email))
        if not forget_address(SYSTEM, email) and not people:
            raise CommandError("Nobody is known under this address.")
        for person in people:
            erase_person(SYSTEM, person)
        self.stdout.write(f"Erased from {len(people)} organisers' registers.")
        for person in people:
            for row in documents_with(person):
                about = f"{row.session.event.slug}, version {row.number}"
                self.stdout.write(f"Stands in a frozen attendance list until {row.last_day}: {about}.")
