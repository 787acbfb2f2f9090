"""Invented people by the ten thousand, written straight into the rows: for what must stay quick when there are many."""

from tests.harness.served import Product

CROWD = """
import uuid
from events import log
from events.actors import SYSTEM
from events.models import Event, LogEntry, Session
from registrations import door_codes
from registrations.models import Consent, Participation, Person, Registration
from registrations.models.person import family_name_first
from venues.text import search_key, sort_key

event = Event.objects.select_related("organiser").get(slug="{slug}")
session = event.sessions.filter(admission="open").first()
codes = set(event.registrations.values_list("door_code", flat=True))

def code():  # of a hundred thousand at one event two are alike one time in seven
    made = door_codes.new()
    while made in codes:
        made = door_codes.new()
    codes.add(made)
    return made

def person(number):
    name = f"Name{{number % 977}} Family{{number}}"
    keys = {{"search_text": search_key(name), "sort_key": sort_key(family_name_first(name))}}
    return Person(organiser=event.organiser, name=name, email=f"crowd.{{number}}@example.org", **keys)

def registration(person, number):
    row = Registration(
        person=person, event=event, submission=uuid.uuid4(), door_code=code(),
        organisation_text=f"Organisation {{number % 500}}", municipality_text=f"Place {{number % 90}}",
    )
    row.list_anew()
    return row

begin = Person.objects.count()
for first in range(begin, begin + {count}, 5000):
    numbers = range(first, min(first + 5000, begin + {count}))
    people = Person.objects.bulk_create([person(number) for number in numbers])
    Consent.objects.bulk_create([Consent(person=each, purpose="list") for each in people[::50]])
    rows = Registration.objects.bulk_create([registration(*each) for each in zip(people, numbers)])
    Participation.objects.bulk_create(
        [Participation(registration=row, session=session, mode="online", status="attending") for row in rows]
    )
    log.write_all([log.entry(SYSTEM, "register", row, event.organiser_id, event=str(event.uuid)) for row in rows])
taken = session.participations.filter(mode="online", status="attending").count()
Session.objects.filter(pk=session.pk).update(online_capacity=None, online_taken=taken)
"""


COUNTED = """
from django.db import connection

if connection.vendor == "postgresql":
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
"""
"""What PostgreSQL does by itself within a minute of so many new rows; until then it plans as if there were few."""


def crowd(served: Product, slug: str, count: int) -> None:
    """`count` more people are registered for the event's open session, on the web."""
    served.ask(CROWD.format(slug=slug, count=count))
    served.ask(COUNTED)


SPREAD = """
import datetime
from collections import Counter
from django.utils import timezone
from events import log
from events.actors import SYSTEM
from events.models import Session, Tour
from registrations import door_codes
from registrations.models import Participation, Person, Registration
from venues.models import Region

tour = Tour.objects.get(slug="{slug}", status="published")
sessions = list(Session.objects.filter(event__tour=tour, admission="open").select_related("event").order_by("event__date"))
regions = list(Region.objects.filter(kind="region").values_list("pk", flat=True))
begin = Registration.objects.filter(event__tour=tour).count()
people = Person.objects.filter(organiser=tour.organiser_id, email__startswith="crowd.").order_by("pk")

def registration(person, number):
    session = sessions[number % len(sessions)]
    row = Registration(
        person=person, event=session.event, door_code=door_codes.new(), region_id=regions[number % 11],
        organisation_text=f"Organisation {{number % 500}}", municipality_text=f"Place {{number % 90}}",
    )
    row.list_anew()
    return session, row

def part(session, row, number):
    way = ("in_person", "scan") if number % 3 else ("online", "webcast")
    came = session.event.date < timezone.localdate() and number % 5
    return Participation(
        registration=row, session=session, mode=way[0], status="attending",
        attended_at=session.starts_at + datetime.timedelta(minutes=number % 50) if came else None,
        attended_by=way[1] if came else "",
    )

for first in range(begin, begin + {count}, 5000):
    numbers = range(first, min(first + 5000, begin + {count}))
    made = [registration(*each) for each in zip(people[first : numbers.stop], numbers)]
    rows = Registration.objects.bulk_create([row for _session, row in made])
    Participation.objects.bulk_create([part(*each, number) for each, number in zip(made, numbers)])
    log.write_all([log.entry(SYSTEM, "register", row, tour.organiser_id, event=str(row.event.uuid)) for row in rows])
taken = Counter(Participation.objects.filter(session__in=sessions).order_by().values_list("session", "mode"))
for session in sessions:
    counts = {{f"{{mode}}_taken": taken[session.pk, mode] for mode in ("in_person", "online")}}
    Session.objects.filter(pk=session.pk).update(in_person_capacity=None, online_capacity=None, **counts)
assert Registration.objects.filter(event__tour=tour).count() == begin + {count}
"""


def spread(served: Product, slug: str, count: int) -> None:
    """`count` more of the crowd are registered, evenly over a tour's open sessions; four of five came where it is over."""
    served.ask(SPREAD.format(slug=slug, count=count))
    served.ask(COUNTED)
