"""Invented people at example.org, registered and invited through the product's own actions."""

import itertools
import uuid
from collections.abc import Iterator

from config.example.organisers import Team
from config.example.places import read
from events.models import Event, Session, Tour
from registrations.actions.answer import Answer, answer
from registrations.actions.details import Choice, Details, Way
from registrations.actions.invite import invite, person_at, send
from registrations.actions.kept import Who, keep
from registrations.actions.lists import make_list
from registrations.actions.register import register
from registrations.models import Invitation, Organisation, Person
from venues.fields import in_language
from venues.text import fold

TASKS = (
    "sosiaalityöntekijä",
    "varhaiskasvatuspäällikkö",
    "kurator",
    "perhetyöntekijä",
    "projektkoordinator",
    "",
)
BODIES = (
    "{of_city} kaupunki",
    "Åbo stad",
    "Mannerheimin Lastensuojeluliitto",
    "{of_city} seurakuntayhtymä",
    "Folkhälsan",
)
GENITIVES = {
    "Helsinki": "Helsingin",
    "Turku": "Turun",
    "Kuopio": "Kuopion",
    "Tampere": "Tampereen",
    "Rovaniemi": "Rovaniemen",
    "Oulu": "Oulun",
    "Vaasa": "Vaasan",
}
LEADERS = ("Raija", "Kjell", "Tuomas")
HELSINKI_IN_LINE = 6
DIETS = {3: "Laktoositon", 5: "Gluteeniton", 8: "Laktoositon"}
STOPS_BUT_HELSINKI = 6


def names() -> Iterator[str]:
    """Endlessly many names, none twice."""
    invented = read("names.json")
    given_names, family_names = invented["given"], invented["family"]
    for round_number in itertools.count():
        for number in range(len(given_names) * len(family_names)):
            given = given_names[number % len(given_names)]
            family = family_names[(number + number // len(given_names)) % len(family_names)]
            yield f"{given} {family}" + (f" {round_number + 1}" if round_number else "")


def load_organisations() -> None:
    """What the form suggests: the cities of the tour and a few well-known bodies."""
    kinds = Organisation.Kind
    for kind, fi, sv in (
        (kinds.MUNICIPALITY, "Helsingin kaupunki", "Helsingfors stad"),
        (kinds.MUNICIPALITY, "Turun kaupunki", "Åbo stad"),
        (kinds.MUNICIPALITY, "Kuopion kaupunki", "Kuopio stad"),
        (kinds.MUNICIPALITY, "Tampereen kaupunki", "Tammerfors stad"),
        (kinds.MUNICIPALITY, "Rovaniemen kaupunki", "Rovaniemi stad"),
        (kinds.MUNICIPALITY, "Oulun kaupunki", "Uleåborgs stad"),
        (kinds.MUNICIPALITY, "Vaasan kaupunki", "Vasa stad"),
        (kinds.STATE, "Terveyden ja hyvinvoinnin laitos", "Institutet för hälsa och välfärd"),
        (kinds.NGO, "Mannerheimin Lastensuojeluliitto", "Mannerheims Barnskyddsförbund"),
        (kinds.NGO, "Folkhälsan", "Folkhälsan"),
    ):
        Organisation.objects.create(kind=kind, name={"fi": fi, "sv": sv})


def helsinki_places(people: int) -> int:
    """So many that about a quarter of all come to Helsinki and six of them wait."""
    return max(people // 4 - HELSINKI_IN_LINE, 1)


def register_people(tour: Tour, people: int) -> None:
    """Fill Helsinki's room first, with a line; spread the rest over the other stops, each third on the web."""
    afternoons = list(Session.objects.whole().filter(event__tour=tour, admission=Session.Admission.OPEN))
    helsinki, others = afternoons[0], afternoons[1:]
    in_helsinki = helsinki_places(people) + HELSINKI_IN_LINE
    for number, name in zip(range(people), names(), strict=False):
        session = helsinki if number < in_helsinki else others[number % len(others)]
        _register(session, number, name, _way(number, in_helsinki))


def _way(number: int, in_helsinki: int) -> Way:
    if number >= in_helsinki:
        return Way.ONLINE if number // STOPS_BUT_HELSINKI % 3 == 0 else Way.IN_PERSON
    return Way.QUEUE_AND_ONLINE if number >= in_helsinki - 2 else Way.IN_PERSON


def _register(session: Session, number: int, name: str, way: Way) -> None:
    city = in_language(session.event.city, "fi")[0]
    language = "sv" if number % 4 == 1 else "fi"
    details = Details(
        name=name,
        language=language,
        organisation_text=BODIES[number % len(BODIES)].format(of_city=GENITIVES[city]),
        job_title=TASKS[number % len(TASKS)],
        municipality_text=city,
        region=session.event.regions.first(),
        assistant=number % 40 == 7,
        diet=DIETS.get(number % 10, ""),
    )
    register(
        choices=[Choice(session, way)],
        details=details,
        email=address(name, number),
        submission=uuid.uuid5(uuid.NAMESPACE_URL, f"example {number}"),
    )


def address(name: str, number: int) -> str:
    local = fold(name).replace("'", "").replace(" ", ".")
    return f"{local}.{number}@example.org"


def invite_leaders(team: Team, tour: Tour) -> None:
    """Three to each morning: one with an own address, two for whom a secretary answers; one has said yes."""
    family_names = iter(reversed(read("names.json")["family"]))
    for event in tour.stops.select_related("organiser", "venue__municipality"):
        city = in_language(event.city, "fi")[0]
        language = "sv" if event.slug.endswith("-vaasa") else "fi"
        mailbox = f"kirjaamo.{fold(city)}@example.org"
        office = person_at(
            team.organiser, name=f"{city}, kirjaamo", email=mailbox, language=language, source="example"
        )
        for number, given in enumerate(LEADERS):
            name = f"{given} {next(family_names)}"
            email = address(name, number) if number == 0 else ""
            person = person_at(team.organiser, name=name, email=email, language=language, source="example")
            invitation = _invite(team, event, person, office if number else None)
        answer(
            team.actor,
            invitation,
            answer=Answer.ATTENDS,
            answered_by=Invitation.AnsweredBy.PROXY,
            language=language,
        )


def keep_lists(team: Team, tour: Tour) -> None:
    """Those invited to each stop, as a contact list of its region for the next time."""
    for event in tour.stops.select_related("organiser").prefetch_related("regions"):
        regions = list(event.regions.all())
        name = ", ".join(in_language(region.name, "fi")[0] for region in regions)
        leaders = make_list(team.actor, team.organiser, name=f"{name}: päättäjät", regions=regions)
        keep(team.actor, event, leaders, Who.INVITED)


def _invite(team: Team, event: Event, person: Person, letters_to: Person | None) -> Invitation:
    invitation = invite(
        team.actor,
        event=event,
        sessions=list(event.sessions.filter(admission=Session.Admission.INVITATION)),
        person=person,
        letters_to=letters_to,
        job_title="toimialajohtaja",
        organisation_text=f"{GENITIVES[in_language(event.city, 'fi')[0]]} kaupunki",
    )
    send(team.actor, invitation)
    return invitation
