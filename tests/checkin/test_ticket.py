"""The page behind a QR code."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Session
from registrations.models import Participation
from tests.checkin import cast


@pytest.fixture
def part(afternoon: Session) -> Participation:
    return cast.registered(afternoon)


@pytest.mark.parametrize("path", ["/T/{0}", "/t/{1}", "/t/{0}/"])
def test_a_ticket_shows_who_where_and_when_and_leads_nowhere(
    client: Client, part: Participation, path: str
) -> None:
    token = part.registration.ticket_token
    page = client.get(path.format(token, token.lower()), headers={"Accept-Language": "en"})
    text = page.content.decode()
    for shown in (
        "Elle-Máret Näkkäläjärvi",
        "Vaasa",
        "13:00–16:00",
        "Afternoon",
        "Auditorium",
        "Attending, in person",
    ):
        assert shown in text
    assert part.registration.manage_token not in text
    assert "example.org" not in text
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Cache-Control"] == "private, no-store"


def test_its_address_is_what_the_qr_code_holds(part: Participation) -> None:
    token = part.registration.ticket_token
    assert reverse("ticket", kwargs={"code": token}) == f"/T/{token}"


def test_a_scan_by_anybody_checks_nobody_in(client: Client, part: Participation) -> None:
    path = f"/T/{part.registration.ticket_token}"
    client.get(path)
    assert client.post(path).status_code == 405
    part.refresh_from_db()
    assert part.attended_at is None


def test_wrong_tickets_all_look_the_same(client: Client, part: Participation) -> None:
    registration = part.registration
    wrong = ["A" * 26, registration.manage_token, registration.door_code, registration.ticket_token[:-1]]
    pages = [client.get(f"/T/{code}") for code in wrong]
    assert {page.status_code for page in pages} == {404}


def test_guessing_tickets_is_told_to_wait(client: Client, part: Participation) -> None:
    answers = [client.get("/T/" + "A" * 26).status_code for _ in range(22)]
    assert answers[0] == 404
    assert answers[-1] != 404
    assert client.get(f"/T/{part.registration.ticket_token}").status_code == 200
