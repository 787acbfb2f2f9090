"""The personal calendar behind a token."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actors import ANYONE
from events.models import Event, Session
from registrations.actions.answer import Answer
from registrations.actions.details import Way
from registrations.actions.manage import leave
from registrations.models import Invitation, Person, Registration
from tests import world
from tests.letters import cast

pytestmark = pytest.mark.django_db


def subscribe(client: Client, person: Person, language: str = "fi", **headers: str) -> Any:
    return client.get(f"/calendar/{language}/my/{person.feed_token}.ics", headers=headers)


def uids(answer: Any) -> set[str]:
    lines = answer.content.decode().replace("\r\n ", "").splitlines()
    return {line.removeprefix("UID:").partition("@")[0] for line in lines if line.startswith("UID:")}


def test_it_holds_what_its_person_is_registered_for_and_nothing_else(client: Client) -> None:
    session = cast.afternoon()
    oulu = world.afternoon_of(world.coming_tour(), "oulu")
    maija = cast.registered(session).person
    cast.registered(oulu)
    cast.registered(world.afternoon_of(world.coming_tour(), "helsinki"), who=("Erkki", "erkki@example.org"))
    assert uids(subscribe(client, maija)) == {str(session.uuid), str(oulu.uuid)}


def test_the_own_page_subscribes_to_it_and_takes_no_dead_copy(client: Client) -> None:
    registration = cast.registered(cast.afternoon())
    page = client.get(f"/sv/my/{registration.manage_token}/").content.decode()
    assert f'href="webcal://testserver/calendar/sv/my/{registration.person.feed_token}.ics"' in page
    assert f'href="/calendar/sv/my/{registration.person.feed_token}.ics"' not in page


def test_somebody_in_line_has_it_in_the_calendar_and_somebody_who_left_has_not(client: Client) -> None:
    session = cast.full(cast.afternoon())
    registration = cast.registered(session, Way.QUEUE)
    assert uids(subscribe(client, registration.person)) == {str(session.uuid)}
    cast.cancelled(registration, session)
    assert uids(subscribe(client, registration.person)) == set()


def test_an_invitation_is_in_the_calendar_from_the_letter_to_the_no(client: Client) -> None:
    invitation = cast.invited()
    liisa, morning = invitation.person, str(world.morning_of(world.coming_tour(), "vaasa").uuid)
    Invitation.objects.update(state="draft")
    assert uids(subscribe(client, liisa)) == set()
    Invitation.objects.update(state="sent")
    assert uids(subscribe(client, liisa)) == {morning}
    cast.answered(invitation, Answer.ATTENDS)
    assert uids(subscribe(client, liisa)) == {morning}
    cast.answered(invitation, Answer.CANNOT)
    assert uids(subscribe(client, liisa)) == set()


def test_a_place_given_back_leaves_the_calendar_though_the_invitation_stands(client: Client) -> None:
    invitation = cast.invited()
    cast.answered(invitation, Answer.ATTENDS)
    registration = Registration.objects.whole().select_related("invitation").get()
    leave(ANYONE, registration, session=world.morning_of(world.coming_tour(), "vaasa"))
    Invitation.objects.update(state="accepted")
    assert uids(subscribe(client, invitation.person)) == set()


def test_a_draft_is_not_in_it_and_a_cancelled_session_stays_as_cancelled(client: Client) -> None:
    session = cast.afternoon()
    maija = cast.registered(session).person
    Session.objects.filter(pk=session.pk).update(status="cancelled")
    assert "STATUS:CANCELLED" in subscribe(client, maija).content.decode()
    Event.objects.filter(pk=session.event_id).update(status="draft")
    assert uids(subscribe(client, maija)) == set()


def test_it_tells_neither_who_its_person_is_nor_any_way_in(client: Client) -> None:
    registration = cast.registered(cast.afternoon(), Way.ONLINE)
    text = subscribe(client, registration.person).content.decode().replace("\r\n ", "")
    for secret in (
        registration.manage_token,
        registration.ticket_token,
        registration.door_code,
        registration.person.feed_token,
        "Meikäläinen",
        "maija@",
        "SOURCE",
    ):
        assert secret not in text


def test_the_subscriber_alone_keeps_it_and_no_index_finds_it(client: Client) -> None:
    answer = subscribe(client, cast.registered(cast.afternoon()).person)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    caching = {word.strip() for word in answer["Cache-Control"].split(",")}
    assert caching >= {"private", "no-cache"}
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Vary" not in answer
    assert not answer.cookies


def test_an_unchanged_calendar_costs_one_statement_and_a_changed_one_is_sent(client: Client) -> None:
    session = cast.afternoon()
    registration = cast.registered(session)
    first = subscribe(client, registration.person)
    with CaptureQueriesContext(connection) as asked:
        again = subscribe(client, registration.person, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == first["Cache-Control"]
    assert len(asked) == 1
    cast.registered(world.afternoon_of(world.coming_tour(), "oulu"))
    assert subscribe(client, registration.person, if_none_match=first["ETag"]).status_code == 200


def test_a_wrong_old_or_erased_token_is_an_empty_404(client: Client) -> None:
    person = cast.registered(cast.afternoon()).person
    good, foreign = person.feed_token, Registration.objects.get().manage_token
    for token in (good[:-1] + ("A" if good[-1] != "A" else "B"), "NOTHING", foreign):
        answer = client.get(f"/calendar/fi/my/{token}.ics")
        assert (answer.status_code, answer.content) == (404, b"")
    assert client.get(f"/calendar/xx/my/{good}.ics").status_code == 404
    Person.objects.update(erased_at=timezone.now())
    assert (subscribe(client, person).status_code, subscribe(client, person).content) == (404, b"")


def test_its_name_is_in_the_language_of_the_path(client: Client) -> None:
    person = cast.registered(cast.afternoon()).person
    english = subscribe(client, person, "en").content.decode()
    assert "X-WR-CALNAME:My tours and meetings" in english
    assert "SUMMARY;LANGUAGE=en:Vaasa: Afternoon" in english


def test_very_many_wrong_tokens_are_told_to_wait(client: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"miss": (2, 0.0)}
    asked = [client.get("/calendar/fi/my/NOTHING.ics").status_code for _ in range(3)]
    assert asked == [404, 404, 403]
