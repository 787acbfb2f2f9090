"""One's own page: switch, add, cancel, and the line behind."""

from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from pytest_django import Settings

from events.actions import sessions
from events.actors import ANYONE, SYSTEM
from events.models import LogEntry, Session
from events.refusals import Changed
from registrations.actions import manage
from registrations.actions.details import Way
from registrations.actions.reinstate import reinstate
from registrations.models import OutgoingMail, Participation, Person, Registration
from tests.registrations.conftest import Fill, with_places

pytestmark = pytest.mark.django_db


def link(registration: Registration, rest: str = "") -> str:
    return f"/en/my/{registration.manage_token}/{rest}"


def of(name: str) -> Participation:
    return Participation.objects.select_related("registration", "session").get(
        registration__person__email=f"{name}@example.org"
    )


def letters(name: str) -> list[str]:
    rows = OutgoingMail.objects.filter(recipient__email=f"{name}@example.org").order_by("pk")
    return list(rows.values_list("kind", flat=True))


def counts(session: Session) -> tuple[int, int, int]:
    session.refresh_from_db()
    return session.in_person_taken, session.in_person_waiting, session.online_taken


def test_the_page_shows_the_state_and_the_ticket(afternoon: Session, fill: Fill, client: Client) -> None:
    fill(afternoon)
    registration = Registration.objects.get()
    response = client.get(link(registration))
    page = response.content.decode()
    assert response.status_code == 200
    assert "You have a place in the room" in page
    assert registration.door_code[:4] in page
    assert "<svg" in page
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("token", ["A" * 26, "short", "a" * 200])
def test_a_wrong_token_is_not_there(db: None, client: Client, token: str) -> None:
    assert client.get(f"/en/my/{token}/").status_code == 404


def test_a_token_of_another_purpose_opens_nothing(afternoon: Session, fill: Fill, client: Client) -> None:
    fill(afternoon)
    assert client.get(f"/en/my/{Registration.objects.get().ticket_token}/").status_code == 404


def test_looking_changes_nothing(afternoon: Session, fill: Fill, client: Client) -> None:
    fill(afternoon)
    registration = Registration.objects.get()
    for rest in ("", f"parts/{afternoon.uuid}/", f"cancel/{afternoon.uuid}/", "details/", "another/"):
        assert client.get(link(registration, rest)).status_code == 200
    assert Participation.objects.get().status == "attending"
    assert LogEntry.objects.filter(target__in=["registration", "participation"]).count() == 1


