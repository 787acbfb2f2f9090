"""One box that finds tours, stops, sessions, places and people in any language, and nothing that is not one's own."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import Settings

from events import when
from events.actions.publishing import publish_event
from events.actors import SYSTEM
from events.models import Session, TeamMember, Tour
from registrations import words
from registrations.actions.invite import invite
from registrations.erasure import erase_person
from registrations.models import Person, Registration
from registrations.organiser.search.hits import words_of
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn

SEARCH = "/organiser/search/"


def found(client: Client, text: str) -> dict[str, list[str]]:
    """By heading what the page shows under it: the names, and after an arrow the stops beside them."""
    page = says(client, text)
    return {
        _text(section, "h2")[0]: list(map(_hit, section.split("<li>")[1:])) for section in _sections(page)
    }


def _sections(page: str) -> list[str]:
    return [part.split("</section>")[0] for part in page.split("<section")[1:]]


def _hit(item: str) -> str:
    item = re.sub(r'<span class="(?:sr|day|soft)">.*?</span>', "", item.split("</li>")[0])
    stops = (words.split(",")[0] for words in _text(item, "a"))
    return " → ".join(dict.fromkeys([*_text(item, 'span class="city"'), *stops]))


def _text(html: str, tag: str) -> list[str]:
    name = tag.split()[0]
    return [re.sub("<[^>]*>", "", words).strip() for words in re.findall(f"<{tag}[^>]*>(.*?)</{name}>", html)]


def says(client: Client, text: str, status: Any = 200) -> str:
    answer = client.get(SEARCH, {"q": text})
    assert answer.status_code == status
    return " ".join(unescape(answer.content.decode()).split())


@pytest.mark.parametrize("text", ["Uleåborg", "uleaborg", "OULU", "oul", "Uleåborgs bibliotek stads"])
def test_a_place_is_found_in_any_language_and_spelling(tour: Tour, sign_in: SignIn, text: str) -> None:
    there = found(sign_in(), text)
    assert there["Places"] == ["Oulu City Library → Oulu"]
    assert there["Stops and meetings"] == ["Oulu"]


def test_tours_and_sessions_are_found_by_their_titles(tour: Tour, sign_in: SignIn) -> None:
    there = found(sign_in(language="sv"), "landskapen")
    assert there["Turnéer"] == ["Programmet i landskapen"]
    assert len(there["Orter och möten"]) == 3
    assert found(sign_in(), "iltapäivä")["Sessions"] == ["Afternoon"] * 3
    assert found(sign_in(), "eftermiddag vasa")["Sessions"] == ["Afternoon"]


def test_somebody_registered_twice_is_found_once_with_both_stops(tour: Tour, sign_in: SignIn) -> None:
    first = comes(world.afternoon_of(tour, "oulu"), "Öllegård Åberg-Ståhl", organisation_text="Närpes")
    twice(first.registration, world.afternoon_of(tour, "vaasa"))
    comes(world.afternoon_of(tour, "oulu"), "Aapo Muu")
    for text in ("aberg", "ÅBERG öll", "ståhl", "narp", str(first.registration.person.email)):
        assert found(sign_in("viewer"), text) == {"Registered": ["Öllegård Åberg-Ståhl → Oulu → Vaasa"]}, text
    page = sign_in().get(SEARCH, {"q": "aberg"}).content.decode()
    assert f"/organiser/registrations/{first.registration.uuid}/" in page


def twice(registration: Registration, session: Session) -> None:
    """The same person at another stop."""
    body = registration.organisation_text
    Registration.objects.create(
        person=registration.person, event=session.event, door_code="ZZ", organisation_text=body
    )


def test_the_invited_are_found_until_they_register(tour: Tour, sign_in: SignIn) -> None:
    morning = world.morning_of(tour, "vaasa")
    person = Person.objects.create(organiser=tour.organiser, name="Raija Rehtori", email="raija@example.org")
    invite(SYSTEM, event=morning.event, sessions=[morning], person=person)
    assert found(sign_in("door"), "rehtori") == {"Invited, not registered": ["Raija Rehtori"]}


def test_nothing_of_another_organiser_is_found(tour: Tour, sign_in: SignIn) -> None:
    theirs = world.event("theirs", tour.stops.first().date, city="vaasa", organiser=world.organiser("thl"))  # type: ignore[union-attr]  # it has stops
    secret = {"fi": "Salaisuus", "sv": "Hemlighet", "en": "Salaisuus"}
    part = world.afternoon(theirs, title=secret, short_title=secret)
    publish_event(SYSTEM, theirs)
    comes(Session.objects.get(pk=part.pk), "Ulla Salainen")
    assert found(sign_in(), "salai") == {}
    assert len(found(sign_in(), "vasa")["Stops and meetings"]) == 1
    mine = found(sign_in(of="thl"), "salai")
    assert mine == {"Sessions": ["Salaisuus"], "Registered": ["Ulla Salainen"]}


def test_a_regional_host_finds_what_is_of_that_stop(tour: Tour, sign_in: SignIn) -> None:
    oulu, vaasa = (world.afternoon_of(tour, city) for city in ("oulu", "vaasa"))
    for session in (oulu, vaasa):
        comes(session, f"Veikko Virtanen-{session.event.city}")
    client = sign_in()
    member = TeamMember.objects.get(user__email__startswith="editor@stm")
    member.events.add(vaasa.event)
    assert found(client, "virtanen") == {"Registered": ["Veikko Virtanen-Vaasa"]}
    assert found(client, "oulu") == {}
    assert found(client, "vasa")["Places"] == ["University of Vaasa → Vaasa"]
    assert found(client, "lape")["Tours"] == ["The programme in the regions"]
    with translation.override("en"):
        assert f'<span class="soft">{when.day(vaasa.event.date)}</span>' in says(client, "lape")


def test_three_letters_are_needed_and_other_input_is_refused(
    tour: Tour, sign_in: SignIn, settings: Settings
) -> None:
    client = sign_in()
    for short in ("ou", "-- @ ö", "  a  b "):
        assert "Write at least three letters." in says(client, short)
    assert "at least three" not in says(client, "")
    assert "at most 100" in says(client, "x" * 101, status=400)
    assert client.get(f"{SEARCH}?q=%00oulu").status_code == 400
    for odd in ("%%%", "a'b\\c\"d", "____", "'':* & !x", "\ud800abc", "[]{}", "abc\U0010ffff"):
        assert client.get(SEARCH, {"q": odd.encode(errors="replace")}).status_code == 200, odd
    assert "Nothing is found" in says(client, "qqqqq")
    assert b"<script>alert" not in client.get(SEARCH, {"q": "<script>alert"}).content
    settings.LIMITS = settings.LIMITS | {"search": (1, 0.0)}
    assert [client.get(SEARCH, {"q": "oulu"}).status_code for _time in range(2)][-1] == 429


def test_beyond_ten_the_lists_hold_everybody(session: Session, sign_in: SignIn) -> None:
    for number in range(12):
        comes(session, f"Nimi Sukunimi{number:02}")
    page = sign_in().get(SEARCH, {"q": "sukunimi"})
    (people,) = page.context["found"]
    assert [str(hit.name) for hit in people.hits] == [f"Nimi Sukunimi{number:02}" for number in range(10)]
    (link,) = people.everybody
    assert link.number == "12"
    everybody = sign_in().get(link.url).content.decode()
    assert len(re.findall(r'<th scope="row"><a [^>]*>Nimi Sukunimi\d\d</a>', everybody)) == 12


def test_a_search_costs_the_same_with_one_and_with_three(tour: Tour, sign_in: SignIn) -> None:
    client, costs = sign_in(), []
    for number in range(3):
        session = world.afternoon_of(tour, ("oulu", "vaasa", "helsinki")[number])
        comes(session, f"Aino Aalto{number}", organisation_text="Lape")
        with CaptureQueriesContext(connection) as asked:
            assert len(found(client, "lape")["Registered"]) == number + 1
        costs.append(len(asked))
    assert costs[0] == costs[-1] <= 20


ODD = (
    "Elle-Máret Näkkälä-Järvi",
    'O\'Brien \\ "Pat"',
    "Ångström @home",
    "A" * 150,
    "Lähi--hoitaja - Oy",
    "Ünal Ğüneş",
    "李 小龍",
)
ASKED: tuple[str, ...] = (
    "elle-mar",
    "jarvi",
    "maret-nak",
    "o'b",
    "\\",
    '"pat',
    "@home",
    "ome",
    "a" * 30,
    "hoi",
    "-",
    "unal gunes",
    "李",
)
ASKED += ("nimi.1@exam", "@example.org", "1@example", "@", "ple.org", "oy ngstrom", "e@")


@pytest.mark.parametrize("listed", [20_000, 1, 0])
def test_the_index_leaves_out_nobody_whom_reading_everybody_finds(
    session: Session, monkeypatch: pytest.MonkeyPatch, listed: int
) -> None:
    monkeypatch.setattr(words, "MOST_LISTED", listed)
    people = [
        Person.objects.create(
            organiser=session.event.organiser, name=name, email=f"nimi.{number}@example.org"
        )
        for number, name in enumerate(ODD)
    ]
    for number, person in enumerate(people):
        Registration.objects.create(person=person, event=session.event, door_code=f"{number}")
    for text in ASKED:
        each, rows = text.split(), Registration.objects.filter(words.fit(text.split()))
        by_index = rows.filter(words.perhaps(each, [session.event_id]))
        assert set(by_index) == set(rows), text
    assert not Registration.objects.filter(words.perhaps(["elle"], [0]), event=session.event_id + 1)


def test_the_index_follows_a_new_name_and_forgets_the_erased(session: Session, sign_in: SignIn) -> None:
    row = comes(session, "Entinen Nimi", organisation_text="Vanha työ").registration
    row.person.name = "Uusi Nimi"
    row.person.save()
    assert (found(sign_in(), "entinen"), len(found(sign_in(), "uusi nimi"))) == ({}, 1)
    erase_person(SYSTEM, row.person)
    assert found(sign_in(), "nimi") == {}
    row.refresh_from_db()
    assert not row.search_text.strip()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT word FROM registrations_word WHERE registration_id = %s", [row.pk])
            assert cursor.fetchall() == []


def test_letters_are_counted_not_marks() -> None:
    assert [words_of(text) for text in ("Åb", "Bo Ek", "å-b", "a@b.c")] == [[], ["bo", "ek"], [], ["a@b.c"]]
