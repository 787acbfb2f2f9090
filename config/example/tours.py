"""The tour of 2016 as it was, and its repeat in the coming June through the product's own action."""

import datetime
from typing import Any

from django.utils import timezone

from config.example.organisers import Team
from config.example.places import read, venue_of
from events.actions.programme import adopt_day
from events.actions.publishing import publish_event, publish_tour
from events.actions.repeating import repeat_tour
from events.cities import stop_title
from events.models import Contact, Document, Event, Session, Tour
from webcast.models import Stream

PUBLISHED_2016 = datetime.datetime.fromisoformat("2016-05-18T11:25:00+03:00")
LANGUAGES = ("fi", "sv", "en")


def load_2016(team: Team) -> Tour:
    """Seven stops, fourteen sessions; what the sources do not say stays empty."""
    data = read("tour_2016.json")
    seed, added = data["tour"]["seed"], data["tour"]["added"]
    tour = Tour.objects.create(
        organiser=team.organiser,
        slug="lape-2016",
        title={"sv": seed["title_sv"], **added["title"]},
        short_title=added["short_title"],
        summary=added["summary"],
        languages=["fi", "sv"],
    )
    _add_contacts_and_documents(tour, data)
    audiences = {
        row["id"]: _groups(row) for row in data["audiences"] if "id" in row and "groups" in row["added"]
    }
    for stop in data["stops"]:
        _load_stop(team, tour, stop, audiences)
    adopt_day(team.actor, tour.stops.earliest("date"))
    publish_tour(team.actor, tour, at=PUBLISHED_2016)
    for event in tour.stops.all():
        publish_event(team.actor, event, at=PUBLISHED_2016)
    return tour


def _add_contacts_and_documents(tour: Tour, data: dict[str, Any]) -> None:
    for row in data["contacts"]:
        seed, added = row["seed"], row["added"]
        role = {"sv": seed["title_sv"], **added["role"]}
        Contact.objects.create(tour=tour, name=seed["name"], role=role, email=added["email"])
    for row in data["documents"]:
        title = {"sv": row["seed"]["title_sv"], **row["added"]["title"]}
        Document.objects.create(tour=tour, title=title, language=row["seed"]["language"])


def _groups(audience: dict[str, Any]) -> dict[str, str]:
    groups = audience["added"]["groups"]
    return {language: "\n".join(group[language] for group in groups) for language in LANGUAGES}


def _load_stop(team: Team, tour: Tour, stop: dict[str, Any], audiences: dict[str, dict[str, str]]) -> None:
    venue = venue_of(stop)
    city = stop["added"]["city"]
    event = Event.objects.create(
        organiser=team.organiser,
        tour=tour,
        slug=f"lape-2016-{city['fi'].lower()}",
        title=stop_title(tour.short_title.data, city),
        date=datetime.date.fromisoformat(stop["derived"]["date"]),
        venue=venue,
        languages=["fi", "sv"] if stop["seed"]["bilingual"] else ["fi"],
    )
    if venue.municipality:
        event.regions.add(venue.municipality.region)
    for row in stop["sessions"]:
        _load_session(event, row, audiences)


def _load_session(event: Event, row: dict[str, Any], audiences: dict[str, dict[str, str]]) -> None:
    seed, derived, added = row["seed"], row["derived"], row["added"]
    invited = derived["access"] == "invite_only"
    Session.objects.create(
        event=event,
        title={"sv": seed["title_sv"], **added["title"]},
        short_title=added["short_title"],
        audience=audiences[seed["audience_ref"]],
        starts_at=datetime.datetime.fromisoformat(derived["start_utc"]),
        ends_at=datetime.datetime.fromisoformat(derived["end_utc"]),
        admission=Session.Admission.INVITATION if invited else Session.Admission.OPEN,
        attendance=Session.Attendance.MIXED if derived["webcast"] else Session.Attendance.IN_PERSON,
        spoken_languages=event.languages,
    )


def repeat_in_june(team: Team, tour: Tour, *, helsinki_places: int) -> Tour:
    """The same tour next June, weekdays kept: Helsinki has few places, food, and a rehearsal; the others have 80."""
    repeat = repeat_tour(team.actor, tour, first_day=datetime.date(_coming_june(), 6, 1))
    for event in repeat.stops.select_related("venue__municipality"):
        is_helsinki = event.slug.endswith("-helsinki")
        for session in event.sessions.all():
            session.in_person_capacity = helsinki_places if is_helsinki and session.is_open_to_all else 80
            session.save()
            if session.is_open_to_all:
                Stream.objects.create(session=session, url=f"https://video.example.org/{event.slug}")
    publish_tour(team.actor, repeat)
    for event in repeat.stops.all():
        publish_event(team.actor, event)
    helsinki = repeat.stops.get(slug__endswith="-helsinki")
    helsinki.rehearsing_since, helsinki.serves_food = timezone.now(), True
    helsinki.save()
    return repeat


def _coming_june() -> int:
    """The year of the next June that has not begun; the repeat keeps it even when May is nearly over."""
    today = timezone.localdate()
    return today.year if today < datetime.date(today.year, 5, 15) else today.year + 1


def load_second_tour(team: Team) -> Tour:
    """Two evenings of another organiser, so that there is something that the first one may not see."""
    year = _coming_june()
    tour = Tour.objects.create(
        organiser=team.organiser,
        slug=f"perheillat-{year}",
        title={
            "fi": "Perheillat kirjastoissa",
            "sv": "Familjekvällar på bibliotek",
            "en": "Family evenings in libraries",
        },
        short_title={"fi": "Perheillat", "sv": "Familjekvällar", "en": "Family evenings"},
        summary={
            "fi": "Keskustelua perheiden arjesta.",
            "sv": "Samtal om familjernas vardag.",
            "en": "Talks on family life.",
        },
        languages=["fi"],
    )
    venues = Tour.objects.get(slug="lape-2016").stops.filter(slug__in=["lape-2016-turku", "lape-2016-oulu"])
    for number, model in enumerate(venues.order_by("date")):
        day = datetime.date(_coming_june(), 5, 20) + datetime.timedelta(days=number * 7)
        _add_evening(team, tour, model, day)
    publish_tour(team.actor, tour)
    for event in tour.stops.all():
        publish_event(team.actor, event)
    return tour


def _add_evening(team: Team, tour: Tour, model: Event, day: datetime.date) -> None:
    city = model.city.data
    event = Event.objects.create(
        organiser=team.organiser,
        tour=tour,
        slug=f"{tour.slug}-{city['fi'].lower()}",
        title=stop_title(tour.short_title.data, city),
        date=day,
        venue=model.venue,
        languages=["fi"],
    )
    event.regions.set(model.regions.all())
    title = {"fi": "Avoin perheilta", "sv": "Öppen familjekväll", "en": "Open family evening"}
    Session.objects.create(
        event=event,
        title=title,
        short_title=title,
        starts_at=event.at(datetime.time(17, 30)),
        ends_at=event.at(datetime.time(19, 30)),
        in_person_capacity=40,
        spoken_languages=["fi"],
    )