def test_cancelling_hands_the_place_to_the_first_in_line(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    afternoon = with_places(afternoon, 1)
    for name, way in (("first", "in_person"), ("second", "queue_and_online"), ("third", "queue")):
        fill(afternoon, email=f"{name}@example.org", way=way)
    client.post(link(of("first").registration, f"cancel/{afternoon.uuid}/"))
    assert [(of(name).status, of(name).mode) for name in ("first", "second", "third")] == [
        ("cancelled", "in_person"),
        ("attending", "in_person"),
        ("waiting", "in_person"),
    ]
    assert counts(afternoon) == (1, 1, 0)
    assert letters("first") == ["confirmed", "cancelled"]
    assert letters("second") == ["confirmed", "promoted"]
    promoted = LogEntry.objects.get(verb="promote", target_uuid=of("second").uuid)
    assert (promoted.actor_kind, promoted.details) == ("participant", {"mode": "in_person"})
    assert of("first").registration.cancelled_at


def test_cancelling_twice_frees_one_place(afternoon: Session, fill: Fill, client: Client) -> None:
    fill(afternoon, email="first@example.org")
    fill(afternoon, email="second@example.org")
    for _ in range(2):
        client.post(link(of("first").registration, f"cancel/{afternoon.uuid}/"))
    assert counts(afternoon) == (1, 0, 0)


@pytest.mark.parametrize(
    ("before", "places", "after", "state", "expected"),
    [
        ("in_person", 5, "online", ("attending", "online", None), (0, 0, 1)),
        ("online", 5, "in_person", ("attending", "in_person", None), (1, 0, 0)),
        ("online", 0, "queue_and_online", ("attending", "online", "in_person"), (0, 1, 1)),
        ("online", 0, "queue", ("attending", "online", "in_person"), (0, 1, 1)),
        ("queue", 0, "online", ("attending", "online", None), (0, 0, 1)),
        ("queue", 0, "queue_and_online", ("attending", "online", "in_person"), (0, 1, 1)),
        ("queue_and_online", 0, "online", ("attending", "online", None), (0, 0, 1)),
        ("queue", 0, "queue", ("waiting", "in_person", "in_person"), (0, 1, 0)),
    ],
)
def test_room_web_and_line_are_switched_between(
    afternoon: Session,
    fill: Fill,
    client: Client,
    before: str,
    places: int,
    after: str,
    state: tuple[str, str, str | None],
    expected: tuple[int, int, int],
) -> None:
    afternoon = with_places(afternoon, places)
    fill(afternoon, email="me@example.org", way=before)
    assert (
        client.post(link(of("me").registration, f"parts/{afternoon.uuid}/"), {"way": after}).status_code
        == 302
    )
    part = of("me")
    assert (part.status, part.mode, part.waits_for) == state
    assert counts(afternoon) == expected


def test_leaving_the_room_for_the_web_promotes_the_next(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    afternoon = with_places(afternoon, 1)
    fill(afternoon, email="first@example.org")
    fill(afternoon, email="second@example.org", way="queue")
    client.post(link(of("first").registration, f"parts/{afternoon.uuid}/"), {"way": "online"})
    assert of("second").status == "attending"
    assert counts(afternoon) == (1, 0, 1)


def test_details_are_changed_and_logged_by_name_of_field_only(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    fill(afternoon)
    registration = Registration.objects.get()
    client.post(link(registration, "details/"), {"name": "Aino Åkerlund", "organisation_text": "Folkhälsan"})
    registration.refresh_from_db()
    assert (registration.person.name, registration.organisation_text) == ("Aino Åkerlund", "Folkhälsan")
    assert LogEntry.objects.get(verb="change details").details == {"fields": ["organisation_text", "name"]}


def test_a_colleague_is_registered_from_the_same_address(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    fill(afternoon, email="office@example.org")
    registration = of("office").registration
    page = client.get(link(registration, "another/"))
    sent = {
        "submission": str(page.context["form"].initial["submission"]),
        "made": page.context["form"].initial["made"],
        "name": "Raija Esimerkki",
        "is_private_person": "on",
        "way": "online",
    }
    early = client.post(link(registration, "another/"), sent)
    assert early.status_code == 422
    assert "Press the button once more" in early.content.decode()
    sent["made"] = signing.dumps(0, salt="form")
    assert client.post(link(registration, "another/"), sent).status_code == 302
    colleague = Registration.objects.get(person__name="Raija Esimerkki")
    assert (colleague.person.email, colleague.letters_to) == (None, registration.person)
    assert letters("office") == ["confirmed", "confirmed"]


def test_links_are_sent_once_and_the_answer_is_the_same_to_everyone(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    fill(afternoon, email="known@example.org")
    answers = [
        client.post("/en/my/", {"email": f"{name}@example.org"}).content.decode().replace(name, "x")
        for name in ("known", "stranger", "known")
    ]
    assert len(set(answers)) == 1
    assert letters("known") == ["confirmed", "links"]
    assert Person.objects.count() == 1


def test_adding_a_part_in_one_tab_after_cancelling_in_another_is_refused(
    afternoon: Session, fill: Fill
) -> None:
    fill(afternoon, email="me@example.org")
    tab, other_tab = of("me").registration, of("me").registration
    manage.leave_all(ANYONE, tab)
    with pytest.raises(Changed):
        manage.take_part(ANYONE, other_tab, session=afternoon, way=Way.ONLINE)
    assert counts(afternoon) == (0, 0, 0)


def test_a_place_given_back_while_the_session_is_called_off_waits_for_the_first_in_line(
    afternoon: Session, fill: Fill
) -> None:
    afternoon = with_places(afternoon, 1)
    fill(afternoon, email="first@example.org")
    fill(afternoon, email="second@example.org", way="queue")
    sessions.cancel(SYSTEM, afternoon)
    manage.leave_all(ANYONE, of("first").registration)
    assert of("second").status == "waiting"
    reinstate(SYSTEM, afternoon)
    assert (of("second").status, letters("second")) == ("attending", ["waiting", "promoted"])
    assert counts(afternoon) == (1, 0, 0)


def test_one_link_does_not_fill_the_room_at_once(
    afternoon: Session, fill: Fill, client: Client, settings: Settings
) -> None:
    fill(afternoon, email="office@example.org")
    settings.LIMITS = settings.LIMITS | {"register": (3, 0.0)}
    address = link(of("office").registration, "another/")
    answers = []
    for number in range(5):
        sent = {"submission": str(uuid4()), "made": signing.dumps(0, salt="form"), "name": f"Guest {number}"}
        answers.append(client.post(address, sent | {"is_private_person": "on", "way": "in_person"}))
    assert [answer.status_code for answer in answers] == [302, 302, 302, 422, 422]
    assert 'value="Guest 4"' in answers[-1].content.decode()
    assert counts(afternoon) == (4, 0, 0)
