"""Many people want few places of one room, through HTTP, from 16 connections."""

import json

from benchmarks.attempts import run
from benchmarks.report import Report, Size
from tests.harness.served import Product

COUNT = """
import json
from registrations.models import Participation
rows = list(Participation.objects.filter(session__uuid="{}").values_list("status", flat=True))
print(json.dumps([rows.count("attending"), rows.count("waiting")]))
"""
PLACES = "from events.models import Session; Session.objects.filter(uuid='{}').update(in_person_capacity={})"


def race_for_places(served: Product, site: tuple[str, str], size: Size, report: Report) -> None:
    """Exactly the places are given; everybody else stands in line; everybody is answered."""
    slug, session = site
    served.ask(PLACES.format(session, size.places))
    outcome = run(served.url, slug, session, attempts=size.attempts, clients=16)
    found = tuple(json.loads(served.ask(COUNT.format(session))))
    said = ", ".join(f"{count} × {status}" for status, count in sorted(outcome.statuses.items()))
    report.say("answers", said, "200 only", met=set(outcome.statuses) == {200})
    wanted = (size.places, size.attempts - size.places)
    report.say(
        "attending and waiting", "{} and {}".format(*found), "{} and {}".format(*wanted), met=found == wanted
    )
    rate = f"{size.attempts / outcome.seconds:.0f} a second, slowest {outcome.slowest:.2f} s"
    report.say("registrations for one room's places, letters sent beside", rate, "told", met=True)
