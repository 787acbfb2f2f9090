"""Registering on the public form."""

import html
import re
import uuid

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Event, LogEntry, Session
from registrations.letters import letter_for
from registrations.models import (
    Consent,
    Invitation,
    OutgoingMail,
    Participation,
    Person,
    Registration,
    SensitiveAnswer,
)
from registrations.outbox.mime import Post
from tests import world
from tests.registrations.conftest import Fill, with_places

pytestmark = pytest.mark.django_db


def counts(session: Session) -> tuple[int, int, int]:
    session.refresh_from_db()
    return session.in_person_taken, session.in_person_waiting, session.online_taken


def test_a_registration_takes_a_place_and_queues_one_letter(afternoon: Session, fill: Fill) -> None:
    response = fill(afternoon, email=" Aino.Osterman@EXAMPLE.org ")
    assert response.status_code == 200
    assert "aino.osterman@example.org" in response.content.decode()
    part = Participation.objects.get()
    assert (part.status, part.mode) == ("attending", "in_person")
    assert counts(afternoon) == (1, 0, 0)
    letter = OutgoingMail.objects.get()
    assert (letter.kind, letter.participation, letter.state, letter.language) == (
        "confirmed",
        part,
        "queued",
        "en",
    )
    assert LogEntry.objects.filter(verb="register", target_uuid=part.registration.uuid).count() == 1


def test_the_page_after_shows_neither_ticket_nor_manage_link(afternoon: Session, fill: Fill) -> None:
    page = fill(afternoon).content.decode()
    registration = Registration.objects.get()
    for secret in (registration.manage_token, registration.ticket_token, registration.door_code):
        assert secret not in page


def test_a_registration_with_every_field_takes_at_most_fourteen_statements(
    afternoon: Session, fill: Fill
) -> None:
    region = world.region("15", "pohjanmaa", {"fi": "Pohjanmaa"})
    Event.objects.update(serves_food=True)
    with CaptureQueriesContext(connection) as page_and_post:
        fill(afternoon, consents=["list", "news"], assistant="on", diet="No fish", region=region.pk)
    statements = [
        query["sql"] for query in page_and_post.captured_queries if not query["sql"].startswith(BRACKETS)
    ]
    post = statements[
        [sql.startswith("SELECT") and "events_session" in sql for sql in statements].index(True, 1) :
    ]
    assert "INSERT INTO events_ratebucket" in "".join(post)
    assert len(post) <= 14, "\n".join(sql[:150] for sql in post)
    assert SensitiveAnswer.objects.count() == 2


BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def test_the_same_address_again_changes_no_row_and_shows_the_same_page(
    afternoon: Session, fill: Fill
) -> None:
    first = fill(afternoon).content.decode()
    second = fill(afternoon, name="Somebody Else", way="online").content.decode()
    assert Registration.objects.count() == Person.objects.count() == 1
    assert counts(afternoon) == (1, 0, 0)
    assert Person.objects.get().name == "Aino Österman"
    assert sorted(OutgoingMail.objects.values_list("kind", flat=True)) == ["already", "confirmed"]
    assert visible(first) == visible(second).replace("Online", "In person")


def visible(page: str) -> str:
    """The page's main part without its hidden fields."""
    main = page.split("<main")[1].split("<details")[0]
    return "\n".join(line for line in main.splitlines() if "hidden" not in line)


def test_the_same_form_sent_twice_is_one_registration(afternoon: Session, fill: Fill) -> None:
    same = str(uuid.uuid4())
    fill(afternoon, submission=same)
    fill(afternoon, submission=same)
    assert Registration.objects.count() == OutgoingMail.objects.count() == 1


