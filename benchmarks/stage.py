"""The example made ready for measuring: every session open and endless, one stop held today with people to check in."""

import json
import re
import time
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.attempts import FORM_AGE_SECONDS
from tests.harness.served import Product

PER_NUMBER = "X-Forwarded-For: fd00:@hi@:@lo@::1\r\n"

DRESS = """
import json, uuid
from django.db.models import F
from django.utils import timezone
from events import log
from events.actors import SYSTEM
from events.models import Event, Session, Tour
from registrations.models import Participation, Person, Registration

tour = Tour.objects.get(slug="{tour}")
parts = Participation.objects.filter(session__event__tour=tour)
parts.filter(status="waiting").delete()
parts.exclude(waiting_since=None).update(waiting_since=None)
Session.objects.filter(event__tour=tour).update(
    admission="open", in_person_capacity=None, in_person_overflow=0, in_person_waiting=0, online_waiting=0
)
stop = tour.stops.order_by("date").last()
Event.objects.filter(pk=stop.pk).update(date=timezone.localdate(), rehearsing_since=None)
for session in Session.objects.filter(event=stop):
    Session.objects.filter(pk=session.pk).update(digest=session.make_digest(), sequence=F("sequence") + 1)
    log.write(SYSTEM, "reschedule", session, tour.organiser)
session = stop.sessions.first()
people = [
    Person(organiser=tour.organiser, name=f"Guest {{n}}", email=f"guest.{{n}}@example.org")
    for n in range({people})
]
Person.objects.bulk_create(people)
registered = [
    Registration(person=person, event=stop, door_code=f"BNCH{{n:04x}}") for n, person in enumerate(people)
]
Registration.objects.bulk_create(registered)
Participation.objects.bulk_create(
    Participation(
        registration=each, session=session, mode="in_person", status="attending",
        told_sequence=session.sequence, told_digest=session.notice_digest(),
    )
    for each in registered
)
log.write_all(log.entry(SYSTEM, "register", each, tour.organiser) for each in registered)
here = parts.filter(session=session, mode="in_person", status="attending")
Session.objects.filter(pk=session.pk).update(in_person_taken=here.count())
print(json.dumps({{
    "forms": [each.slug for each in tour.stops.exclude(pk=stop.pk)],
    "session": str(session.uuid),
    "watched": str(Session.objects.filter(event__tour=tour, attendance="mixed").first().uuid),
    "tickets": [each.ticket_token for each in registered],
}}))
"""


@dataclass(frozen=True)
class Stage:
    """The requests of each figure, as text."""

    tour: str
    session: str
    watched: str
    token: str
    tickets: list[str]
    forms: list["Form"]


@dataclass(frozen=True)
class Form:
    """A registration form, opened once."""

    path: str
    cookie: str
    fields: dict[str, str]
    sessions: list[str]

    def posts(self, host: str) -> list[str]:
        """One request for each of its sessions, the others left out."""
        return [self._post(host, session) for session in self.sessions]

    def _post(self, host: str, chosen: str) -> str:
        ways = {name: "in_person" if name == chosen else "no" for name in self.sessions}
        body = urlencode(self.fields | ways, safe="@")
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        return post(host, self.path, body, f"Cookie: {self.cookie}\r\n{kind}")


def get(host: str, path: str, headers: str = "") -> str:
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{PER_NUMBER}{headers}\r\n"


def post(host: str, path: str, body: str, headers: str) -> str:
    """`@hi@` is four characters and becomes four digits, so the length stands."""
    return f"POST {path} HTTP/1.1\r\nHost: {host}\r\n{PER_NUMBER}{headers}Content-Length: {len(body)}\r\n\r\n{body}"


def dress(served: Product, people: int) -> Stage:
    """Make the rows and open the forms; returns when they are old enough to be sent."""
    example = json.loads(served.manage("load_example", "--json"))
    tour = next(each for each in reversed(example["tours"]) if each["slug"].startswith("lape"))
    token = next(one["api_token"] for one in example["organisers"] if one["slug"] == tour["organiser"])
    made = json.loads(served.ask(DRESS.format(tour=tour["slug"], people=people)))
    forms = [opened(served, f"/fi/events/{slug}/register/") for slug in made.pop("forms")]
    time.sleep(FORM_AGE_SECONDS)
    return Stage(tour=tour["slug"], token=token, forms=forms, **made)


def opened(served: Product, path: str) -> Form:
    with urllib.request.urlopen(served.url + path) as answer:
        page, cookie = answer.read().decode(), answer.headers["Set-Cookie"].split(";")[0]
    hidden = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in HIDDEN}  # type: ignore[index]  # the form has them
    fields = hidden | {
        "submission": "00000000-0000-4000-8000-0000@hi@@lo@",
        "name": "Person @hi@@lo@",
        "email": "person.@hi@@lo@@example.org",
        "is_private_person": "on",
    }
    return Form(path, cookie, fields, list(dict.fromkeys(re.findall(r'name="(session-[^"]*)"', page))))


HIDDEN = ("csrfmiddlewaretoken", "made")
