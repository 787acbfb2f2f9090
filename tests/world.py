"""The world that tests share: organisers, a few cities, the shape of the 2016 tour. Plain functions.

Each call that takes no slug gives the same row again, so a test names only what it is about:

    tour = coming_tour()                  # published: three stops, each an invited morning, an open afternoon
    afternoon = afternoon_of(tour, "oulu")
    actor = editor(tour.organiser)            # an Actor that may change what the organiser has

Rows are as the product's own actions would leave them; everything lies in Europe/Helsinki.
"""

import datetime
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from events import log
from events.actions.publishing import publish_event, publish_tour
from events.actors import SYSTEM, Actor, Membership
from events.models import ApiToken, Contact, Document, Event, Organiser, Session, TeamMember, Tour, User
from venues.models import Municipality, Region, Room, Venue

PASSWORD = "only for tests only"
MORNING = (datetime.time(9, 30), datetime.time(11, 30))
AFTERNOON = (datetime.time(13), datetime.time(16))
LONG_TITLE = (
    "Programmet för utveckling av barn- och familjetjänsterna, nuläget i regionen, modellerna för "
    "tjänsterna och höstens statsunderstöd för kommunerna"
)

# slug: municipality code, names, languages, region code, slug and names, venue
CITIES: dict[str, dict[str, Any]] = {
    "helsinki": {
        "code": "091",
        "name": {"fi": "Helsinki", "sv": "Helsingfors", "en": "Helsinki"},
        "languages": ["fi", "sv"],
        "region": ("01", "uusimaa", {"fi": "Uusimaa", "sv": "Nyland", "en": "Uusimaa"}),
        "venue": {
            "fi": "Helsingin yliopisto",
            "sv": "Helsingfors universitet",
            "en": "University of Helsinki",
        },
        "address": "Fabianinkatu 33, 00170 Helsinki",
    },
    "oulu": {
        "code": "564",
        "name": {"fi": "Oulu", "sv": "Uleåborg", "en": "Oulu"},
        "languages": ["fi"],
        "region": ("17", "pohjois-pohjanmaa", {"fi": "Pohjois-Pohjanmaa", "sv": "Norra Österbotten"}),
        "venue": {
            "fi": "Oulun kaupunginkirjasto",
            "sv": "Uleåborgs stadsbibliotek",
            "en": "Oulu City Library",
        },
        "address": "Kaarlenväylä 3, 90100 Oulu",
    },
    "vaasa": {
        "code": "905",
        "name": {"fi": "Vaasa", "sv": "Vasa", "en": "Vaasa"},
        "languages": ["fi", "sv"],
        "region": ("15", "pohjanmaa", {"fi": "Pohjanmaa", "sv": "Österbotten", "en": "Ostrobothnia"}),
        "venue": {"fi": "Vaasan yliopisto", "sv": "Vasa universitet", "en": "University of Vaasa"},
        "address": "Wolffintie 32, 65200 Vaasa",
    },
}


def organiser(slug: str = "stm", **fields: Any) -> Organiser:
    """The ministry, or another organiser by its slug."""
    given = {
        "name": {"fi": f"Ministeriö {slug}", "sv": f"Ministeriet {slug}", "en": f"Ministry {slug}"},
        "mailbox": f"{slug}@example.org",
        "required_languages": ["fi", "sv"],
    }
    return Organiser.objects.get_or_create(slug=slug, defaults=given | fields)[0]


def user(email: str = "editor@example.org", **fields: Any) -> User:
    """Somebody who can sign in with PASSWORD."""
    given = {"name": "Eeva Editor", "password": _hashed()}
    return User.objects.get_or_create(email=email, defaults=given | fields)[0]


@cache
def _hashed() -> str:
    """Hashing is slow on purpose: once is enough."""
    return make_password(PASSWORD)


def member(of: Organiser, role: str = "editor") -> User:
    """A user with this role for the organiser: `<role>@<slug>.example.org`."""
    who = user(f"{role}@{of.slug}.example.org", name=f"{role.title()} of {of.slug}")
    TeamMember.objects.get_or_create(user=who, organiser=of, defaults={"role": role})
    return who


def editor(of: Organiser | None = None, role: str = "editor") -> Actor:
    """An actor of the organiser's team."""
    of = of or organiser()
    return Actor(kind="user", user=member(of, role), team=(Membership(of.pk, role),))


def machine(of: Organiser | None = None, *scopes: str) -> ApiToken:
    """An organiser's token, with every scope if none is named."""
    return ApiToken.objects.create(
        organiser=of or organiser(), name="Machine", scopes=list(scopes or ApiToken.Scope.values)
    )


def region(code: str, slug: str, name: dict[str, str]) -> Region:
    return Region.objects.filter(slug=slug).first() or Region.objects.create(code=code, slug=slug, name=name)


def venue(city: str = "helsinki", **fields: Any) -> Venue:
    """The city's one venue, with the hall "Auditorio"."""
    facts = CITIES[city]
    if (
        known := Venue.objects.select_related("municipality__region")
        .filter(municipality__code=facts["code"])
        .first()
    ):
        return known
    municipality = Municipality.objects.filter(code=facts["code"]).first() or Municipality.objects.create(
        code=facts["code"], name=facts["name"], languages=facts["languages"], region=region(*facts["region"])
    )
    given = {"name": facts["venue"], "address": facts["address"], "municipality": municipality}
    made = Venue.objects.create(**given | fields)
    Room.objects.create(venue=made, name={"fi": "Auditorio", "sv": "Auditoriet", "en": "Auditorium"})
    return made


