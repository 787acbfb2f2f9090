"""What the pictures need beyond the example, written inside their throw-away installation (docs/pictures.py)."""

import datetime
import json
import sys
import uuid

from django.utils import timezone

from config.example.organisers import HOST, READER, SLUGS, email_for, password_for
from events.actors import SYSTEM
from events.models import ChecklistItem, Contact, Document, Event, Note, ProgrammeItem, Session, Tour, User
from events.models.session import Mode
from registrations.checkin.devices import create_claim
from registrations.models import Participation, Registration
from webcast.models import Presence

NAMES = {SLUGS[0]: "Anna Aalto", HOST: "Henrik Holm", READER: "Riitta Rinne"}
TASKS = (("Book the catering", 30), ("Send the programme to the press", 14), ("Try the webcast", 7))
LINES = (
    ("13:00", "Welcome", "Anna Aalto"),
    ("13:15", "What changes for families", "Henrik Holm"),
    ("15:00", "Questions", ""),
)
SCREENS = 23


def the_tour() -> Tour:
    """The one to come that the pictures are of."""
    return Tour.objects.get(organiser__slug=SLUGS[0], repeats__isnull=False)


def stop(city: str) -> Event:
    """By its city in Finnish: 'turku'."""
    return Event.objects.get(tour=the_tour(), slug__endswith=f"-{city}")


def part(city: str, admission: str = Session.Admission.OPEN) -> Session:
    return Session.objects.whole().get(event=stop(city), admission=admission)


def before() -> None:
    """People with names who read English, a checklist, a day with speakers, a note; told as JSON."""
    for slug, name in NAMES.items():
        User.objects.filter(email=email_for(slug)).update(name=name, language="en")
    anna = User.objects.get(email=email_for(SLUGS[0]))
    for title, days in TASKS:
        ChecklistItem.objects.create(tour=the_tour(), title=title, days=days)
    ChecklistItem.objects.create(
        tour=the_tour(), title="Publish the recording", days=2, side=ChecklistItem.Side.AFTER
    )
    ChecklistItem.objects.create(event=stop("turku"), title="Reserve the lift for deliveries", days=1)
    for session in Session.objects.whole().filter(event__tour=the_tour(), admission=Session.Admission.OPEN):
        for clock, title, speakers in LINES:
            starts = datetime.time.fromisoformat(clock)
            ProgrammeItem.objects.create(
                session=session, starts=starts, title={"en": title}, speakers=speakers
            )
    Note.objects.create(event=stop("turku"), text="The caretaker opens the hall at 7.30.", written_by=anna)
    Contact.objects.create(
        event=stop("turku"), name="Henrik Holm", phone="+358 00 000 0001", accessibility=True
    )
    Document.objects.create(
        event=stop("turku"), title={"en": "Slides"}, url="https://example.org/slides", phase="after"
    )
    sys.stdout.write(json.dumps(_addresses()))


def _addresses() -> dict[str, object]:
    people = Registration.objects.filter(invitation=None).order_by("pk")
    return {
        "tour": the_tour().slug,
        "stops": {each.slug.rpartition("-")[2]: each.slug for each in the_tour().stops.all()},
        "afternoons": {city: str(part(city).uuid) for city in ("helsinki", "turku")},
        "somebody": str(people.filter(event=stop("turku"))[0].uuid),
        "lost": people.filter(event=stop("kuopio"))[0].person.email,
        "logins": {slug: [email_for(slug), password_for(slug)] for slug in NAMES},
    }


def the_day() -> None:
    """The tour has begun: Helsinki has been, and Turku is today, its hall half full and its webcast watched."""
    today = timezone.localdate()
    days = stop("turku").date - today
    Event.objects.filter(tour=the_tour()).update(rehearsing_since=None)
    for event in the_tour().stops.all():
        _put(event, event.date - days)
    for session in Session.objects.whole().filter(event__date__lt=today, event__tour=the_tour()):
        _come(session, share=0.8)
    _come(part("turku", Session.Admission.INVITATION), share=1)
    _come(part("turku"), share=0.6)
    for _number in range(SCREENS):
        now = timezone.now()
        since = now - datetime.timedelta(minutes=20)
        Presence.objects.create(
            session=part("turku"), key=uuid.uuid4().hex, joined_at=since, last_seen_at=now, seconds=1200
        )
    sys.stdout.write(create_claim(SYSTEM, event=stop("turku"), name="Main entrance").token)


def _put(event: Event, date: datetime.date) -> None:
    """On another day at the same clock, as if it had always been then."""
    for session in event.sessions.all():
        for moment in ("starts_at", "ends_at"):
            clock = getattr(session, moment).astimezone(event.zone).time()
            at = datetime.datetime.combine(date, clock, event.zone)
            Session.objects.filter(pk=session.pk).update(**{moment: at})
    Event.objects.filter(pk=event.pk).update(date=date)


def _come(session: Session, share: float) -> None:
    """So many of those who take part came, one after another before it began; those on the web followed."""
    rows = Participation.objects.filter(session=session, status=Participation.Status.ATTENDING).order_by("pk")
    parts = list(rows)
    for number, each in enumerate(parts[: round(len(parts) * share)]):
        ahead = datetime.timedelta(minutes=25 - 30 * number / len(parts))
        online = each.mode == Mode.ONLINE
        by = Participation.AttendedBy.WEBCAST if online else Participation.AttendedBy.SCAN
        at = session.starts_at - ahead if session.starts_at else timezone.now()
        Participation.objects.filter(pk=each.pk).update(attended_at=at, attended_by=by)
