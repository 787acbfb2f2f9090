"""Load the example: a real tour, real meetings, and invented people."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.example import meetings, organisers, people, places, tours
from config.example.report import report
from events.models import Organiser
from events.transactions import in_transaction


class Command(BaseCommand):
    help = "Loads the 2016 tour, the 2020 meetings, and the tour's repeat with invented people."
    requires_system_checks = ()  # `prepare` has checked; reading every page takes longer than the work

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=120, help="how many are registered (default: 120)")
        parser.add_argument("--json", action="store_true", help="print one line with ids, logins and links")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["people"] < 10:
            raise CommandError("The example needs at least 10 people.")
        if Organiser.objects.exclude(slug__in=organisers.SLUGS).exists():
            raise CommandError("There is an organiser that the example did not make. Use an empty database.")
        if not Organiser.objects.exists():
            load(options["people"])
        if options["json"]:
            self.stdout.write(json.dumps(report()))
        elif options["verbosity"]:
            self.stdout.write(
                "The example is there. Organiser's sign-in: see `manage.py load_example --json`."
            )


@in_transaction
def load(count: int) -> None:
    """All or nothing."""
    places.load_regions()
    people.load_organisations()
    ministry, network = organisers.make_teams()
    past = tours.load_2016(ministry)
    meetings.load_2020(ministry)
    repeat = tours.repeat_in_june(ministry, past, helsinki_places=people.helsinki_places(count))
    organisers.add_members(ministry, repeat.stops.get(slug__endswith="-vaasa"))
    tours.load_second_tour(network)
    people.invite_leaders(ministry, repeat)
    people.keep_lists(ministry, repeat)
    people.register_people(repeat, count)
