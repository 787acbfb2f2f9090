"""What is private stands on no page of anybody else, in no calendar, in no log."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from events.actors import SYSTEM
from events.models import Document, Event, Session, Tour
from registrations.actions.details import Way
from registrations.actions.tidy import set_aside
from registrations.models import Person
from tests import world
from tests.guards.canaries import OUTLINE, PREFIX, Canaries, hits, plant
from tests.guards.doors import Route, address, client_of, routes
from tests.guards.house import House, arrives
from tests.guards.objects import NOBODYS
from venues.models import Room

LANGUAGES = ("fi", "sv", "en")
OPENED = {
    "desk_webcast_stream": {"Stream.recording_url", "Stream.captions_url"},
    "desk_webcast_open": {"Stream.url"},
}
"""What the desk tells editors of a stream; its address only in the answer to a POST, as to viewers."""
STREAMS = {"Stream.url", "Stream.recording_url"}
STRANGE = [
    "/",
    f"/fi/?q={PREFIX}",
    "/fi/?q=%00",
    f"/organiser/search/?q={PREFIX}",
    "/sv/nothing/",
    "/calendar/fi/nothing.ics",
    f"/T/{NOBODYS}",
    f"/fi/my/{NOBODYS}/",
]


@pytest.fixture
def whole(house: House) -> House:
    """The house with all that some may not see: a draft, papers for the invited, a room of the invited's own."""
    draft = world.draft_tour("draft-tour", house.stop.date, cities=("oulu",))
    draft.stops.update(case_number="1")
    for audience in ("registered", "invited"):
        Document.objects.create(
            event=house.stop, title={"fi": "Paperi"}, audience=audience, url="https://example.org/p"
        )
    own = Room.objects.create(venue=world.venue("vaasa"), name={"fi": "Neukkari"})
    Session.objects.filter(pk=house.morning.pk).update(room=own)
    set_aside(SYSTEM, house.tour, texts=["Sivuun siirretty"])
    return house


def visits(house: House, role: str, languages: tuple[str, ...]) -> Iterator[tuple[Route | None, str]]:
    """Every address of the product in these languages, with the house's objects in it."""
    for route in routes():
        if route.name != "account_logout":
            for path in dict.fromkeys(address(house, route, role, language) for language in languages):
                yield route, path
    yield from ((None, path) for path in STRANGE)


def crawl(
    house: House,
    canaries: Canaries,
    client: Client,
    role: str = "anonymous",
    languages: tuple[str, ...] = ("fi",),
) -> set[str]:
    """`<column> at <address>` for each canary that an answer to GET or POST holds."""
    found = set()
    for number, (route, path) in enumerate(visits(house, role, languages)):
        home = f"10.3.{number // 250}.{number % 250}"
        for answer in (client.get(path, REMOTE_ADDR=home), client.post(path, REMOTE_ADDR=home)):
            allowed = OUTLINE if route and route.name in ("event", "tour", "api_event", "api_tour") else set()
            if route and role == "admin":
                allowed = allowed | OPENED.get(route.name, set())
            found |= {f"{column} at {path}" for column in hits(canaries, answer, path) - allowed}
    return found


def test_nothing_private_reaches_a_stranger(whole: House) -> None:
    assert crawl(whole, plant(), Client(), languages=LANGUAGES) == set()


def test_nothing_of_others_reaches_a_participant_of_another_event(whole: House) -> None:
    canaries, client = plant(), Client()
    own = arrives(Session.objects.whole().get(event=whole.meeting), "Oma Nimi", "oma@example.org", Way.ONLINE)
    mine = f"/fi/my/{own.manage_token}/"
    pages = [
        mine,
        f"{mine}details/",
        f"{mine}another/",
        f"/t/{own.ticket_token}",
        f"/calendar/fi/my/{own.person.feed_token}.ics",
    ]
    for session in (whole.morning, whole.afternoon, whole.hidden):
        pages += [f"{mine}parts/{session.uuid}/", f"/fi/watch/{session.uuid}/?r={own.manage_token}"]
    for path in pages:
        assert hits(canaries, client.get(path), path) == set(), path
        assert hits(canaries, client.post(path), path) == set(), path


def test_nothing_of_an_organiser_reaches_another(whole: House) -> None:
    canaries = plant()
    whole.foreign_machine.refresh_from_db()
    del canaries[whole.foreign_machine.name.lower()]  # its own, on its own page
    assert crawl(whole, canaries, client_of(whole, "foreign_editor"), "foreign_editor") == set()


@pytest.mark.parametrize(("role", "unseen"), [
    ("viewer", {*STREAMS, "SensitiveAnswer.text", "OutgoingMail.error", "OrganisationAlias.text"}),
    ("door", {*STREAMS, "SensitiveAnswer.text", "OutgoingMail.error", "OrganisationAlias.text"}),
    ("admin", {"Stream.url", "Stream.recording_url", "SensitiveAnswer.text"}),
    ("device", {"Stream.url", "Stream.recording_url", "SensitiveAnswer.text", "Person.email", "User.email"}),
])  # fmt: skip
def test_no_token_and_no_stream_stands_on_a_page_of_the_team(
    whole: House, role: str, unseen: set[str]
) -> None:
    canaries = {word: where for word, where in plant().items() if where in unseen or where.endswith(" token")}
    found = crawl(whole, canaries, client_of(whole, role), role)
    own = f"SensitiveAnswer.text at /organiser/registrations/{whole.registration.uuid}"
    whole_page = f"SensitiveAnswer.text at /organiser/people/{whole.registration.person.uuid}/"
    told = {f"{own}/", f"{own}/edit/", whole_page} if role == "admin" else set()
    assert found == told, "in confidence: where an editor sees the person and puts it right, and all is shown"


def test_a_personal_calendar_names_nobody_and_holds_no_key(whole: House, client: Client) -> None:
    canaries = {word: where for word, where in plant().items() if "invited" not in where}
    for token in [whole.registration.person.feed_token, whole.invitation.person.feed_token]:
        answer = client.get(f"/calendar/fi/my/{token}.ics")
        assert b"BEGIN:VEVENT" in answer.content
        assert hits(canaries, answer) == set()


def _leak_a_name(house: House) -> None:
    name = Person.objects.get(pk=house.registration.person_id).name
    Tour.objects.filter(pk=house.tour.pk).update(summary=f"Tervetuloa, {name}!")


def _leak_a_ticket(house: House) -> None:
    Session.objects.filter(pk=house.afternoon.pk).update(
        description=f"https://example.org/t/{house.registration.ticket_token}"
    )


def _leak_a_stream(house: House) -> None:
    Event.objects.filter(pk=house.stop.pk).update(title=house.afternoon.streams.get().url)


def _leak_a_hidden_session(house: House) -> None:
    Session.objects.filter(pk=house.hidden.pk).update(listing="outline")


@pytest.mark.parametrize("leak", [
    (_leak_a_name, "Person.name at /fi/tours/lape-2030/"),
    (_leak_a_ticket, "ticket token at /calendar/fi/all.ics"),
    (_leak_a_stream, "Stream.url at /fi/events/lape-2030-vaasa/register/"),
    (_leak_a_hidden_session, "hidden Session.title at /fi/events/lape-2030-vaasa/"),
])  # fmt: skip
def test_a_planted_leak_is_found(whole: House, leak: tuple[Callable[[House], None], str]) -> None:
    canaries, (leaking, expected) = plant(), leak
    leaking(whole)
    assert expected in crawl(whole, canaries, Client())