def event(slug: str, date: datetime.date, *, city: str | None = None, **fields: Any) -> Event:
    """A draft, without sessions; online when it has no city."""
    facts = CITIES[city]["name"] if city else {"fi": "Työkokous", "sv": "Arbetsmöte", "en": "Work meeting"}
    given = {"venue": venue(city) if city else None, "title": facts, "languages": ["fi"]}
    if "organiser" not in fields:
        given["organiser"] = organiser()
    made = Event.objects.create(slug=slug, date=date, **given | fields)
    if made.venue and made.venue.municipality:
        made.regions.add(made.venue.municipality.region)
    return made


def morning(of: Event, **fields: Any) -> Session:
    """The invited part: 9.30–11.30."""
    given = {
        "title": {
            "fi": "Aamupäivä päättäjille",
            "sv": "Förmiddag för beslutsfattare",
            "en": "Morning for leaders",
        },
        "short_title": {"fi": "Aamupäivä", "sv": "Förmiddag", "en": "Morning"},
        "audience": {"fi": "kuntien johto\njärjestöt", "sv": "kommunernas ledning\norganisationer"},
        "starts_at": of.at(MORNING[0]),
        "ends_at": of.at(MORNING[1]),
        "admission": Session.Admission.INVITATION,
        "in_person_capacity": 30,
    }
    return Session.objects.create(event=of, **given | fields)


def afternoon(of: Event, **fields: Any) -> Session:
    """The open part: 13–16, in the room (80 places) and as a webcast without limit."""
    given = {
        "title": {"fi": "Avoin iltapäivä kaikille", "sv": LONG_TITLE, "en": "Open afternoon for everybody"},
        "short_title": {"fi": "Iltapäivä", "sv": "Eftermiddag", "en": "Afternoon"},
        "audience": {"fi": "kunnat\nmaakunnat", "sv": "kommuner\nlandskap", "en": "municipalities\nregions"},
        "starts_at": of.at(AFTERNOON[0]),
        "ends_at": of.at(AFTERNOON[1]),
        "attendance": Session.Attendance.MIXED,
        "in_person_capacity": 80,
    }
    return Session.objects.create(event=of, **given | fields)


def draft_tour(
    slug: str, first: datetime.date, *, cities: tuple[str, ...] = ("helsinki", "oulu", "vaasa")
) -> Tour:
    """An unpublished tour: its stops on the first day and every fourth day after it, two sessions each."""
    made = Tour.objects.create(
        organiser=organiser(),
        slug=slug,
        title={
            "fi": "Muutosohjelma maakunnissa",
            "sv": "Programmet i landskapen",
            "en": "The programme in the regions",
        },
        short_title={"fi": "LAPE", "sv": "LAPE", "en": "LAPE"},
        summary={
            "fi": "Ohjelma esittäytyy.",
            "sv": "Programmet presenteras.",
            "en": "The programme is presented.",
        },
        languages=["fi", "sv"],
    )
    Contact.objects.create(
        tour=made, name="Kaisa Kontakti", role={"fi": "hankepäällikkö"}, email="kaisa@example.org"
    )
    Document.objects.create(tour=made, title={"fi": "Hankesuunnitelma"}, language="fi")
    for number, city in enumerate(cities):
        day = first + datetime.timedelta(days=4 * number)
        stop = event(f"{slug}-{city}", day, city=city, tour=made, organiser=made.organiser)
        morning(stop)
        afternoon(stop)
    return made


def published(tour: Tour) -> Tour:
    """The same tour, published with its stops."""
    for stop in tour.stops.order_by("pk"):
        publish_event(SYSTEM, stop)
    return publish_tour(SYSTEM, tour)


def coming_tour(slug: str = "lape-2030", **options: Any) -> Tour:
    """A published tour that begins in thirty days, open for registration."""
    known = Tour.objects.filter(slug=slug).first()
    return known or _shown(draft_tour(slug, timezone.localdate() + datetime.timedelta(days=30), **options))


def tour_2016(**options: Any) -> Tour:
    """The tour as it was, long over: its first stop on Thursday 2.6.2016."""
    known = Tour.objects.filter(slug="lape-2016").first()
    return known or _shown(draft_tour("lape-2016", datetime.date(2016, 6, 2), **options))


def _shown(tour: Tour) -> Tour:
    """What `published` leaves, in five statements instead of thirty: a third of all tests begin here.

    tests/desk/test_publish.py holds the one against the other.
    """
    tour.status, tour.published_at = Tour.Status.PUBLISHED, timezone.now()
    seen = {"status": tour.status, "published_at": tour.published_at}
    Tour.objects.filter(pk=tour.pk).update(**seen)
    tour.stops.update(**seen)
    rows = [*tour.stops.order_by("pk"), tour]
    log.write_all(log.entry(SYSTEM, "publish", row, tour.organiser_id) for row in rows)
    return tour


def meeting(slug: str = "meeting", **fields: Any) -> Event:
    """An online work meeting of four regions in ten days, 8–10, published."""
    known = Event.objects.filter(slug=slug).first()
    if known:
        return known
    made = event(slug, timezone.localdate() + datetime.timedelta(days=10), **fields)
    made.regions.set([region(*facts["region"]) for facts in CITIES.values()])
    times = {"starts_at": made.at(datetime.time(8)), "ends_at": made.at(datetime.time(10))}
    afternoon(made, attendance=Session.Attendance.ONLINE, in_person_capacity=None, **times)
    return publish_event(SYSTEM, made)


def stop_of(tour: Tour, city: str) -> Event:
    return tour.stops.get(venue__municipality__code=CITIES[city]["code"])


def afternoon_of(tour: Tour, city: str = "helsinki") -> Session:
    return Session.objects.whole().get(event=stop_of(tour, city), admission=Session.Admission.OPEN)


def morning_of(tour: Tour, city: str = "helsinki") -> Session:
    return Session.objects.whole().get(event=stop_of(tour, city), admission=Session.Admission.INVITATION)