def test_a_full_room_offers_the_line_and_the_web_and_both(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    afternoon = with_places(afternoon, 1)
    fill(afternoon, email="first@example.org")
    page = client.get(f"/en/events/{afternoon.event.slug}/register/").content.decode()
    assert all(f'value="{way}"' in page for way in ("queue", "online", "queue_and_online"))
    assert 'value="in_person"' not in page
    fill(afternoon, email="second@example.org", way="queue_and_online")
    fill(afternoon, email="third@example.org", way="in_person")
    second, third = (
        Participation.objects.get(registration__person__email=f"{n}@example.org") for n in ("second", "third")
    )
    assert (second.status, second.mode, second.waits_for) == ("attending", "online", "in_person")
    assert (third.status, third.mode, third.waits_for) == ("waiting", "in_person", "in_person")
    assert counts(afternoon) == (1, 2, 1)


def test_nobody_passes_those_in_line_even_when_a_place_is_free(afternoon: Session, fill: Fill) -> None:
    afternoon = with_places(afternoon, 1)
    fill(afternoon, email="first@example.org")
    fill(afternoon, email="second@example.org", way="queue")
    Session.objects.filter(pk=afternoon.pk).update(in_person_capacity=5)
    fill(afternoon, email="third@example.org")
    assert Participation.objects.get(registration__person__email="third@example.org").status == "waiting"


def test_several_stops_are_registered_for_at_once(afternoon: Session, client: Client) -> None:
    tour = afternoon.event.tour
    assert tour
    oulu, vaasa = world.afternoon_of(tour, "oulu"), world.afternoon_of(tour, "vaasa")
    address = f"/sv/tours/{tour.slug}/register/"
    from_page = client.get(address)
    form = from_page.context["form"]
    sent = {
        "submission": str(form.initial["submission"]),
        "made": signed_long_ago(),
        "name": "Åsa Öhman",
        "email": "asa@example.org",
        "is_private_person": "on",
        f"session-{oulu.uuid}": "online",
        f"session-{vaasa.uuid}": "in_person",
        f"session-{afternoon.uuid}": "no",
        "consents": ["news"],
        "assistant": "on",
    }
    assert client.post(address, sent).status_code == 200
    assert {(p.session_id, p.mode) for p in Participation.objects.all()} == {
        (oulu.pk, "online"),
        (vaasa.pk, "in_person"),
    }
    assert Person.objects.count() == 1
    assert OutgoingMail.objects.count() == SensitiveAnswer.objects.count() == 2
    assert [consent.purpose for consent in Consent.objects.all()] == ["news"]


def signed_long_ago() -> str:
    return signing.dumps(0, salt="form")


def test_the_language_switch_keeps_what_was_typed(afternoon: Session, fill: Fill) -> None:
    page = fill(afternoon, language="sv", switch="sv", name="Kesken Eräinen", way="online", consents=["news"])
    text = page.content.decode()
    assert 'value="Kesken Eräinen"' in text
    assert 'lang="sv"' in text
    assert text.count(" checked") == 2
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    "trap", [{"website": "https://spam.example.org"}, {"made": "nonsense"}, {"made": ""}]
)
def test_who_looks_like_a_machine_is_asked_to_press_once_more(
    afternoon: Session, fill: Fill, trap: dict[str, str]
) -> None:
    response = fill(afternoon, **trap)
    assert response.status_code == 422
    assert "Press the button once more" in response.content.decode()
    assert 'value="Aino Österman"' in response.content.decode()
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Write your name."),
        ("name", "x" * 151, "at most 150"),
        ("email", "aino.osterman@vaasa", "name@example.fi"),
        ("email", "a@[127.0.0.1]", "name@example.fi"),
        ("email", f"a@{'ä' * 60}.fi", "name@example.fi"),
        ("organisation_text", "", "tick that you come as a private person"),
        ("region", "999999", "valid choice"),
        ("submission", "not-a-uuid", "valid UUID"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_written(
    afternoon: Session, fill: Fill, field: str, value: str, words: str
) -> None:
    response = fill(afternoon, **{field: value})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Person.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert counts(afternoon) == (0, 0, 0)


def test_odd_characters_are_cleaned_and_never_break(afternoon: Session, fill: Fill) -> None:
    assert fill(afternoon, name="Ai\u202eno \x07Ö\n").status_code in (200, 400, 422)
    assert all(person.name == "Aino Ö" for person in Person.objects.all())


def test_an_unknown_way_is_refused(afternoon: Session, fill: Fill) -> None:
    assert fill(afternoon, way="teleport").status_code == 422


def test_an_invited_morning_has_no_form(morning: Session, client: Client) -> None:
    page = client.get(f"/en/events/{morning.event.slug}/register/").content.decode()
    assert str(morning.uuid) not in page


def test_a_session_closed_meanwhile_is_refused_in_words(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    Session.objects.filter(pk=afternoon.pk).update(status="cancelled")
    assert (
        "Registration is not open"
        in client.get(f"/en/events/{afternoon.event.slug}/register/").content.decode()
    )


def test_a_wrong_address_is_corrected_and_the_strayed_links_die(afternoon: Session, fill: Fill) -> None:
    same = str(uuid.uuid4())
    fill(afternoon, email="aino@example.com", submission=same)
    strayed = Registration.objects.get().manage_token
    fill(afternoon, email="aino@example.org", submission=same, correct="1")
    registration = Registration.objects.get()
    assert registration.person.email == "aino@example.org"
    assert registration.manage_token != strayed
    assert [mail.recipient.email for mail in OutgoingMail.objects.all()] == ["aino@example.org"]
    assert not Person.objects.filter(email="aino@example.com").exists()
    assert counts(afternoon) == (1, 0, 0)


def test_the_page_that_follows_mends_the_address_by_its_own_form(afternoon: Session) -> None:
    """It brings along what was filled in, and the token against forgery, without which nothing is done."""
    browser, page = Client(enforce_csrf_checks=True), f"/en/events/{afternoon.event.slug}/register/"
    sent = hidden_in(browser.get(page).content) | {
        "made": signed_long_ago(),
        "email": "typo@example.org",
        "job_title": "",
    }
    sent |= {
        "name": 'Åsa "Öhman" <x>',
        "organisation_text": "A & O",
        f"session-{afternoon.uuid}": "in_person",
    }
    brought = hidden_in(browser.post(page, sent).content)
    assert brought == {name: value for name, value in sent.items() if value and name != "email"}
    mended = brought | {"email": "right@example.org", "correct": "1"}
    assert browser.post(page, mended | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert addresses(afternoon) == ["typo@example.org"]
    assert browser.post(page, mended).status_code == 200
    assert addresses(afternoon) == ["right@example.org"]
    registration = Registration.objects.select_related("person").get()
    assert (registration.person.name, registration.organisation_text) == ('Åsa "Öhman" <x>', "A & O")


def hidden_in(page: bytes) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.decode())
    return {html.unescape(name): html.unescape(value) for name, value in found}


def test_correcting_after_a_repeated_address_registers_the_new_one(afternoon: Session, fill: Fill) -> None:
    fill(afternoon, email="known@example.org")
    same = str(uuid.uuid4())
    fill(afternoon, email="known@example.org", submission=same)
    fill(afternoon, email="new@example.org", submission=same, correct="1", name="New Person")
    assert {p.email for p in Person.objects.all()} == {"known@example.org", "new@example.org"}
    assert counts(afternoon) == (2, 0, 0)


def addresses(session: Session) -> list[str]:
    """Of everybody who has a place in the session's room; the counter agrees."""
    rows = Participation.objects.attending().filter(session=session, mode="in_person")
    found = sorted(str(email) for email in rows.values_list("registration__person__email", flat=True))
    session.refresh_from_db()
    assert session.in_person_taken == len(found)
    return found


@pytest.mark.parametrize("button", [{"correct": "1"}, {}], ids=["with our button", "with Back"])
def test_however_often_an_address_is_mended_one_place_is_held(
    afternoon: Session, fill: Fill, button: dict[str, str]
) -> None:
    """Also when the first one was somebody else's, who is registered already."""
    fill(afternoon, email="known@example.org")
    same = str(uuid.uuid4())
    for name in ("known", "typo", "slip", "right"):
        fill(afternoon, email=f"{name}@example.org", submission=same, consents=["news"], **button)
    assert addresses(afternoon) == ["known@example.org", "right@example.org"]
    assert {person.email for person in Person.objects.all()} == {"known@example.org", "right@example.org"}
    assert [consent.person.email for consent in Consent.objects.all()] == ["right@example.org"]


def test_a_mended_address_gets_every_stop_that_was_asked_for(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    tour = afternoon.event.tour
    assert tour
    oulu, vaasa = world.afternoon_of(tour, "oulu"), world.afternoon_of(tour, "vaasa")
    fill(afternoon, email="known@example.org")
    sent = {"submission": str(uuid.uuid4()), "made": signed_long_ago(), "name": "Åsa Öhman"}
    ways = {afternoon: "in_person", oulu: "in_person", vaasa: "no"}
    sent |= {"is_private_person": "on", **{f"session-{each.uuid}": way for each, way in ways.items()}}
    for name in ("known", "asa"):
        client.post(f"/sv/tours/{tour.slug}/register/", sent | {"email": f"{name}@example.org"})
    assert addresses(afternoon) == ["asa@example.org", "known@example.org"]
    assert addresses(oulu) == ["asa@example.org"]


def test_an_address_that_answers_for_others_is_mended_and_kept(afternoon: Session, fill: Fill) -> None:
    office = Person.objects.create(organiser=afternoon.event.organiser, email="office@example.org", name="O")
    director = Person.objects.create(organiser=afternoon.event.organiser, name="Director")
    Invitation.objects.create(person=director, event=afternoon.event, letters_to=office)
    same = str(uuid.uuid4())
    for name in ("office", "own"):
        fill(afternoon, email=f"{name}@example.org", submission=same, correct="1")
    assert addresses(afternoon) == ["own@example.org"]
    assert Person.objects.filter(email="office@example.org").exists()


def test_a_domain_with_finnish_letters_gets_its_letter(afternoon: Session, fill: Fill) -> None:
    fill(afternoon, email="Aino@Pöytyä.fi")
    mail = OutgoingMail.objects.get()
    assert mail.recipient.email == "aino@xn--pyty-ooa8h.fi"
    assert Post(mail, letter_for(mail)).message()["To"].endswith("<aino@xn--pyty-ooa8h.fi>")
    fill(afternoon, email="aino@xn--pyty-ooa8h.fi")
    assert Person.objects.count() == 1
