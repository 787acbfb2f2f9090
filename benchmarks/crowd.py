"""Invented people by the ten thousand, written straight into the rows: for what must stay quick when there are many."""

from tests.harness.served import Product

CROWD = """
import uuid
from events import log
from events.actors import SYSTEM
from events.models import Event, LogEntry, Session
from registrations import door_codes
from registrations.models import Participation, Person, Registration
from registrations.models.person import family_name_first
from venues.text import search_key, sort_key

event = Event.objects.select_related("organiser").get(slug="{slug}")
session = event.sessions.filter(admission="open").first()

def person(number):
    name = f"Name{{number % 977}} Family{{number}}"
    keys = {{"search_text": search_key(name), "sort_key": sort_key(family_name_first(name))}}
    return Person(organiser=event.organiser, name=name, email=f"crowd.{{number}}@example.org", **keys)

def registration(person, number):
    row = Registration(
        person=person, event=event, submission=uuid.uuid4(), door_code=door_codes.new(),
        organisation_text=f"Organisation {{number % 500}}", municipality_text=f"Place {{number % 90}}",
    )
    row.list_anew()
    return row

begin = Person.objects.count()
for first in range(begin, begin + {count}, 5000):
    numbers = range(first, min(first + 5000, begin + {count}))
    people = Person.objects.bulk_create([person(number) for number in numbers])
    rows = Registration.objects.bulk_create([registration(*each) for each in zip(people, numbers)])
    Participation.objects.bulk_create(
        [Participation(registration=row, session=session, mode="online", status="attending") for row in rows]
    )
    log.write_all([log.entry(SYSTEM, "register", row, event.organiser_id, event=str(event.uuid)) for row in rows])
taken = session.participations.filter(mode="online", status="attending").count()
Session.objects.filter(pk=session.pk).update(online_capacity=None, online_taken=taken)
"""


def crowd(served: Product, slug: str, count: int) -> None:
    """`count` more people are registered for the event's open session, on the web."""
    served.ask(CROWD.format(slug=slug, count=count))
